"""The moment of asking: where the set will be shown and what it must heed."""

from dataclasses import dataclass

from recommender.model.vocabulary import Channel, Motion


@dataclass(frozen=True, slots=True)
class StepContext:
    """What the caller knows about the moment."""

    channel: Channel = Channel.WEB
    page: str | None = None
    """Key of the offer that the buyer has open."""
    motion: Motion | None = None
    locale: str | None = None
    exclude: frozenset[str] = frozenset()
    """Keys that the caller shows anyway."""
    size: int = 5
    among: frozenset[str] | None = None
    """Keys of the only offers that may be shown, for a caller with a list of its own."""
    pinned: tuple[str, ...] = ()
    """Keys of the offers that an editor set to stand first; gated like all others."""
