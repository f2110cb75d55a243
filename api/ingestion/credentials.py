"""The key of a request: Basic user name, else Bearer, else the body, else the query."""

import base64
from collections.abc import Mapping

BODY_FIELDS = ("writeKey", "api_key", "token")
QUERY_FIELDS = ("writeKey", "api_key")


def key_of(authorization: str | None, body: object, query: Mapping[str, str]) -> str | None:
    return _header(authorization or "") or _body(body) or _query(query)


def _header(authorization: str) -> str | None:
    scheme, _, rest = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip() or None
    if scheme.lower() != "basic":
        return None
    try:
        user = base64.b64decode(rest, validate=True).decode().partition(":")[0]
    except ValueError:  # no base64, or no UTF-8 inside
        return None
    return user or None


def _body(body: object) -> str | None:
    if isinstance(body, list):  # PostHog: the key is in each event
        return _body(body[0]) if body else None
    if not isinstance(body, dict):
        return None
    found = next((body[name] for name in BODY_FIELDS if body.get(name)), None)
    if found is None:
        properties = body.get("properties")
        found = properties.get("token") if isinstance(properties, dict) else None
    return found if isinstance(found, str) else None


def _query(query: Mapping[str, str]) -> str | None:
    return next((query[name] for name in QUERY_FIELDS if query.get(name)), None)
