import os
from pathlib import Path

from api.embedded.account import Account

STRANGER = Account("stranger", 54321, 54321)


def test_a_stranger_does_not_reach_below_a_private_folder(data_dir: Path) -> None:
    inner = data_dir / "private" / "open"
    inner.mkdir(parents=True)
    for folder in (data_dir, inner.parent, inner):
        folder.chmod(0o755)
    assert STRANGER.reaches(inner)

    inner.parent.chmod(0o700)

    assert not STRANGER.reaches(inner)
    assert STRANGER.reaches(data_dir)


def test_this_user_reaches_its_own_private_folder(data_dir: Path) -> None:
    data_dir.mkdir(mode=0o700)

    assert Account("this user", os.geteuid(), os.getegid()).reaches(data_dir)
