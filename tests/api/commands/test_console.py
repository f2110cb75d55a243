import pytest
import typer

from api.commands.console import command, fail, print_json, print_table
from api.errors import UnknownBuyer
from api.settings import Settings
from graph.errors import BadInput

TROUBLE = (
    (UnknownBuyer(), "UNKNOWN_BUYER There is no such buyer."),
    (BadInput("too long"), "BAD_USER_INPUT too long"),
    (FileNotFoundError(2, "No such file", "a.yaml"), "FILE a.yaml: No such file"),
    (OSError(28, "No space left"), "FILE output: No space left"),
)


def test_a_table_keeps_a_row_on_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("id", "name"), [("a" * 200, "b"), (1, "")])
    lines = ("id" + " " * 200 + "name", "a" * 200 + "  b", "1", "")
    assert capsys.readouterr().out == "\n".join(lines)


def test_json_is_the_same_for_the_same_data(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"b": 1, "a": None})
    assert capsys.readouterr().out == '{\n  "a": null,\n  "b": 1\n}\n'


def test_what_looks_like_markup_is_told_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit):
        fail("CODE", "[bold]a[/] [/x]")
    assert capsys.readouterr().err == "CODE [bold]a[/] [/x]\n"


@pytest.mark.parametrize(("trouble", "line"), TROUBLE)
def test_trouble_is_one_line_with_a_code(
    capsys: pytest.CaptureFixture[str], trouble: Exception, line: str
) -> None:
    @command
    async def failing() -> None:
        raise trouble

    with pytest.raises(typer.Exit) as ended:
        failing()
    told = capsys.readouterr()
    assert (ended.value.exit_code, told.out, told.err) == (1, "", f"{line}\n")


@pytest.mark.parametrize("name", ["PORT", "CAIRN_POOL_SIZE"])
def test_a_bad_setting_is_named_as_it_was_set(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, "abc")

    @command
    async def failing() -> None:
        Settings()

    with pytest.raises(typer.Exit):
        failing()
    assert capsys.readouterr().err.startswith(f"SETTINGS {name}: Input should be a valid integer")


def test_a_reader_who_has_enough_is_left_to_typer() -> None:
    @command
    async def failing() -> None:
        raise BrokenPipeError(32, "Broken pipe")

    with pytest.raises(BrokenPipeError):
        failing()
