"""Compiled code is made ready once, by the first who asks."""

from api.kernels import warming


def test_all_who_ask_wait_for_the_same_warming() -> None:
    assert warming() is warming()
    assert warming().result() is None
