"""Pictures of scores, and of what they are beside others'."""

from collections.abc import Mapping
from pathlib import Path

from api.plots.page import Section, Table, page
from api.plots.picture import bars
from recommender import Difference, Mean


def draw(
    folder: Path,
    name: str,
    scores: Mapping[str, Mean],
    gains: Mapping[str, Mapping[str, Difference]],
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    bars(folder / "scores.png", name, "mean over cases", {n: m.value for n, m in scores.items()})
    rows = [
        (measure, f"{mean.value:.4f}", f"±{mean.half_width:.4f}")
        for measure, mean in scores.items()
    ]
    sections = [Section("Scores", ["scores.png"], Table(("", "mean", "95 %"), rows))]
    for rival, of in gains.items():
        picture = f"less_{rival}.png"
        bars(
            folder / picture,
            f"{name} less {rival}",
            "difference",
            {n: d.value for n, d in of.items()},
        )
        lines = [(n, f"{d.value:+.4f}", f"{d.low:+.4f}", f"{d.high:+.4f}") for n, d in of.items()]
        columns = ("", "difference", "from", "to")
        sections.append(Section(f"Less {rival}", [picture], Table(columns, lines)))
    words = "Intervals of 95 % from samples of whole sessions, in pairs where two are compared."
    (folder / "index.html").write_text(page(f"Scores of {name}", words, sections))
