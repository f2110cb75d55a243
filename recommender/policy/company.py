"""What is true of the buyer's whole company, whoever of it is asking."""

from dataclasses import dataclass

from recommender.journey import Touch


@dataclass(frozen=True, slots=True)
class Company:
    open_incidents: bool = False
    """Somebody of it has an incident or a disputed invoice open: help comes first (R46)."""
    vertical: str | None = None
    """Counts where the buyer has stated none."""
    colleagues: tuple[Touch, ...] = ()
    """What others of it took up lately, oldest first: it says which jobs they are at together."""


UNKNOWN = Company()
