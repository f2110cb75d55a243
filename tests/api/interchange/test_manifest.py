"""Documents by id from a file: what build tools write, and what people do."""

import json

import pytest

from api.interchange.manifest import Entry, canonical, read
from api.interchange.problem import Problem

TEXT = "query ($id: ID!) {\n  user(id: $id) {\n    name\n  }\n}"
"""The example of appendix A of GraphQL over HTTP, and its hash there."""
SHA256 = "7dba4bd717b41f10434822356a93c32b1fb4907b983e854300ad839f84cdcd6e"
SHA1 = "8a0bb6fb2a8bc5b0d6a2b8ddf1a0ab4f1d7ab1c2"
MD5 = "c5a8a3c8a2b4b5f4ef8f1b5f4e5d8c1b"


def lines(content: bytes) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in read(content)[1]]


@pytest.mark.parametrize("name", [f"sha256:{SHA256}", SHA256, SHA256.upper()])
def test_a_sha256_is_kept_with_its_prefix(name: str) -> None:
    assert read(json.dumps({name: TEXT}).encode()) == ((Entry(f"sha256:{SHA256}", TEXT),), ())


def test_relay_names_by_md5_and_codegen_once_by_sha1() -> None:
    names = ("900150983cd24fb0d6963f7d28e17f72", "a9993e364706816aba3e25717850c26c9cd0d89d")
    content = json.dumps(dict.fromkeys(names, "abc")).encode()
    assert read(content) == (tuple(Entry(name, "abc") for name in names), ())


@pytest.mark.parametrize("name", [f"sha256:{'0' * 64}", "0" * 64, SHA1, MD5])
def test_an_id_that_looks_like_a_hash_must_be_it(name: str) -> None:
    assert lines(json.dumps({name: TEXT}).encode()) == [(name, "WRONG_HASH")]


def test_what_build_tools_wrote_is_read() -> None:
    """graphql-codegen 7.4 with its client preset 6.2, and relay-compiler 21.0."""
    codegen = (
        "fragment Card on Offer { id title } "
        "query Page($key: ID!) { offer(id: $key) { topics ...Card } }"
    )
    relay = (
        "query RelayPageQuery(\n  $key: ID!\n) {\n  offer(id: $key) {\n    id\n    title\n  }\n}\n"
    )
    names = {
        "sha256:0ea48a9694b958150bef955fa71e3aa00608732de758232ee0548ce79821bd27": codegen,
        "366ca255f18626c695a8c9b5dbfc2a33": relay,
    }
    expected = tuple(Entry(name, text) for name, text in names.items())
    assert read(json.dumps(names).encode()) == (expected, ())


def test_a_word_is_a_name() -> None:
    assert read(b'\xef\xbb\xbf{"nextSteps_2": "{ a }"}') == ((Entry("nextSteps_2", "{ a }"),), ())


@pytest.mark.parametrize("name", ["", "2nd", "a-b", "a" * 77, "sha256:12", "ä", "a\n"])
def test_a_name_is_what_every_tool_takes(name: str) -> None:
    assert lines(json.dumps({name: "{ a }"}).encode()) == [(name, "BAD_NAME")]


@pytest.mark.parametrize("content", [b"", b"[]", b"7", b'"{ a }"', b"{", b"\xff", b"[" * 9999])
def test_what_is_no_manifest_is_told(content: bytes) -> None:
    assert [(p.field, p.code) for p in read(content)[1]] == [("", "MALFORMED")]


def test_all_that_is_wrong_is_told_at_once_and_the_rest_is_read() -> None:
    content = b'{"a": 7, "b": "\\u0000", "c": "{ a }", "c": "{ b }", "d": "{ d }", "d": "{ d }"}'
    entries, problems = read(content)
    assert [entry.name for entry in entries] == ["c", "d"]
    assert [(problem.field, problem.code) for problem in problems] == [
        ("a", "NOT_TEXT"),
        ("'b'", "INVALID_TEXT"),
        ("c", "DUPLICATE_NAME"),
    ]


def test_a_problem_says_what_is_wanted() -> None:
    _, (problem,) = read(json.dumps({SHA256: "{ a }"}).encode())
    assert problem == Problem(None, SHA256, "WRONG_HASH", "is not the sha256 of its text")


@pytest.mark.parametrize(
    ("given", "kept"),
    [("nextSteps", "nextSteps"), (SHA256, f"sha256:{SHA256}"), (MD5.upper(), MD5), ("x:y", "x:y")],
)
def test_every_spelling_of_a_hash_is_one(given: str, kept: str) -> None:
    assert canonical(given) == kept
