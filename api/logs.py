"""What a server says about itself: one JSON object a line, on stderr."""

import logging
import sys

import structlog
from typing_extensions import override


def write_logs() -> None:
    """The stream is looked up anew each time: it may have been replaced since."""
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    if not any(isinstance(handler, LibraryLines) for handler in root.handlers):
        root.addHandler(LibraryLines(logging.WARNING))


class LibraryLines(logging.Handler):
    """Where a library complains, and of which kind of error: its words may hold anybody's data."""

    @override
    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[0] if record.exc_info else None
        structlog.get_logger().warning(
            "library_complained",
            library=record.name,
            at=f"{record.pathname}:{record.lineno}",
            error=error.__name__ if error else None,
        )
