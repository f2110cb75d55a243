import signal
import subprocess
import sys

INTERRUPTED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.{handler})

class CtrlC:
    def find_spec(self, name, *_):
        if name == "typer":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, CtrlC())
sys.argv = ["cairn", "--help"]
from api.__main__ import main
main()
"""


def interrupted(handler: str) -> subprocess.CompletedProcess[bytes]:
    """With a Ctrl-C while the modules of the commands are loaded."""
    code = INTERRUPTED.format(handler=handler)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)  # noqa: S603  # this project


def test_ctrl_c_while_modules_load_ends_it_without_a_word() -> None:
    done = interrupted("default_int_handler")
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")


def test_a_command_that_shall_outlive_a_ctrl_c_does() -> None:
    done = interrupted("SIG_IGN")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"cairn" in done.stdout
