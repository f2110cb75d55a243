"""Three kinds of picture. Without pyplot: nothing is kept between them, no screen is needed."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

SIZE = (8.0, 4.8)
DOTS = 120
COLOURS = 10
"""After so many lines colours come again."""
Series = Mapping[str, Sequence[float]]
Points = Sequence[tuple[float, float]]


def lines(path: Path, title: str, axes: tuple[str, str], at: Sequence[float], of: Series) -> None:
    """One line for each name; ``axes`` are what runs across and up."""
    figure, plot = _sheet(title, axes)
    ticks = range(len(at))
    for place, (name, values) in enumerate(of.items()):
        dash = "-" if place < COLOURS else "--"
        plot.plot(ticks, values, marker="o", linestyle=dash, label=name)
    plot.set_xticks(ticks, [f"{value:g}" for value in at])
    plot.legend(fontsize="small", loc="center left", bbox_to_anchor=(1.0, 0.5))
    figure.savefig(path)


def bars(path: Path, title: str, across: str, of: Mapping[str, float]) -> None:
    """One bar for each name, the first on top."""
    figure, plot = _sheet(title, (across, ""))
    names = list(of)[::-1]
    drawn = plot.barh(names, [of[name] for name in names])
    plot.bar_label(drawn, fmt="%.3f", padding=3, fontsize="small")
    plot.margins(x=0.12)
    figure.savefig(path)


def calibration(path: Path, title: str, of: Mapping[str, Points]) -> None:
    """What happened against what was told; on the diagonal they are the same."""
    figure, plot = _sheet(title, ("told", "happened"))
    plot.plot((0.0, 1.0), (0.0, 1.0), color="grey", linestyle=":")
    for name, points in of.items():
        told, happened = zip(*points, strict=True) if points else ((), ())
        plot.plot(told, happened, marker="o", label=name)
    plot.set_xlim(0.0, 1.0)
    plot.set_ylim(0.0, 1.0)
    plot.legend(fontsize="small")
    figure.savefig(path)


def _sheet(title: str, axes: tuple[str, str]) -> tuple[Figure, Axes]:
    figure = Figure(figsize=SIZE, dpi=DOTS, layout="constrained")
    plot = figure.subplots()
    plot.set_title(title)
    plot.set_xlabel(axes[0])
    plot.set_ylabel(axes[1])
    plot.grid(alpha=0.3)
    return figure, plot
