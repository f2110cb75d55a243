class EmbeddedError(RuntimeError):
    """The embedded server cannot be found, started or reached."""
