"""Who comes, when, and with whom."""

from collections import defaultdict

from recommender.evaluation.simulator.crowd import crowd
from recommender.evaluation.simulator.plan import START
from recommender.model.instant import DAY, Instant

END = Instant(START + 60 * DAY)


def test_so_many_come_and_all_in_time() -> None:
    coming = crowd(101, START, END, 7, 1)
    assert len(coming) == len({buyer.id for _, buyer in coming}) == 101
    assert all(START <= at < END for at, _ in coming)


def test_the_same_people_come_for_a_seed_and_others_in_another_stream() -> None:
    one, same = crowd(40, START, END, 7, 1), crowd(40, START, END, 7, 1)
    assert [(at, b.id, b.persona, b.jobs) for at, b in one] == [
        (at, b.id, b.persona, b.jobs) for at, b in same
    ]
    assert {b.id for _, b in one}.isdisjoint(b.id for _, b in crowd(40, START, END, 7, 2))


def test_members_of_an_account_share_a_vertical_and_come_within_a_week() -> None:
    accounts = defaultdict(list)
    for at, buyer in crowd(300, START, END, 7, 1):
        accounts[buyer.account].append((at, buyer))
    assert {len(members) for members in accounts.values()} == {1, 2, 3, 4}
    for members in accounts.values():
        assert len({buyer.vertical for _, buyer in members}) == 1
        assert max(at for at, _ in members) - min(at for at, _ in members) < 7 * DAY
        for _, buyer in members:
            assert all(other.persona != buyer.persona for other in buyer.colleagues)
