"""The text in the bytes of a request, bounded while it is unpacked.

Content types are ignored: SDKs label JSON as text/plain or as a form, and gzip as either.
"""

import base64
import binascii
import zlib
from urllib.parse import parse_qs

from api.errors import MalformedBody, TooLarge

EVENT_LIMIT = 32_000
GZIP_MAGIC = b"\x1f\x8b"
GZIP_WINDOW = 31
FORM_FIELD = b"data="


def unpack(raw: bytes, limit: int) -> bytes:
    """The JSON text inside: out of a form's ``data`` field and out of gzip, in that order."""
    if raw.startswith(FORM_FIELD):
        raw = _form(raw)
    text = _gunzip(raw, limit) if raw.startswith(GZIP_MAGIC) else raw
    if len(text) > limit:
        raise TooLarge
    return text


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
    if not stream.eof and len(text) <= limit:
        raise MalformedBody
    return text
