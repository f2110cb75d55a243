"""`cairn`, or `python -m api`: the command line, quiet from its first moment on."""

import signal


def main() -> None:
    """While modules are loaded, which takes a second, Ctrl-C ends the process without a word."""
    hearing = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if hearing:  # else whoever started it wants it to outlive a Ctrl-C
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from api.commands.main import main as run  # noqa: PLC0415  # this is what takes its time

    if hearing:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run()


if __name__ == "__main__":
    main()
