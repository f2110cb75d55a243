"""What tells a repeat of an event from another event."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

import orjson

from api.store.arrivals import VARIES

LIMIT = 200


def message_id(item: Mapping[str, Any]) -> str | None:
    """The client's id, or else a hash of all that a retry repeats; ``None`` if it is unfit."""
    given = item.get("messageId")
    if given is None or given == "":
        kept = {name: value for name, value in item.items() if name not in VARIES}
        text = orjson.dumps(kept, option=orjson.OPT_SORT_KEYS)
        return blake2b(text, digest_size=16).hexdigest()
    return given if isinstance(given, str) and len(given) <= LIMIT else None
