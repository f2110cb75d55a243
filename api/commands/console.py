"""What a command says: data on stdout, for people or as JSON; progress and trouble on stderr."""

import contextlib
import functools
import sys
from collections.abc import Callable, Coroutine, Iterator, Sequence
from typing import Annotated, Any, NoReturn, ParamSpec, Protocol

import orjson
import typer
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from api.errors import CairnError
from api.settings import variable
from graph.errors import Refusal

if sys.platform == "win32":
    from asyncio import run as run_loop
else:
    from uvloop import run as run_loop

P = ParamSpec("P")

out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Workspace = Annotated[
    str, typer.Option("--workspace", "-w", help="Name of the workspace.", envvar="CAIRN_WORKSPACE")
]


def command(work: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Run an async command; trouble of a known kind becomes one line and exit code 1."""

    @functools.wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            run_loop(work(*args, **kwargs))
        except (CairnError, Refusal) as trouble:
            fail(trouble.code, trouble.message)
        except ValidationError as trouble:
            lines = [f"{variable(str(e['loc'][0]))}: {e['msg']}" for e in trouble.errors()]
            fail("SETTINGS", "; ".join(lines))
        except BrokenPipeError:
            raise  # whoever read has read enough: Typer ends without a word
        except OSError as trouble:
            fail("FILE", f"{trouble.filename or 'output'}: {trouble.strerror}")
        except KeyboardInterrupt:
            raise typer.Exit(130) from None

    return run


def fail(code: str, message: object) -> NoReturn:
    err.print(f"[bold red]{code}[/] {escape(str(message))}")
    raise typer.Exit(1)


def print_json(data: object) -> None:
    """Canonical enough to diff: keys in order, two spaces."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
    typer.echo(orjson.dumps(data, option=options, default=str).decode())


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A line a row, however wide: an id that is broken in two cannot be copied."""
    lines = [tuple(columns), *(tuple(map(str, row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        typer.echo("  ".join(padded).rstrip())


class Seen(Protocol):
    """Told how far the work is, and how far it will go once that is known."""

    def __call__(self, done: int, total: int | None = None, /) -> None: ...


@contextlib.contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Seen]:
    """A bar on stderr, where somebody watches."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
        console=err,
        disable=not err.is_terminal,
    )
    with bar:
        task = bar.add_task(label, total=total)

        def seen(done: int, of: int | None = None, /) -> None:
            bar.update(task, completed=done, total=of)

        yield seen
