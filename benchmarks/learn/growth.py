"""Pictures of what `measure.py --json` wrote: how costs grow with events, offers and history."""

import argparse
import json
from pathlib import Path

from api.plots.picture import lines

ACROSS = {"events, and buyers with them": "events", "offers": "offers"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measured", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for name, found in json.loads(arguments.measured.read_text()).items():
        draw(arguments.folder, name, found)


def draw(folder: Path, name: str, found: list[dict[str, float]]) -> None:
    across = ACROSS.get(name)
    at = [line[across] if across else line["events"] / line["buyers"] for line in found]
    memory = {key: [line[key] for line in found] for key in ("memory_mb", "checkpoint_mb")}
    lines(folder / f"{name}, memory.png", f"Megabytes by {name}", (name, "MB"), at, memory)
    times = {
        "an event in a full build": [1e6 / line["build_per_s"] for line in found],
        "an event by itself": [line["one_us_p50"] for line in found],
    }
    lines(folder / f"{name}, time.png", f"An event, by {name}", (name, "µs"), at, times)


if __name__ == "__main__":
    main()
