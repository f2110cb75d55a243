"""Documents that every workspace trusts, so that tools have something to call from the start.

Each is a file named as its operation. Their variables are flat where a flat caller has to fill
them in.
"""

from collections.abc import Mapping
from importlib.resources import files

SUFFIX = ".graphql"


def built_in() -> Mapping[str, str]:
    """Texts by name."""
    found = (entry for entry in files(__name__).iterdir() if entry.name.endswith(SUFFIX))
    return {entry.name.removesuffix(SUFFIX): entry.read_text("utf-8") for entry in found}
