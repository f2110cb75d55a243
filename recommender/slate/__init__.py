"""Which set: drawn for the chance that at least one step is taken."""

from recommender.slate.dice import seed
from recommender.slate.draw import Drawn, draw
from recommender.slate.odds import Odds
from recommender.slate.pool import MILLION, DamagedDraw, Law, Limit, Pool, decode, encode
from recommender.slate.propensity import Propensity
from recommender.slate.replay import Replayed, replay
from recommender.slate.settings import SlateSettings
from recommender.slate.shortlist import limits, pool, shortlist

__all__ = [
    "MILLION", "DamagedDraw", "Drawn", "Law", "Limit", "Odds", "Pool", "Propensity", "Replayed",
    "SlateSettings", "decode", "draw", "encode", "limits", "pool", "replay", "seed", "shortlist",
]  # fmt: skip
