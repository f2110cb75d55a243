# Two stages: the first has the tools to build, the second only what runs.
# Numeric user, so that an orchestrator can check "not root" without a passwd file.

FROM python:3.11-slim AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy
WORKDIR /src
RUN pip install --no-cache-dir uv==0.13.9 && uv venv /opt/cairn
COPY requirements.txt ./
RUN uv pip sync --python /opt/cairn/bin/python --require-hashes requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY api ./api
COPY graph ./graph
COPY recommender ./recommender
COPY migrations ./migrations
RUN uv pip install --python /opt/cairn/bin/python --no-deps .
# Machine code is made here, for the type of CPU that builds; another type makes its own at each start.
WORKDIR /
RUN /opt/cairn/bin/python -c "import recommender; recommender.warm()"

FROM python:3.11-slim
COPY --from=build /opt/cairn /opt/cairn
ENV PATH=/opt/cairn/bin:$PATH CAIRN_HOST=0.0.0.0 PORT=8000
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=2)"]
ENTRYPOINT ["cairn"]
CMD ["serve"]
