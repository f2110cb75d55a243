"""Which media type a GraphQL answer is sent as."""

GRAPHQL_JSON = "application/graphql-response+json"
PLAIN_JSON = "application/json"


def media_type(accept: str) -> str:
    """The modern type for a caller that names it, JSON for all others.

    No Accept and ``*/*`` mean JSON: webhooks and old tools send those, and expect status 200 for
    every well-formed request.
    """
    quality = {PLAIN_JSON: 0.0, GRAPHQL_JSON: 0.0}
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if name in quality:
            quality[name] = _quality(parameters)
    modern = quality[GRAPHQL_JSON]
    return GRAPHQL_JSON if modern > 0 and modern >= quality[PLAIN_JSON] else PLAIN_JSON


def _quality(parameters: list[str]) -> float:
    given = next((p.partition("=")[2] for p in parameters if p.startswith("q=")), "1")
    try:
        return float(given)
    except ValueError:
        return 0.0
