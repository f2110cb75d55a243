"""Whose event it is, and what it states about them."""

import re
from collections.abc import Mapping
from typing import Any

from api.ingestion.refusal import Refused
from api.store.arrivals import CLAIMS, Code, Identity, IdentityKind
from recommender import Relation

LIMIT = 200
NOTHING: Mapping[str, Any] = {}

PERSON_FACTS = (
    ("role", "role"),
    ("jobTitle", "role"),
    ("job_title", "role"),
    ("title", "role"),
    ("vertical", "vertical"),
    ("industry", "vertical"),
    ("relation", "relation"),
    ("advocacy", "advocacy"),
    ("satisfaction", "satisfaction"),
    ("canBuy", "can_buy"),
    ("hasNeed", "has_need"),
    ("interested", "interested"),
)
"""Trait and fact; of several traits for one fact the first counts."""
COMPANY_FACTS = (("vertical", "vertical"), ("industry", "vertical"), ("relation", "relation"))
CONSENT = "consent:"
GRANTED = frozenset(
    {"granted", "given", "yes", "y", "true", "1", "on", "allow", "allowed", "accept", "accepted"}
    | {"agree", "agreed", "opt-in", "opted-in", "opt in", "opted in", "optin"}
)
"""Any other answer is a denial: consent that is not understood was not given."""
FACTS = dict(PERSON_FACTS)
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
CRM_FIELDS = ("crmId", "crm_id")
RELATIONS = frozenset(relation.value for relation in Relation)


def mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else NOTHING


def identities_of(
    item: Mapping[str, Any], traits: Mapping[str, Any], *, trusted: bool = True
) -> tuple[Identity, ...]:
    """Strongest first. An empty id is an absent one: SDKs send ``null`` and ``""`` alike."""
    found: list[Identity] = []
    user = item.get("userId")
    if user is not None and user != "":
        found.append((IdentityKind.USER_ID, identifier(user)))
    if traits:
        found.extend(_of_traits(traits))
    anonymous = item.get("anonymousId")
    if anonymous is not None and anonymous != "":
        found.append((IdentityKind.ANONYMOUS_ID, identifier(anonymous)))
    if not found or (not trusted and all(kind in CLAIMS for kind, _ in found)):
        raise Refused(Code.MISSING_IDENTITY, "one of userId and anonymousId is needed")
    return tuple(found)


def identifier(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or len(value) > LIMIT:
        raise Refused(Code.INVALID_IDENTITY, f"an id is a text of at most {LIMIT} characters")
    return value


def _of_traits(traits: Mapping[str, Any]) -> list[Identity]:
    found: list[Identity] = []
    crm = next((traits[name] for name in CRM_FIELDS if traits.get(name)), None)
    if crm is not None:
        found.append((IdentityKind.CRM_ID, identifier(crm)))
    email = traits.get("email")
    if email is not None and email != "":
        found.append((IdentityKind.EMAIL, _address(email)))
    return found


def _address(value: object) -> str:
    address = identifier(value).strip().lower()
    if not ADDRESS.fullmatch(address):
        raise Refused(Code.INVALID_IDENTITY, "an e-mail address has text on both sides of one @")
    return address


def facts_of(
    traits: Mapping[str, Any], table: tuple[tuple[str, str], ...] = PERSON_FACTS
) -> tuple[tuple[str, str], ...]:
    """What is stated, in our words; a trait that we have no word for is left out."""
    facts: dict[str, str] = {}
    for trait, fact in table:
        value = _word(traits.get(trait))
        if value is not None and _known(fact, value):
            facts.setdefault(fact, value)
    company = traits.get("company")
    if isinstance(company, dict):
        for fact, value in facts_of(company, COMPANY_FACTS):
            facts.setdefault(fact, value)
    return tuple(sorted({**facts, **_consents(traits.get("consent"))}.items()))


def _word(value: object) -> str | None:
    """One spelling for all: what people type into forms is compared with an editor's words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str) or len(value) > LIMIT:
        return None
    return " ".join(value.casefold().split()) or None


def _consents(given: object) -> dict[str, str]:
    """``consent`` as one answer for personalization, or an answer for each purpose or channel."""
    if given is None:
        return {}
    answers = given if isinstance(given, dict) else {"personalization": given}
    return {
        CONSENT + purpose.casefold(): _answer(answer)
        for purpose, answer in answers.items()
        if len(purpose) <= LIMIT
    }


def _answer(given: object) -> str:
    return "granted" if _word(given) in GRANTED else "denied"


def spelled(key: str, value: str) -> tuple[str, str]:
    """A fact that somebody states by name, as the same thing stated by a trait is kept."""
    folded = key.casefold()
    if folded == CONSENT[:-1]:
        return CONSENT + "personalization", _answer(value)
    if folded.startswith(CONSENT):
        return folded, _answer(value)
    fact = FACTS.get(key, key)
    compared = fact in FACTS.values() or fact.startswith("interested:")
    return fact, (_word(value) or value) if compared else value


def _known(fact: str, value: str) -> bool:
    return fact != "relation" or value in RELATIONS
