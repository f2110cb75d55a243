"""What a request shows of who asks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """It has no ``repr``, so no log shows it."""

    key: str | None
    """Or the token of a user."""
    origin: str | None = None
    """The site whose page asks, where a browser says so."""
    buyer_token: str | None = None
    """Of whoever is in front of the browser, signed by the site."""
    workspace: str | None = None
    """The slug of the workspace that a user means."""
