"""Between the catalogue's values and its rows."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import asyncpg

from api.store.address import canonical
from recommender import Channel, Job, Link, Motion, Offer, Persona, Relation, Service

Row = dict[str, Any]
PLAIN = (
    *("key", "title", "format", "url", "summary", "family", "selling", "forwardable"),
    *("repeatable", "minutes", "starts", "ends", "published", "changed", "retired"),
)
"""Fields of an offer that are columns of the same name."""


def offer_row(workspace: UUID, offer: Offer) -> Row:
    sets = ("channels", "motions", "relations", "verticals", "locales", "requires")
    return {
        "workspace_id": workspace,
        "canonical_url": canonical(offer.url) if offer.url else None,
        **{name: getattr(offer, name) for name in PLAIN},
        **{name: sorted(getattr(offer, name)) for name in sets},
    }


def topic_rows(workspace: UUID, offers: Iterable[Offer]) -> list[Row]:
    return [
        {"workspace_id": workspace, "offer_key": offer.key, "position": n, "topic": topic}
        for offer in offers
        for n, topic in enumerate(offer.topics)
    ]


def service_rows(workspace: UUID, offers: Iterable[Offer]) -> list[Row]:
    return [
        {
            "workspace_id": workspace,
            "offer_key": offer.key,
            "position": n,
            "persona_key": service.persona,
            "job_key": service.job,
            "weight": service.weight,
        }
        for offer in offers
        for n, service in enumerate(offer.serves)
    ]


def link_row(workspace: UUID, link: Link) -> Row:
    return {
        "workspace_id": workspace,
        "source_key": link.source,
        "target_key": link.target,
        "persona_key": link.persona,
        "weight": link.weight,
    }


def persona_row(workspace: UUID, persona: Persona) -> Row:
    return {
        "workspace_id": workspace,
        "key": persona.key,
        "title": persona.title,
        "role": persona.role,
        "vertical": persona.vertical,
        "concerns": list(persona.concerns),
        "share": persona.share,
    }


def job_row(workspace: UUID, job: Job) -> Row:
    return {
        "workspace_id": workspace,
        "key": job.key,
        "title": job.title,
        "after_purchase": job.after_purchase,
        "always_on": job.always_on,
    }


def offer_of(row: asyncpg.Record, serves: Sequence[Service], topics: Sequence[str]) -> Offer:
    return Offer(
        **{name: row[name] for name in PLAIN},
        serves=tuple(serves),
        topics=tuple(topics),
        channels=frozenset(map(Channel, row["channels"])),
        motions=frozenset(map(Motion, row["motions"])),
        relations=frozenset(map(Relation, row["relations"])),
        verticals=frozenset(row["verticals"]),
        locales=frozenset(row["locales"]),
        requires=frozenset(row["requires"]),
    )


def persona_of(row: asyncpg.Record) -> Persona:
    return Persona(
        row["key"], row["title"], row["role"], row["vertical"], tuple(row["concerns"]), row["share"]
    )
