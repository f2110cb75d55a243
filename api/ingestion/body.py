"""The bytes of a request, bounded while they stream and while they are unpacked.

Content types are ignored: SDKs label JSON as text/plain or as a form, and gzip as either.
"""

import base64
import binascii
import zlib
from collections.abc import AsyncIterable
from urllib.parse import parse_qs

from api.errors import MalformedBody, TooLarge

BATCH_LIMIT = 500_000
EVENT_LIMIT = 32_000
GZIP_MAGIC = b"\x1f\x8b"
GZIP_WINDOW = 31
FORM_FIELD = b"data="


async def collect(chunks: AsyncIterable[bytes], limit: int = BATCH_LIMIT) -> bytes:
    """Reads no more than ``limit``: the rest of a larger body is never held."""
    parts: list[bytes] = []
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise TooLarge
        parts.append(chunk)
    return b"".join(parts)


def unpack(raw: bytes, limit: int = BATCH_LIMIT) -> bytes:
    """The JSON text inside: out of a form's ``data`` field and out of gzip, in that order."""
    if raw.startswith(FORM_FIELD):
        raw = _form(raw)
    return _gunzip(raw, limit) if raw.startswith(GZIP_MAGIC) else raw


def _form(raw: bytes) -> bytes:
    try:
        field = parse_qs(raw.decode("ascii"), strict_parsing=True, max_num_fields=8)["data"][0]
        return base64.b64decode(field, validate=True)
    except (UnicodeDecodeError, binascii.Error, ValueError, KeyError):
        raise MalformedBody from None


def _gunzip(raw: bytes, limit: int) -> bytes:
    stream = zlib.decompressobj(GZIP_WINDOW)
    try:
        text = stream.decompress(raw, limit + 1)
    except zlib.error:
        raise MalformedBody from None
    if len(text) > limit:
        raise TooLarge
    if not stream.eof:
        raise MalformedBody
    return text
