"""Global ids: ``Type:local``, such as ``Offer:pricing-guide``, the same for as long as it is there.

The local part is the workspace's own key where there is one, and Cairn's id where there is none.
Inputs take either: the whole, or the local part by itself.
"""

from urllib.parse import quote, unquote

from strawberry import ID

PARTED = ":"
JOINED = "/"


def written(kind: str, local: object) -> ID:
    return ID(f"{kind}{PARTED}{local}")


def bare(kind: str, given: str) -> str:
    """The local part, whether or not the type came with it."""
    return given.removeprefix(f"{kind}{PARTED}")


def parts(given: str) -> tuple[str, str]:
    """Type and local part; an empty type where it is no global id."""
    kind, parted, local = given.partition(PARTED)
    return (kind, local) if parted else ("", given)


def joined(*keys: str | None) -> str:
    """The local part of what is known by several keys; the last ones may be missing."""
    return JOINED.join(quote(key, safe="") for key in keys if key is not None)


def split(local: str) -> tuple[str, ...]:
    return tuple(map(unquote, local.split(JOINED)))
