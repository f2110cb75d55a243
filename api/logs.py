"""What a server says about itself: one JSON object a line, on stderr."""

import sys

import structlog


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
