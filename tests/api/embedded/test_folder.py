from pathlib import Path

import pytest

from api.embedded.folder import DataFolder


def test_the_socket_lies_in_the_data_folder() -> None:
    assert DataFolder(Path("/srv/my data")).socket == Path("/srv/my data/run")


@pytest.mark.parametrize("name", ["x" * 90, "a,b", "a:b", "50%", "größe"])
def test_a_name_that_no_address_carries_moves_the_socket(name: str) -> None:
    socket = DataFolder(Path("/srv") / name).socket

    assert socket.name.startswith("cairn-")
    assert socket == DataFolder(Path("/srv") / name).socket
    assert socket != DataFolder(Path("/srv") / f"{name}x").socket
