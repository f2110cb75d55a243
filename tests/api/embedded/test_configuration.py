from api.embedded.configuration import render


def test_a_value_cannot_end_its_quotes() -> None:
    text = render({"a": "1", "b": r"o'clock\n"})

    assert text == "a = '1'\nb = 'o''clock\\\\n'\n"
