"""What a request is charged, and how a caller is told what its key has left.

https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from api.errors import RateLimited
from api.services.rates import Rates, Standing
from graph.access import Principal
from recommender import Instant

STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Meter:
    rates: Rates

    def of(self, request: Request, principal: Principal, now: Instant) -> Callable[[int], None]:
        """Charges the caller for what the request asks. Raises ``RateLimited``."""
        caller = (principal.workspace, principal.caller)
        state = request.scope.setdefault("state", {})

        def charge(cost: int) -> None:
            standing = state[STANDING] = self.rates.charge(caller, cost, now)
            if standing.wait:
                raise RateLimited

        return charge


def rate_headers(state: Mapping[str, Any]) -> list[tuple[bytes, bytes]]:
    """Of an answer to a request that was charged."""
    standing: Standing | None = state.get(STANDING)
    if standing is None:
        return []
    told = [
        (b"ratelimit-policy", f'"cost";q={standing.quota};w=60'.encode()),
        (b"ratelimit", f'"cost";r={standing.left};t={standing.full_in}'.encode()),
    ]
    return [*told, (b"retry-after", str(standing.wait).encode())] if standing.wait else told
