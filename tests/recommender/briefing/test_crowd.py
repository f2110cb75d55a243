from uuid import UUID

from recommender import Channel, Journey, Kind, fold, spoken_of, together
from tests.recommender.builders import day, interaction

ANN, BOB, EVE = UUID(int=1), UUID(int=2), UUID(int=3)


def journey(number: float, **facts: str) -> Journey:
    acts = [interaction("a", at=day(number))]
    stated = tuple((key.replace("_", ":"), value) for key, value in facts.items())
    if stated:
        acts.append(interaction(kind=Kind.STATED, at=day(number), facts=stated))
    return fold(acts)


def test_the_latest_seen_come_first() -> None:
    crowd = {ANN: journey(1), BOB: Journey.empty(), EVE: journey(3)}
    assert spoken_of(crowd, Channel.SALES) == (EVE, ANN, BOB)


def test_of_many_the_most_active_are_merged() -> None:
    crowd = {UUID(int=number): journey(number) for number in range(20)}
    assert spoken_of(crowd, Channel.SALES) == tuple(UUID(int=n) for n in range(19, 11, -1))


def test_whoever_denied_consent_is_left_out_and_never_covered_by_the_consent_of_another() -> None:
    crowd = {
        ANN: journey(1, consent_personalization="granted"),
        BOB: journey(2, consent_personalization="denied"),
        EVE: journey(3, consent_sales="no"),
    }
    assert spoken_of(crowd, Channel.SALES) == (ANN,)
    assert spoken_of(crowd, Channel.EMAIL) == (EVE, ANN)
    assert spoken_of({BOB: crowd[BOB]}, Channel.SALES) == (BOB,)


def test_several_journeys_become_one() -> None:
    one, other = journey(1), journey(2)
    assert together([one, other]) == together([other, one])
    assert together([]) == Journey.empty()
