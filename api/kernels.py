"""What the recommender compiles, made ready in a thread while everything else starts.

It takes half a second once machine code is on disk, and half a minute the first time.
"""

from concurrent.futures import Future
from functools import cache
from threading import Thread

from recommender import warm


@cache
def warming() -> Future[None]:
    """Begun by the first who asks. It does not keep a process from ending."""
    done = Future[None]()
    Thread(target=_warm, args=(done,), name="warming", daemon=True).start()
    return done


def _warm(done: Future[None]) -> None:
    try:
        warm()
    except BaseException as error:  # noqa: BLE001  # whoever waits is told
        done.set_exception(error)
    else:
        done.set_result(None)
