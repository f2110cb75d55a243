"""The catalogue as a file that reads back to the very same values."""

import json
from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

import yaml
from typing_extensions import override

from api.interchange.catalogue_yaml import scalar
from recommender import Catalogue, Job, Link, Offer, Persona, Service, moment_of

TIMES = frozenset({"starts", "ends", "published", "changed"})
PLURALS = {"job": "jobs", "persona": "personas", "offer": "offers", "link": "links"}


def dump_yaml(catalogue: Catalogue) -> str:
    """One YAML document; what has its default is left out."""
    document: dict[str, list[dict[str, Any]]] = {plural: [] for plural in PLURALS.values()}
    for noun, value in _entries(catalogue):
        document[PLURALS[noun]].append(_plain(value))
    lists = {name: entries for name, entries in document.items() if entries}
    return yaml.dump(lists, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


def dump_jsonl(catalogue: Catalogue) -> str:
    """One object a line, each with its ``type`` first."""
    lines = ({"type": noun, **_plain(value)} for noun, value in _entries(catalogue))
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _entries(catalogue: Catalogue) -> Iterator[tuple[str, Job | Persona | Offer | Link]]:
    yield from (("job", job) for job in catalogue.jobs)
    yield from (("persona", persona) for persona in catalogue.personas)
    yield from (("offer", offer) for offer in catalogue.offers)
    yield from (("link", link) for link in catalogue.links)


def _plain(value: Job | Persona | Offer | Link | Service) -> dict[str, Any]:
    given = ((field, getattr(value, field.name)) for field in fields(value))
    return {field.name: _written(field.name, v) for field, v in given if v != field.default}


def _written(name: str, value: Any) -> Any:
    if name in TIMES:
        return moment_of(value).isoformat().replace("+00:00", "Z")
    if isinstance(value, frozenset):
        return sorted(str(item) for item in value)
    if isinstance(value, tuple):
        return [_plain(item) if isinstance(item, Service) else item for item in value]
    return value


class _Dumper(yaml.SafeDumper):
    """Quotes every text that would read back as something else."""

    @override
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless  # lists stand indented under their name
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = None if scalar(value) == value else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_represent: Callable[..., None] = _Dumper.add_representer
_represent(str, _text)
