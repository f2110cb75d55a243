"""Keys, the model, a preview and the doctor, in a workspace that a command has made."""

from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from graph.schema import build
from tests.api.commands.conftest import Run
from tests.conftest import Urls

OFFERS = "offers: [{key: guide, title: A guide, format: article, serves: [{job: validation}]}]\n"


@pytest.fixture
def home(run: Run, tmp_path: Path) -> str:
    file = tmp_path / "offers.yaml"
    file.write_text(OFFERS, encoding="utf-8")
    assert run("import", "catalogue", str(file), "-w", "home", "--create-workspace").code == 0
    return "home"


def test_a_key_is_shown_once_and_revoked_by_its_id(run: Run) -> None:
    arguments = ("keys", "create", "-w", "home", "--name", "[site]", "--create-workspace")
    made = run(*arguments, "--kind", "publishable")
    assert (made.code, made.err) == (0, "Keep it now: it is not shown again.\n")
    key = made.out.removesuffix("\n")
    assert key.startswith("cairn_pk_live_")

    (listed,) = run("keys", "list", "-w", "home", "--json").json  # type: ignore[misc]  # a list
    assert (listed["name"], listed["revoked"]) == ("[site]", "")
    header, row, *rest = run("keys", "list", "-w", "home").out.splitlines()
    assert (header.split(), rest) == (
        ["id", "kind", "name", "key", "scopes", "origins", "made", "expires", "revoked"],
        [],
    )
    assert row.split()[:4] == [
        *(listed["id"], "publishable", "[site]", f"cairn_pk_live_…{key[-4:]}"),
    ]

    assert run("keys", "revoke", listed["id"], "-w", "home", "--json").json == {
        "revoked": listed["id"]
    }
    (revoked,) = run("keys", "list", "-w", "home", "--json").json  # type: ignore[misc]  # a list
    assert revoked["revoked"] >= revoked["made"]


def test_a_key_has_scopes_and_origins_and_is_rotated(run: Run, home: str) -> None:
    rights = ("--scope", "events:write", "--origin", "*.Example.com", "--origin", "b.example")
    assert run("keys", "create", "-w", home, "--kind", "publishable", *rights).code == 0
    (listed,) = run("keys", "list", "-w", home, "--json").json  # type: ignore[misc]  # a list
    assert (listed["scopes"], listed["origins"], listed["expires"]) == (
        *(["events:write"], ["https://*.example.com", "https://b.example"], ""),
    )
    rotated = run("keys", "rotate", listed["id"], "-w", home, "--keep-old", "2", "--json").json
    assert rotated["replaces"] == listed["id"]  # type: ignore[index,call-overload]  # JSON
    old, new = run("keys", "list", "-w", home, "--json").json  # type: ignore[misc]  # a list
    assert (old["expires"], new["expires"]) == (rotated["until"], "")  # type: ignore[index,call-overload]  # JSON
    assert (new["scopes"], new["origins"]) == (listed["scopes"], listed["origins"])
    assert (
        "events:write  https://*.example.com,https://b.example"
        in run("keys", "list", "-w", home).out
    )


def test_a_key_for_browsers_gets_no_scope_of_servers(run: Run, home: str) -> None:
    asked = ("keys", "create", "-w", home, "--kind", "publishable", "--scope", "buyers:read")
    refused = run(*asked)
    line = "INVALID_VALUE A publishable key may not have the scopes buyers:read.\n"
    assert (refused.code, refused.err) == (1, line)
    wrong = run("keys", "create", "-w", home, "--origin", "https://a.example/path")
    assert (wrong.code, wrong.err.split()[0]) == (1, "INVALID_VALUE")
    assert run("keys", "list", "-w", home, "--json").json == []


def test_a_key_that_is_not_there_is_told(run: Run, home: str) -> None:
    failed = run("keys", "revoke", str(UUID(int=7)), "-w", home)
    line = f'UNKNOWN_KEY There is no key {UUID(int=7)} in "home".\n'
    assert (failed.code, failed.out, failed.err) == (1, "", line)
    assert run("keys", "revoke", "seven", "-w", home).code == 2


def test_a_secret_to_sign_with_is_shown_once(run: Run, home: str) -> None:
    made = run("keys", "sign-secret", "-w", home)
    assert (made.code, made.err) == (0, "Keep it now: it is not shown again.\n")
    assert made.out.startswith("cairn_vs_live_")
    again = run("keys", "sign-secret", "-w", home, "--json").json
    assert isinstance(again, dict)
    assert again["secret"] not in {made.out.strip(), ""}


