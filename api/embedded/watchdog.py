import subprocess
import sys

from api.embedded import postmaster
from api.embedded.folder import DataFolder
from api.embedded.lock import Lock


def start(folder: DataFolder) -> None:
    """Start a watchdog unless one lives; it inherits the lock that tells so.

    Through a shell, so that it is nobody's child to be waited for; isolated and without site
    packages, so that it stays small and survives an upgrade of them.
    """
    with Lock(folder.watchdog) as mark:
        if not mark.try_seize():
            return
        script = (sys.executable, "-I", "-S", postmaster.__file__)
        arguments = (folder.users, folder.pgdata, str(mark.descriptor))
        subprocess.run(  # noqa: S603  # our own script and paths
            ("/bin/sh", "-c", '"$@" &', "sh", *script, *arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=(mark.descriptor,),
            cwd="/",
            check=True,
        )
