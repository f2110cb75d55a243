"""How a reader says that it cannot take an event; the batch turns it into a rejection."""

from api.store.arrivals import Code


class Refused(Exception):  # noqa: N818  # caught where the event is read, never seen outside
    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
