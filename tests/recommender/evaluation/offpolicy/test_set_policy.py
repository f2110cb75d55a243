import pytest

from recommender.evaluation.offpolicy import SET_POLICIES, SetPolicy
from recommender.slate import Law, SlateSettings

LAW = Law(size=3, explore=True, epsilon=0.1, temperature=0.05, floor=0.02)


def test_what_is_not_said_is_left_as_it_was() -> None:
    law = SetPolicy.of("mine", {"epsilon": 0.3, "formats": 2}).law(LAW)
    assert law == LAW._replace(epsilon=0.3)


def test_the_named_policies() -> None:
    laws = {name: policy.law(LAW) for name, policy in SET_POLICIES.items()}
    assert laws == {
        "logged": LAW,
        "greedy": LAW._replace(explore=False),
        "explore": Law(size=3, explore=True, epsilon=0.05, temperature=0.01, floor=0.005),
    }


def test_a_policy_with_limits_takes_those_not_named_from_a_service_s_defaults() -> None:
    policy = SetPolicy.of("mine", {"formats": 1})
    assert policy.limits_anew
    assert policy.settings() == SlateSettings(formats=1)
    assert not SetPolicy("plain").limits_anew


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"epsilom": 0.1}, "no such setting: epsilom"),
        ({"name": "x"}, "no such setting: name"),
        ({7: 0.1}, "no such setting: 7"),
        ({"epsilon": 1.5}, "epsilon within 0..1"),
        ({"epsilon": "much"}, "epsilon is to be a number"),
        ({"epsilon": True}, "epsilon is to be a number"),
        ({"floor": float("nan")}, "floor is to be a number"),
        ({"temperature": float("inf")}, "temperature is to be a number"),
        ({"temperature": 0.0}, "temperature >= 0.002"),
        ({"explore": 1}, "explore is to be true or false"),
        ({"size": 2.0}, "size is to be whole"),
        ({"size": 0}, "at least 1"),
        ({"size": 11}, "at most 10 steps"),
        ({"families": 0}, "at least 1"),
        ({"formats": None}, "formats is to be whole"),
    ],
)
def test_a_policy_that_cannot_be_is_refused_with_its_setting(
    said: dict[str, object], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        SetPolicy.of("mine", said)
