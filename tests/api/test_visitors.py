"""Nobody is read by guessing: who is known is a stranger to a browser without a signed token."""

import time
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx
import jwt
import pytest

from api.keys import signing_secret
from api.store import signing_secrets
from api.store.database import Database
from recommender import Instant
from tests.api.house import PEPPER, START, House, house
from tests.conftest import Urls

FAR = Instant(START + 10**12)
ASKED = {"documentId": "nextSteps"}


@pytest.fixture(scope="module")
async def home(urls: Urls, database: Database) -> AsyncIterator[House]:
    async with house(urls.app, database) as one:
        yield one


@pytest.fixture(scope="module", autouse=True)  # before a key is found without it
async def secret(home: House) -> str:
    made = await signing_secrets.make(home.database, home.workspace, at=START, until=FAR)
    return signing_secret(home.workspace, made, PEPPER)


def token(secret: str, user: str, **more: Any) -> dict[str, str]:
    at = int(time.time())
    claims = {"sub": user, "iat": at, "exp": at + 600, **more}
    return {"x-buyer-token": jwt.encode(claims, secret, "HS256")}


async def send(home: House, key: str, signed: dict[str, str] | None = None, **event: Any) -> None:
    headers = {"authorization": f"Bearer {key}"} | (signed or {})
    response = await home.client.post("/v1/identify", json=event, headers=headers)
    assert response.json()["events"]["accepted"] == 1, response.text


async def ask(
    home: House, key: str, signed: dict[str, str] | None = None, **body: Any
) -> httpx.Response:
    headers = {"authorization": f"Bearer {key}"} | (signed or {})
    return await home.client.post("/v1/next-steps", json=body, headers=headers)


async def told_for(home: House, response: httpx.Response) -> UUID | None:
    """The buyer whom the decision was recorded for."""
    assert response.status_code == 200, response.text
    async with home.database.read(home.workspace) as reader:
        found = await reader.fetchval(
            "SELECT buyer_id FROM decision WHERE id = $1", UUID(response.json()["decisionId"])
        )
    assert found is None or isinstance(found, UUID)
    return found


async def buyer(home: House, **ref: str) -> UUID:
    asked = "query ($ref: BuyerRef!) { buyer(ref: $ref) { id } }"
    found = await home.data(asked, ref=ref)
    return UUID(found["buyer"]["id"].removeprefix("Buyer:"))


@pytest.mark.parametrize("known", [{"userId": "k-1"}, {"traits": {"email": "k@example.com"}}])
async def test_identify_then_ask_reads_nobody(home: House, known: dict[str, Any]) -> None:
    device = f"device-{min(known)}"
    await send(home, home.secret, messageId=device, anonymousId=device, **known)
    theirs = await buyer(home, anonymousId=device)
    assert await told_for(home, await ask(home, home.secret, anonymousId=device)) == theirs
    cold = await ask(home, home.publishable, anonymousId=device)
    stranger = await ask(home, home.publishable, anonymousId=f"{device}-nobody")
    assert await told_for(home, cold) is None
    assert sorted(cold.json()) == sorted(stranger.json())


async def test_a_browser_that_nobody_was_named_in_goes_on_as_it_was(home: House) -> None:
    await send(
        *(home, home.publishable), messageId="quiet", anonymousId="quiet", traits={"role": "it"}
    )
    theirs = await buyer(home, anonymousId="quiet")
    assert await told_for(home, await ask(home, home.publishable, anonymousId="quiet")) == theirs


async def test_a_signed_visitor_is_asked_for_by_name_or_by_device(home: House, secret: str) -> None:
    await send(home, home.secret, messageId="s-1", userId="s-1", anonymousId="s-device")
    theirs, signed = await buyer(home, userId="s-1"), token(secret, "s-1")
    for ref in ({"userId": "s-1"}, {"anonymousId": "s-device"}):
        assert await told_for(home, await ask(home, home.publishable, signed, **ref)) == theirs
    flat = await home.client.get(
        "/v1/ops/nextSteps?buyer.userId=s-1",
        headers={"authorization": f"Bearer {home.publishable}"} | signed,
    )
    assert flat.status_code == 200, flat.text


async def test_a_token_opens_nobody_else(home: House, secret: str) -> None:
    await send(home, home.secret, messageId="v-1", userId="victim", anonymousId="v-device")
    signed = token(secret, "attacker")
    refused = await ask(home, home.publishable, signed, userId="victim")
    assert (refused.status_code, refused.json()["code"]) == (403, "KEY_NOT_ALLOWED")
    device = await ask(home, home.publishable, signed, anonymousId="v-device")
    assert await told_for(home, device) is None
    forged = await ask(
        *(home, home.publishable, token("cairn_vs_live_guessed-by-somebody-else", "victim")),
        userId="victim",
    )
    assert (forged.status_code, forged.json()["code"]) == (401, "BAD_TOKEN")


async def test_a_decision_for_somebody_known_is_not_read_again_by_its_key(home: House) -> None:
    await send(home, home.secret, messageId="d-1", userId="d-1", anonymousId="d-device")
    asked = {"anonymousId": "d-device", "decisionKey": "d-key"}
    first = await ask(home, home.secret, **asked)
    again = await ask(home, home.publishable, **asked)
    assert (first.status_code, again.status_code) == (200, 422)
    assert again.json()["code"] == "KEY_REUSED"


async def test_exploring_knows_nobody_either(home: House) -> None:
    await send(home, home.secret, messageId="e-1", userId="e-1", anonymousId="e-device")
    answers = []
    for device in ("e-device", "e-nobody"):
        response = await home.client.get(
            f"/v1/ops/explore?buyer.anonymousId={device}",
            headers={"authorization": f"Bearer {home.publishable}"},
        )
        answers.append(
            (
                response.status_code,
                response.json()["items"] if "items" in response.json() else response.json(),
            )
        )
    assert answers[0] == answers[1]
    assert answers[0][0] == 200


async def test_what_a_site_signs_is_no_claim(home: House, secret: str) -> None:
    """An address of e-mail joins the buyer that it leads to, where the token carries it."""
    await send(
        home, home.secret, messageId="c-1", traits={"email": "c@example.com"}, anonymousId="c-crm"
    )
    theirs = await buyer(home, email="c@example.com")
    claim = {"userId": "c-1", "anonymousId": "c-web", "traits": {"email": "c@example.com"}}
    await send(home, home.publishable, messageId="c-2", **claim)
    assert await buyer(home, userId="c-1") != theirs
    other = token(secret, "c-0", email="c@example.com")
    await send(home, home.publishable, other, messageId="c-3", **claim)
    assert await buyer(home, userId="c-1") != theirs
    mine = token(secret, "c-1", email="c@example.com")
    await send(home, home.publishable, mine, messageId="c-4", **claim)
    assert await buyer(home, userId="c-1") == await buyer(home, email="c@example.com")


async def test_secrets_are_rotated_like_keys(home: House) -> None:
    older = await signing_secrets.make(home.database, home.workspace, at=START, until=START)
    await signing_secrets.make(home.database, home.workspace, at=START, until=Instant(START + 1))
    secret = signing_secret(home.workspace, older, PEPPER)
    await send(home, home.secret, messageId="o-1", userId="o-1")
    refused = await ask(home, home.publishable, token(secret, "o-1"), userId="o-1")
    assert (refused.status_code, refused.json()["code"]) == (401, "BAD_TOKEN")
