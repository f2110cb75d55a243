"""Pictures are PNG files of the size that is asked for; what they show is for people to see."""

from pathlib import Path

from api.plots import picture, ready

PNG = b"\x89PNG\r\n\x1a\n"


def width(path: Path) -> int:
    data = path.read_bytes()
    assert data[:8] == PNG
    return int.from_bytes(data[16:20], "big")


def test_lines_bars_and_calibrations_are_drawn(tmp_path: Path) -> None:
    picture.lines(tmp_path / "l.png", "Lines", ("x", "y"), (0, 1, 8), {"a": (0.1, 0.2, 0.3)})
    picture.bars(tmp_path / "b.png", "Bars", "share", {"a": 0.5, "b": 0.25})
    picture.calibration(tmp_path / "c.png", "Told", {"set": [(0.1, 0.2), (0.6, 0.5)], "none": []})
    drawn = {path.name: width(path) for path in tmp_path.iterdir()}
    assert drawn == dict.fromkeys(("l.png", "b.png", "c.png"), 960)


def test_the_same_picture_is_the_same_file(tmp_path: Path) -> None:
    for name in ("one.png", "two.png"):
        picture.bars(tmp_path / name, "Bars", "share", {"a": 0.5})
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_it_is_ready_where_matplotlib_is() -> None:
    ready()
