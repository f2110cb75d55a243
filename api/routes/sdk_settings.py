"""What browser SDKs ask for before they send: where to send to, and that nothing else is on."""

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse

from api.errors import Unauthorized
from api.ingestion.credentials import key_of

NO_FLAGS = {
    "flags": {},
    "featureFlags": {},
    "featureFlagPayloads": {},
    "errorsWhileComputingFlags": False,
}
QUIET = {
    "supportedCompression": ["gzip", "gzip-js"],
    "hasFeatureFlags": False,
    "autocapture_opt_out": True,
    "captureDeadClicks": False,
    "capturePerformance": False,
    "heatmaps": False,
    "sessionRecording": False,
    "surveys": False,
    "toolbarParams": {},
    "isAuthenticated": False,
    "siteApps": [],
}

router = APIRouter(tags=["ingestion"], include_in_schema=False)


@router.get("/v1/projects/{key}/settings")
async def segment(request: Request, key: str) -> JSONResponse:
    url = request.url
    here = {"apiKey": key, "apiHost": f"{url.netloc}/v1", "protocol": url.scheme}
    return JSONResponse({"integrations": {"Segment.io": here}})


@router.get("/sourceConfig/")
async def rudder(request: Request) -> JSONResponse:
    key = key_of(request.headers.get("authorization"), None, request.query_params)
    if key is None:
        raise Unauthorized
    source = {
        "id": key,
        "name": "cairn",
        "writeKey": key,
        "enabled": True,
        "config": {},
        "workspaceId": "cairn",
        "destinations": [],
        "connections": [],
    }
    return JSONResponse({"source": source})


@router.get("/array/{key}/config")
async def posthog(key: str) -> JSONResponse:  # noqa: ARG001  # the same for every key
    return JSONResponse(QUIET)


@router.get("/array/{key}/config.js")
async def posthog_script(key: str) -> Response:  # noqa: ARG001  # the SDK then asks for the JSON
    return Response("", media_type="text/javascript")


@router.post("/flags/")
async def posthog_flags() -> JSONResponse:
    return JSONResponse(NO_FLAGS)
