"""The demo workspace: whole after one start, untouched by the next."""

from random import Random

import pytest

from api.demo.accounts import read_accounts
from api.demo.content import WRITTEN_FOR, catalogue_for
from api.demo.load import Demo, load_demo
from api.demo.simulation import simulate
from api.keys import KeyKind
from api.services.import_events import Progress
from api.store import api_keys, buyers, catalogue, groups, opportunities
from api.store.database import Database
from api.store.decisions import Ref
from recommender import DAY, HOUR, Catalogue, Instant

NOW = Instant(WRITTEN_FOR + 10 * HOUR)
PEPPER = b"pepper"
COUNTED = """
SELECT (SELECT count(*) FROM interaction WHERE workspace_id = $1),
       (SELECT count(*) FROM dead_letter WHERE workspace_id = $1),
       (SELECT count(*) FROM account WHERE workspace_id = $1),
       (SELECT count(*) FROM api_key WHERE workspace_id = $1)
"""


async def _load(
    database: Database, now: Instant = NOW, steps: list[Progress] | None = None
) -> Demo:
    random = Random(1)  # noqa: S311  # jitter
    seen = [] if steps is None else steps
    return await load_demo(database, now=now, pepper=PEPPER, random=random, on_progress=seen.append)


async def _counts(database: Database, demo: Demo) -> tuple[int, ...]:
    async with database.read(demo.workspace.id) as reader:
        row = await reader.fetchrow(COUNTED, demo.workspace.id)
    assert row is not None
    return tuple(row)


async def test_one_start_brings_in_everything_and_the_next_nothing(
    fresh_database: Database,
) -> None:
    sent = sum(1 for _ in simulate(catalogue_for(NOW), read_accounts(), NOW))
    steps: list[Progress] = []
    demo = await _load(fresh_database, steps=steps)
    assert demo.fresh
    assert demo.workspace.slug == "demo"
    assert await _counts(fresh_database, demo) == (sent, 0, 12, 2)
    assert steps[-1].run.position == steps[-1].size
    await _assert_whole(fresh_database, demo)

    again = await _load(fresh_database, Instant(NOW + 40 * DAY))
    assert again == Demo(demo.workspace, demo.publishable, demo.secret, fresh=False)
    assert await _counts(fresh_database, demo) == (sent, 0, 12, 2)


async def _assert_whole(database: Database, demo: Demo) -> None:
    home = demo.workspace.id
    stored = await catalogue.read(database, home)
    assert stored == Catalogue(**_fields(catalogue_for(NOW)), version=stored.version)
    written = await groups.of_account(database, home)
    members = sorted(len(group.members) for group in written)
    assert members == sorted(len(a.members) + len(a.guests) for a in read_accounts())
    ends = [str(o.outcome) for o in await opportunities.of_account(database, home) if o.outcome]
    assert sorted(ends) == ["lost", "lost", "no_decision", "won", "won", "won"]
    for kind, key in ((KeyKind.PUBLISHABLE, demo.publishable), (KeyKind.SECRET, demo.secret)):
        access = await api_keys.find(database, key.text, PEPPER)
        assert (access.workspace, access.kind) == (home, kind)
    profile = await buyers.profile(database, home, Ref("user_id", "rosalind.teague"))
    assert profile.account is not None
    assert profile.account.name == "Tallgrass Dairy"
    assert ("email", "rosalind.teague@tallgrass-dairy.example") in profile.identities


def _fields(of: Catalogue) -> dict[str, object]:
    return {name: getattr(of, name) for name in ("offers", "links", "personas", "jobs")}


async def test_an_interrupted_start_is_gone_on_with_on_a_later_day(
    fresh_database: Database,
) -> None:
    def interrupt(_: Progress) -> None:
        raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        await load_demo(
            fresh_database,
            now=NOW,
            pepper=PEPPER,
            random=Random(1),  # noqa: S311  # jitter
            on_progress=interrupt,
        )
    demo = await _load(fresh_database, Instant(NOW + 3 * DAY))
    sent = sum(1 for _ in simulate(catalogue_for(NOW), read_accounts(), NOW))
    assert demo.fresh
    assert await _counts(fresh_database, demo) == (sent, 0, 12, 2)
