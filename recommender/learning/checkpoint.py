"""A model as bytes and back: versioned, checked, without pickle.

Magic, format number and a digest of the rest, which is compressed: the length of a JSON head, the
head, the arrays that it announces. The same model always gives the same bytes, so that two
models are compared by comparing those.
"""

import json
import struct
import zlib
from hashlib import blake2b
from typing import Any

from recommender.learning.blocks import pack, unpack
from recommender.learning.fitted import Fitted
from recommender.learning.memory import Memory
from recommender.learning.model import Model
from recommender.learning.record import record
from recommender.learning.restoration import restored
from recommender.learning.tables import MOTIONS

MAGIC = b"CAIRNMDL"
FORMAT = 2
FRONT = struct.Struct("<8sH16s")
LENGTH = struct.Struct("<I")
FITTED = "fitted."
"""Before the names of arrays that were fitted."""
QUICK = 1
"""The level of compression; higher ones take much longer and save little."""


class DamagedCheckpoint(ValueError):  # noqa: N818  # says what is wrong, not that something is
    """These bytes are not a whole checkpoint."""


class OtherVersion(ValueError):  # noqa: N818  # says what is wrong, not that something is
    """This checkpoint is in a format of another version; the log has to be read again."""


def encode_model(model: Model) -> bytes:
    fitted = model.fitted
    arrays = record(model.memory.arrays, len(model.memory.keys))
    if fitted is not None:
        arrays |= {FITTED + name: fitted.arrays[name] for name in sorted(fitted.arrays)}
    blocks, body = pack(arrays)
    head = json.dumps(_head(model) | {"blocks": blocks}, separators=(",", ":"), sort_keys=True)
    front = LENGTH.pack(len(head)) + head.encode("ascii")
    rest = zlib.compress(front + body, QUICK)
    return FRONT.pack(MAGIC, FORMAT, _digest(rest)) + rest


def decode_model(data: bytes) -> Model:
    """The model of which these are the bytes.

    Raises:
        OtherVersion: another release wrote it.
        DamagedCheckpoint: it is cut short, altered, or something else altogether.
    """
    rest = _checked(data)
    try:
        return _restored(zlib.decompress(rest))
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise DamagedCheckpoint("the checkpoint does not hold what it announces") from error
    except (struct.error, zlib.error) as error:
        raise DamagedCheckpoint("the checkpoint cannot be unpacked") from error


def _checked(data: bytes) -> bytes:
    if len(data) < FRONT.size:
        raise DamagedCheckpoint("too short for a checkpoint")
    magic, version, digest = FRONT.unpack_from(data)
    if magic != MAGIC:
        raise DamagedCheckpoint("not a checkpoint of a model")
    if version != FORMAT:
        raise OtherVersion(f"format {version}, where {FORMAT} is read")
    rest = data[FRONT.size :]
    if _digest(rest) != digest:
        raise DamagedCheckpoint("the checkpoint is cut short or altered")
    return rest


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()


def _head(model: Model) -> dict[str, Any]:
    return {
        "version": model.version,
        "position": model.position,
        "keys": model.memory.keys,
        "motions": list(MOTIONS),
        "fitted": None if model.fitted is None else model.fitted.facts,
    }


def _restored(plain: bytes) -> Model:
    (length,) = LENGTH.unpack_from(plain)
    head = json.loads(plain[LENGTH.size : LENGTH.size + length])
    named = unpack(head["blocks"], plain[LENGTH.size + length :])
    if head["motions"] != list(MOTIONS):
        raise ValueError("the tables are those of other motions")
    memory = Memory()
    memory.restore(_keys(head["keys"]), restored(named, len(head["keys"])))
    model = Model(memory, int(head["version"]), int(head["position"]))
    if head["fitted"] is not None:
        model.fitted = Fitted(dict(head["fitted"]), _fitted(named))
    return model


def _keys(keys: list[Any]) -> list[str]:
    if len({key for key in keys if isinstance(key, str)}) != len(keys):
        raise ValueError("offers are named by texts, each once")
    return keys


def _fitted(named: dict[str, Any]) -> dict[str, Any]:
    return {
        name.removeprefix(FITTED): array for name, array in named.items() if name.startswith(FITTED)
    }
