"""One JSON object a line, whoever speaks."""

import json
import logging

import pytest

from api.logs import LibraryLines, write_logs


def test_a_complaint_of_a_library_is_a_line_without_its_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_logs()
    handler = LibraryLines()
    record = logging.LogRecord(
        "asyncpg.pool",
        logging.WARNING,
        "pool.py",
        571,
        "ann@example.com",
        None,
        (OSError, None, None),
    )
    handler.emit(record)
    line = json.loads(capsys.readouterr().err)
    line.pop("timestamp")
    assert line == {
        "event": "library_complained",
        "level": "warning",
        "library": "asyncpg.pool",
        "at": "pool.py:571",
        "error": "OSError",
    }
