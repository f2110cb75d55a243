"""Flat values of a request: from its query string, and from a body of JSON or of a form."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from api.errors import BadRequest, InvalidValue, MalformedBody
from api.ingestion.document import flaw
from api.routes.document import document

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 500


async def flat_values(request: Request) -> dict[str, Any]:
    """Those of the body go before those of the query string. Raises a ``BadRequest``."""
    return {**_collected(request.query_params.multi_items()), **await _of_body(request)}


async def _of_body(request: Request) -> dict[str, Any]:
    body = await request.body()
    if request.method == "GET" or not body:
        return {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM:
        return await document(request)
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise MalformedBody(f"The body is to be a form of at most {MOST_FIELDS} fields.") from None
    return _collected(pairs)


def _collected(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """A name that is repeated holds a list."""
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    if len(found) > MOST_FIELDS:
        raise BadRequest(f"A request holds at most {MOST_FIELDS} fields.")
    if flaw(found) is not None:
        raise InvalidValue("Some text holds a NUL.")
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}
