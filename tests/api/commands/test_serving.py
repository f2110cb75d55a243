import socket

import pytest

from api.commands.serving import CannotListenError, PortTakenError, listen
from api.settings import Settings


def settings(host: str, port: int) -> Settings:
    return Settings().model_copy(update={"host": host, "port": port})


def test_a_port_that_is_taken_is_told_before_anything_is_begun() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError):
            listen(settings("127.0.0.1", port))


def test_an_address_of_another_machine_is_told_apart() -> None:
    with pytest.raises(CannotListenError, match=r"Cannot listen on 203\.0\.113\.1:0: [\w ]+\.$"):
        listen(settings("203.0.113.1", 0))