def test_members_are_added_listed_and_removed(run: Run, home: str) -> None:
    assert run("members", "add", "auth|7", "-w", home).out == "auth|7 is viewer of home.\n"
    changed = run("members", "add", "auth|7", "-w", home, "--role", "editor", "--json")
    assert changed.json == {"workspace": home, "subject": "auth|7", "role": "editor"}
    (listed,) = run("members", "list", "-w", home, "--json").json  # type: ignore[misc]  # a list
    assert (listed["subject"], listed["role"]) == ("auth|7", "editor")
    assert run("members", "list", "-w", home).out.splitlines()[1].split()[:2] == [
        *("auth|7", "editor"),
    ]
    assert run("members", "remove", "auth|7", "-w", home).code == 0
    gone = run("members", "remove", "auth|7", "-w", home)
    line = 'UNKNOWN_MEMBER There is no user auth|7 in "home".\n'
    assert (gone.code, gone.err) == (1, line)
    assert run("members", "add", "", "-w", home).code == 1


def test_a_preview_names_one_buyer(run: Run, home: str) -> None:
    told = run("next-steps", "-w", home, "--user-id", "new", "--json")
    assert told.code == 0
    assert [step["offer"] for step in told.json["steps"]] == ["guide"]  # type: ignore[index]  # JSON
    assert run("next-steps", "-w", home, "--email", "a@b.example").out.startswith("1. A guide\n")

    both = run("next-steps", "-w", home, "--user-id", "u", "--email", "a@b.example")
    line = "INVALID_VALUE Name one buyer: --user-id, --anonymous-id or --email.\n"
    assert (both.code, both.out, both.err) == (1, "", line)
    blank = run("next-steps", "-w", home, "--user-id", "")
    assert (blank.code, blank.err) == (1, "BAD_USER_INPUT userId has 1 to 200 characters\n")


def test_a_model_is_kept_and_examined(run: Run, home: str) -> None:
    learned = run("learn", "-w", home, "--json")
    assert learned.code == 0
    position = learned.json["position"]  # type: ignore[index]  # JSON
    assert learned.json == {
        "workspace": home,
        "acts": 0,
        "position": position,
        "version": 2,
        "picks": 0,
        "loss": {"before": 0.0, "after": 0.0},
        "answers": 0,
        "refused": [],
        "saved": True,
    }
    examined = run("doctor", "--json")
    assert examined.code == 0
    report = examined.json
    assert isinstance(report, dict)
    assert list(report) == ["home", "server"]
    assert report[home][-1] == {
        "invariant": "the model's newest checkpoint can be read",
        "sound": True,
        "detail": f"at position {position} of the log",
    }
    assert "Fitted to 0 picks" in run("learn", "-w", home).out


async def _unguard(urls: Urls) -> None:
    owner = await asyncpg.connect(urls.owner)
    await owner.execute("ALTER TABLE offer NO FORCE ROW LEVEL SECURITY")
    await owner.close()


async def test_a_breach_ends_the_doctor_with_1(run: Run, fresh_urls: Urls) -> None:
    await _unguard(fresh_urls)
    told = run("doctor")
    assert (told.code, told.err) == (1, "")
    assert "FAIL row-level security is forced on every table (broken 1 times)" in told.out


def test_the_schema_is_printed_and_compared(run: Run, tmp_path: Path) -> None:
    printed = run("schema")
    assert (printed.code, printed.out) == (0, build().as_str().rstrip() + "\n")
    file = tmp_path / "schema.graphql"
    file.write_text(printed.out, encoding="utf-8")
    assert run("schema", "--check", str(file)).code == 0
    file.write_bytes(b"\xff")
    differs = run("schema", "--check", str(file))
    line = f"SCHEMA_DIFFERS {file} is not the schema of this version.\n"
    assert (differs.code, differs.out, differs.err) == (1, "", line)
    assert run("schema", "--check", str(tmp_path / "none")).code == 2
    file.write_text(printed.out.replace("  key: String!", "  key: String!\n  gone: Int"))
    assert run("schema", "--since", str(file)).code == 1
    file.write_bytes(b"\xff type")
    unread = run("schema", "--since", str(file))
    assert (unread.code, unread.err) == (1, "NO_SCHEMA The file holds no schema.\n")
    assert run("schema", "--since", str(tmp_path / "none")).code == 2
