"""Loops that run as machine code.

A decision is some thousand small steps on short arrays. In Python each of them costs more to call
than to do, so the loops are compiled by numba. Sums run in one fixed order, without the liberties
of a BLAS or of vector units, so that they come out the same on every machine.

Numba itself is loaded when a compiled function first runs: most commands never need it. Machine
code is kept on disk, under a digest of all sources that hold such functions, since numba alone
would not notice that a function called from another file has changed.
"""

import atexit
from collections.abc import Callable, Iterator
from functools import cache, cached_property, partial, update_wrapper
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import TemporaryFile, mkdtemp
from typing import Any, Generic, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

_HERE = Path(__file__).parent
_MARKS = (b"@compiled\n", b"@in_place\n")


class Compiled(Generic[P, R]):
    """A function over arrays and numbers that is compiled when it is first called."""

    def __init__(self, function: Callable[P, R], **options: bool) -> None:
        self.plain = function
        """The same in Python: slow, for looking into."""
        self._options = options
        update_wrapper(self, function)

    __call__ = property(attrgetter("dispatcher"))
    """Nothing of Python runs between a caller and the machine code."""

    @cached_property
    def dispatcher(self) -> Any:
        return _compile(self.plain, "entries", **self._options)

    @property
    def _numba_type_(self) -> Any:
        """How numba sees it when another compiled function calls it."""
        return self._part._numba_type_

    @cached_property
    def _part(self) -> Any:
        """Without an entry from Python: of many arrays, that is longer than the function itself."""
        return _compile(self.plain, "parts", no_cpython_wrapper=True, **self._options)


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that uses nothing but numbers, arrays and others of its kind."""
    return cast("Callable[P, R]", Compiled(function))


def in_place(function: Callable[P, R]) -> Callable[P, R]:
    """Compile one that makes no array and returns none: it works on what it is given.

    So it need not count who holds which array, which in a short function costs more than all else.
    What it calls has to be of its kind.
    """
    return cast("Callable[P, R]", Compiled(function, _nrt=False))


def _compile(function: Callable[..., Any], kind: str, **options: bool) -> Any:
    import numba  # noqa: PLC0415  # takes the better part of a second

    numba.config.CACHE_DIR = str(_folder() / kind)  # type: ignore[attr-defined]  # made when it is loaded
    njit: Any = partial(numba.njit, error_model="numpy", no_cfunc_wrapper=True, **options)
    try:
        return njit(function, cache=True)
    except RuntimeError:  # there is no place where machine code can be kept
        return njit(function)


@cache
def _folder() -> Path:
    """Numba reads machine code only from where it can write, which an image may forbid."""
    kept = _HERE / "__pycache__" / f"compiled-{_digest()}"
    if not kept.is_dir() or writable(kept):
        return kept
    try:
        return copied(kept)
    except OSError:  # nothing can be written anywhere: it compiles, and keeps nothing
        return kept


def writable(folder: Path) -> bool:
    try:
        TemporaryFile(dir=folder).close()
    except OSError:
        return False
    return True


def copied(folder: Path) -> Path:
    """A copy that goes with this process: some megabytes, where compiling takes half a minute."""
    copy = Path(mkdtemp(prefix="cairn-"))
    atexit.register(rmtree, copy, ignore_errors=True)
    copytree(folder, copy, dirs_exist_ok=True)
    return copy


@cache
def _digest() -> str:
    digest = blake2b(digest_size=8)
    for source in _sources():
        digest.update(source)
    return digest.hexdigest()


def _sources() -> Iterator[bytes]:
    for path in sorted(_HERE.rglob("*.py")):
        source = path.read_bytes()
        if any(mark in source for mark in _MARKS):
            yield source
