"""One page that shows pictures, each with the table that it is drawn from."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "img{max-width:100%}table{border-collapse:collapse;margin:1rem 0}"
    "td,th{padding:.2rem .7rem;text-align:right;border-bottom:1px solid #ddd}"
    "td:first-child,th:first-child{text-align:left}"
)


class Table(NamedTuple):
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


class Section(NamedTuple):
    title: str
    pictures: Sequence[str]
    """Names of files beside the page."""
    table: Table


def page(title: str, words: str, sections: Sequence[Section]) -> str:
    body = "".join(map(_section, sections))
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style><h1>{escape(title)}</h1><p>{escape(words)}</p>{body}</html>\n"
    )


def _section(section: Section) -> str:
    title = escape(section.title)
    pictures = "".join(f'<img src="{escape(name)}" alt="{title}">' for name in section.pictures)
    return f"<h2>{title}</h2>{pictures}{_table(section.table)}"


def _table(table: Table) -> str:
    head = _row(table.columns, "th")
    return f"<table>{head}{''.join(_row(row, 'td') for row in table.rows)}</table>"


def _row(cells: Sequence[object], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(str(cell))}</{tag}>' for cell in cells)}</tr>"
