"""By which settings sets are, or might be, drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from math import isfinite
from typing import Any, Self

from recommender.slate import Law, SlateSettings

_WHOLE = ("size", "formats", "families")
_PARTS = ("epsilon", "temperature", "floor")


@dataclass(frozen=True, slots=True)
class SetPolicy:
    """What ``None`` stands for is left as each decision was made."""

    name: str
    size: int | None = None
    explore: bool | None = None
    epsilon: float | None = None
    temperature: float | None = None
    floor: float | None = None
    formats: int | None = None
    families: int | None = None

    def __post_init__(self) -> None:
        """Raises: ValueError."""
        if any(value < 1 for value in self._said(*_WHOLE).values()):
            raise ValueError("size, formats and families are at least 1")
        if self.size is not None and self.size > SlateSettings().largest:
            raise ValueError(f"a set has at most {SlateSettings().largest} steps")
        self.settings()

    @classmethod
    def of(cls, name: str, said: Mapping[str, Any]) -> Self:
        """Of fields as a file names them.

        Raises: ValueError.
        """
        known = {field.name for field in fields(cls)} - {"name"}
        if unknown := sorted(str(field) for field in said.keys() - known):
            raise ValueError(f"no such setting: {', '.join(unknown)}; {_KNOWN}")
        return cls(name, **{field: _read(field, value) for field, value in said.items()})

    def settings(self) -> SlateSettings:
        """With the defaults of a service for all that is left open."""
        return SlateSettings(**self._said("explore", *_PARTS, "formats", "families"))

    def law(self, recorded: Law) -> Law:
        """The law for a pool that was recorded with this one."""
        return recorded._replace(**self._said(*Law._fields))

    def _said(self, *names: str) -> dict[str, Any]:
        return {name: value for name in names if (value := getattr(self, name)) is not None}

    @property
    def limits_anew(self) -> bool:
        """The limits of a record, made for one size, do not hold for this policy."""
        return self.size is not None or self.formats is not None or self.families is not None


_KNOWN = "there are size, explore, epsilon, temperature, floor, formats and families"
LOGGED = SetPolicy("logged")
"""As each decision was made."""
GREEDY = replace(LOGGED, name="greedy", explore=False)
"""The best set outright."""
_DEFAULTS = SlateSettings()
EXPLORE = SetPolicy(
    "explore",
    explore=True,
    epsilon=_DEFAULTS.epsilon,
    temperature=_DEFAULTS.temperature,
    floor=_DEFAULTS.floor,
)
"""By chance, by the defaults of a service."""
SET_POLICIES: Mapping[str, SetPolicy] = {one.name: one for one in (LOGGED, GREEDY, EXPLORE)}


def _read(field: str, value: Any) -> Any:
    """Raises: ValueError."""
    if field == "explore":
        kind, fits = "true or false", isinstance(value, bool)
    elif field in _WHOLE:
        kind, fits = "whole", type(value) is int
    else:
        kind, fits = "a number", type(value) in {int, float} and isfinite(value)
    if not fits:
        raise ValueError(f"{field} is to be {kind}")
    return value
