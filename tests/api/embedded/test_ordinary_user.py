import os
import pwd
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from api.embedded import postmaster
from tests.api.embedded.stage import StartUser, acquired


@pytest.mark.skipif(os.geteuid() != 0, reason="the other tests run as an ordinary user already")
def test_an_ordinary_user_runs_a_server_of_its_own(data_dir: Path, start_user: StartUser) -> None:
    nobody = pwd.getpwnam("nobody")
    data_dir.mkdir()
    os.chown(data_dir, nobody.pw_uid, nobody.pw_gid)
    drop = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    if not _can_run_this_interpreter(drop):
        pytest.skip("nobody cannot read this interpreter")

    user = start_user(**drop)
    assert acquired(user)
    running = psutil.Process(postmaster.pid(data_dir / "pgdata"))
    assert (running.username(), running.is_running()) == ("nobody", True)
    user.communicate()

    assert postmaster.pid(data_dir / "pgdata") is None


def _can_run_this_interpreter(drop: dict[str, Any]) -> bool:
    try:
        asked = subprocess.run([sys.executable, "-c", "import api.embedded"], check=False, **drop)
    except PermissionError:
        return False
    return asked.returncode == 0
