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

from recommender.learning.blocks import Reader, Writer
from recommender.learning.counts import Counts, Row
from recommender.learning.model import Model
from recommender.learning.tallies import Tallies
from recommender.learning.trails import Trail, Trails
from recommender.model.vocabulary import Motion

MAGIC = b"CAIRNMDL"
FORMAT = 1
FRONT = struct.Struct("<8sH16s")
LENGTH = struct.Struct("<I")
QUICK = 1
"""The level of compression; higher ones take much longer and save little."""


class DamagedCheckpoint(ValueError):  # noqa: N818  # says what is wrong, not that something is
    """These bytes are not a whole checkpoint."""


class OtherVersion(ValueError):  # noqa: N818  # says what is wrong, not that something is
    """This checkpoint is in a format of another version; the log has to be read again."""


def encode_model(model: Model) -> bytes:
    writer = Writer()
    _write_tallies(writer, model.tallies)
    _write_trails(writer, model.trails)
    head = json.dumps(_head(model) | {"blocks": writer.blocks}, separators=(",", ":")).encode()
    rest = zlib.compress(LENGTH.pack(len(head)) + head + writer.body(), QUICK)
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
    except (ArithmeticError, LookupError, StopIteration, TypeError, ValueError) as error:
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
    tallies = model.tallies
    return {
        "version": model.version,
        "position": model.position,
        "visits": tallies.visits,
        "landmarks": tallies.popularity.landmarks,
        "keys": tallies.keys,
        "motions": list(tallies.motions),
    }


def _restored(plain: bytes) -> Model:
    (length,) = LENGTH.unpack_from(plain)
    head = json.loads(plain[LENGTH.size : LENGTH.size + length])
    reader = Reader(head["blocks"], plain[LENGTH.size + length :])
    model = Model(head["version"])
    model.advance(head["position"])
    _read_tallies(reader, head, model.tallies)
    _read_trails(reader, model.trails)
    return model


def _write_tallies(writer: Writer, tallies: Tallies) -> None:
    for tally in (tallies.first_seen, tallies.touched, tallies.shown, tallies.taken):
        writer.write("q", tally)
    for mass in tallies.popularity.masses:
        writer.write("d", mass)
    for counts in (tallies.companions, tallies.sequels, *tallies.motions.values()):
        _write_counts(writer, counts)


def _read_tallies(reader: Reader, head: dict[str, Any], tallies: Tallies) -> None:
    tallies.visits = head["visits"]
    tallies.keys = head["keys"]
    tallies.numbers = {key: number for number, key in enumerate(tallies.keys)}
    for tally in (tallies.first_seen, tallies.touched, tallies.shown, tallies.taken):
        tally.extend(reader.read())
    tallies.popularity.landmarks = head["landmarks"]
    for mass in tallies.popularity.masses:
        mass.extend(reader.read())
    tallies.motions = {Motion(name): Counts() for name in head["motions"]}
    for counts in (tallies.companions, tallies.sequels, *tallies.motions.values()):
        _read_counts(reader, counts)


def _write_counts(writer: Writer, counts: Counts) -> None:
    rows = list(counts.rows())
    writer.write("i", [source for source, _ in rows])
    writer.write("d", [row.total for _, row in rows])
    writer.write_lists("i", [row.columns for _, row in rows])
    writer.write_lists("d", [row.weights for _, row in rows])


def _read_counts(reader: Reader, counts: Counts) -> None:
    sources, totals = reader.read(), reader.read()
    columns, weights = reader.read_lists(), reader.read_lists()
    for source, *parts in zip(sources, columns, weights, totals, strict=True):
        counts.restore(source, Row.restored(*parts))


def _write_trails(writer: Writer, trails: Trails) -> None:
    remembered = trails.remembered()
    halves = [divmod(buyer, 1 << 64) for buyer, _ in remembered]
    writer.write("Q", [half for pair in halves for half in pair])
    writer.write_lists("i", [trail.offers for _, trail in remembered])
    writer.write_lists("q", [trail.times for _, trail in remembered])
    writer.write_lists("i", [trail.pending for _, trail in remembered])


def _read_trails(reader: Reader, trails: Trails) -> None:
    halves = iter(reader.read())
    lists = (reader.read_lists(), reader.read_lists(), reader.read_lists())
    for high, low, offers, times, pending in zip(halves, halves, *lists, strict=True):
        trail = Trail(offers.tolist(), times.tolist(), pending.tolist())
        trails.restore((high << 64) | low, trail)
