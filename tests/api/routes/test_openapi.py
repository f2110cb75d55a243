"""The descriptions are valid, and the answers are as they say."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from jsonschema.exceptions import UnknownType
from openapi_schema_validator import OAS30ReadValidator
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

from api.interchange.manifest import digest
from api.routes.openapi_older import as_3_0_3
from api.store import documents
from api.store.database import Database
from api.store.documents import Kept
from tests.api.house import START, House, house
from tests.conftest import Urls

LONGEST = 80
"""Characters of a name that External Services of Salesforce take."""
OWN = {
    "people": "query people { personas { key title vertical } }",
    "edit": "mutation edit($offers: [OfferInput!]!) { putOffers(input: {offers: $offers}) "
    "{ catalogueVersion userErrors { code } } }",
    "anything": """query anything($id: ID!) { node(id: $id) {
        __typename id ... on Offer { title minutes } ... on Persona { title vertical } } }""",
    "old": "query old { gone }",
}


@pytest.fixture(scope="module")
async def home(urls: Urls, database: Database) -> AsyncIterator[House]:
    async with house(urls.app, database) as one:
        kept = [Kept(name, digest(text), text, START) for name, text in OWN.items()]
        kept.append(Kept(f"sha256:{kept[0].sha256}", kept[0].sha256, kept[0].text, START))
        await documents.put(database, one.workspace, kept)
        yield one


async def described(home: House, path: str, key: str | None = None) -> dict[str, Any]:
    headers = {"authorization": f"Bearer {key}"} if key else {}
    response = await home.client.get(path, headers=headers)
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
    told: dict[str, Any] = response.json()
    return told


async def test_both_are_valid(home: House) -> None:
    for key in (None, home.publishable, home.secret):
        older = await described(home, "/v1/openapi.json", key)
        newer = await described(home, "/v1/openapi-3.1.json", key)
        assert (older["openapi"], newer["openapi"]) == ("3.0.3", "3.1.0")
        OpenAPIV30SpecValidator(older).validate()
        OpenAPIV31SpecValidator(newer).validate()


async def test_a_label_alone_would_not_be_valid(home: House) -> None:
    labelled = await described(home, "/v1/openapi-3.1.json") | {"openapi": "3.0.3"}
    labelled["info"].pop("license")
    with pytest.raises((OpenAPIValidationError, UnknownType)):
        OpenAPIV30SpecValidator(labelled).validate()


async def test_a_key_is_told_of_what_it_may_call(home: House) -> None:
    built_in = {"nextSteps", "decideNextSteps", "explore", "recordInteraction"}
    for key, own in (
        (None, set()),
        (home.publishable, {"people", "anything"}),
        (home.secret, {"people", "edit", "anything"}),
    ):
        paths = (await described(home, "/v1/openapi.json", key))["paths"]
        names = {path.removeprefix("/v1/ops/") for path in paths if path.startswith("/v1/ops/")}
        assert built_in <= names
        assert names & set(OWN) == own
        assert {"/v1/next-steps", "/v1/batch", "/v1/track"} <= set(paths)


async def test_a_wrong_key_is_refused(home: House) -> None:
    response = await home.client.get("/v1/openapi.json", headers={"x-api-key": "x"})
    assert (response.status_code, response.json()["code"]) == (401, "UNKNOWN_KEY")


async def test_names_are_short_and_belong_to_one_call(home: House) -> None:
    paths = (await described(home, "/v1/openapi.json", home.secret))["paths"]
    ids = [call["operationId"] for path in paths.values() for call in path.values()]
    assert len(ids) == len(set(ids))
    assert all(len(name) <= LONGEST and name.replace("_", "").isalnum() for name in ids)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("nextSteps", {"buyer": {"userId": "u"}}),
        ("nextSteps", {"buyer": {"userId": "v"}, "among": ["none"]}),
        ("decideNextSteps", {"buyer": {"userId": "u"}}),
        ("explore", {"search": "audit"}),
        ("people", {}),
        ("edit", {"offers": []}),
        ("anything", {"id": "Offer:audit_guide"}),
        ("anything", {"id": "Persona:finance"}),
    ],
    ids=str,
)
async def test_an_answer_is_as_it_is_described(
    home: House, name: str, given: dict[str, Any]
) -> None:
    older = await described(home, "/v1/openapi.json", home.secret)
    call = older["paths"][f"/v1/ops/{name}"]["post"]
    content = {part: body["schema"] for part, body in call["requestBody"]["content"].items()}
    OAS30ReadValidator(content["application/json"]).validate(given)
    response = await home.client.post(f"/v1/ops/{name}", json=given, headers=home.bearer)
    assert response.status_code == 200
    schema = call["responses"]["200"]["content"]["application/json"]["schema"]
    OAS30ReadValidator(schema).validate(response.json())


async def test_next_steps_and_problems_are_as_they_are_described(home: House) -> None:
    older = await described(home, "/v1/openapi.json")
    for body, schema in (({"userId": "u"}, "NextSteps"), ({}, "Problem")):
        response = await home.client.post("/v1/next-steps", json=body, headers=home.bearer)
        whole = {"components": older["components"], "$ref": f"#/components/schemas/{schema}"}
        OAS30ReadValidator(whole).validate(response.json())


def test_what_3_0_3_has_no_word_for_is_said_in_its_own() -> None:
    said = {
        "info": {"license": {"name": "A", "identifier": "A"}},
        "type": ["string", "null"],
        "anyOf": [{"$ref": "#/x"}, {"type": "null"}],
        "properties": {"a": {"const": 1}, "b": {"$ref": "#/x", "default": 1}, "c": {"$ref": "#/x"}},
    }
    assert as_3_0_3(said) == {
        "openapi": "3.0.3",
        "info": {"license": {"name": "A"}},
        "type": "string",
        "nullable": True,
        "allOf": [{"$ref": "#/x"}],
        "properties": {
            "a": {"enum": [1]},
            "b": {"allOf": [{"$ref": "#/x"}], "default": 1},
            "c": {"$ref": "#/x"},
        },
    }
