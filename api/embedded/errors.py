from api.errors import CairnError


class EmbeddedError(CairnError):
    """The embedded server cannot be found, started or reached."""

    code = "EMBEDDED_POSTGRES"
    status = 503
