"""Which set: drawn for the chance that at least one step is taken."""

from recommender.slate.acceptance import accept
from recommender.slate.dice import seed
from recommender.slate.draw import Drawn, draw
from recommender.slate.groups import limits
from recommender.slate.pool import MILLION, Law, Limit, Pool
from recommender.slate.propensity import Propensity, chances, following, propensity
from recommender.slate.record import DamagedDraw, decode, encode
from recommender.slate.replay import Replayed, replay
from recommender.slate.selection import Selection, select
from recommender.slate.settings import Acceptance, SlateSettings
from recommender.slate.shortlist import shortlist

__all__ = [
    "MILLION", "Acceptance", "DamagedDraw", "Drawn", "Law", "Limit", "Pool", "Propensity",
    "Replayed", "Selection", "SlateSettings", "accept", "chances", "decode", "draw", "encode",
    "following", "limits", "propensity", "replay", "seed", "select", "shortlist",
]  # fmt: skip
