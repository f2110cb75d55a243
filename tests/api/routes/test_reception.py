"""Bodies as a server hands them on, part by part."""

import asyncio
from collections.abc import Iterable

import pytest
from starlette.types import Message, Receive

from api.errors import BadRequest, MalformedBody, Overloaded, SlowBody, TooLarge
from api.routes.reception import Reception

GONE: Message = {"type": "http.disconnect"}


def part(content: bytes, *, more: bool = True) -> Message:
    return {"type": "http.request", "body": content, "more_body": more}


def receiving(messages: Iterable[Message]) -> Receive:
    """Whoever asks for more than there is waits."""
    left = list(messages)

    async def receive() -> Message:
        if not left:
            await asyncio.Event().wait()
        return left.pop(0)

    return receive


async def test_a_body_is_received_whole_and_let_go_afterwards() -> None:
    reception = Reception(limit=10, seconds=1.0, most=10)
    messages = (part(b"12345"), part(b"67890", more=False), GONE)
    async with reception.received(receiving(messages)) as receive:
        assert await receive() == part(b"1234567890", more=False)
        assert await receive() == GONE
        assert reception.held == 10
    assert reception.held == 0


@pytest.mark.parametrize(
    ("messages", "failure"),
    [
        ((part(b"12345"), part(b"678901", more=False)), TooLarge),
        ((part(b"12345"),), SlowBody),
        ((part(b"12345"), GONE), MalformedBody),
    ],
)
async def test_why_there_is_none_is_told_to_who_reads_it(
    messages: tuple[Message, ...], failure: type[BadRequest]
) -> None:
    reception = Reception(limit=10, seconds=0.01, most=100)
    async with reception.received(receiving(messages)) as receive:
        with pytest.raises(failure):
            await receive()
    assert reception.held == 0


async def test_all_together_hold_no_more_than_they_may() -> None:
    reception = Reception(limit=10, seconds=1.0, most=15)
    body = (part(b"12345678", more=False),)
    async with reception.received(receiving(body)):
        with pytest.raises(Overloaded):
            async with reception.received(receiving(body)):
                pass
        assert reception.held == 8
    assert reception.held == 0
