"""What an operator can set, from the environment; the defaults need nothing."""

import os
import re
import secrets
import tempfile
from pathlib import Path
from typing import Self

from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PEPPER_FILE = "key-pepper"
PREFIX = "CAIRN_"


def default_data_dir() -> Path:
    """/var/lib/cairn for root, so that the account that runs PostgreSQL can enter it."""
    if os.geteuid() == 0:
        return Path("/var/lib/cairn")
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local/state") / "cairn"


def variable(name: str) -> str:
    """The name in the environment of what pydantic names by its alias or its field."""
    return name if name.isupper() else f"{PREFIX}{name.upper()}"


class Settings(BaseSettings):
    """Names are those of the fields with CAIRN_ before them, unless an alias says otherwise."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="ignore"
    )

    database_url: str | None = Field(default=None, validation_alias="DATABASE_URL")
    """PostgreSQL as the app's role; an embedded server when unset."""
    migrate_database_url: str | None = Field(default=None, validation_alias="MIGRATE_DATABASE_URL")
    """The same database as its owner; ``database_url`` when unset."""
    data_dir: Path = Field(default_factory=default_data_dir)
    host: str = "127.0.0.1"
    port: int = Field(
        default=8000, ge=0, le=65535, validation_alias=AliasChoices("PORT", "CAIRN_PORT")
    )
    key_pepper: SecretStr | None = None
    """Mixed into the digests of API keys; kept in ``data_dir`` when unset."""
    pool_size: int = Field(default=4, ge=1, le=64)
    """Connections for each kind of work."""
    body_limit: int = Field(default=64 * 1024, ge=1)
    """Bytes of one body."""
    ingest_body_limit: int = Field(default=512 * 1024, ge=1)
    """The same where events come in, packed and unpacked."""
    body_seconds: float = Field(default=5.0, gt=0)
    """In which a body is to arrive."""
    body_memory: int = Field(default=64 * 1024 * 1024, ge=1)
    """Bytes of all bodies held at once, for events and for the rest each."""
    in_flight: int = Field(default=32, ge=1)
    """Requests worked on at once; the next ones wait a moment, then are asked to come back."""
    ingest_in_flight: int = Field(default=512, ge=1)
    """The same where events come in: they wait together for one transaction, so many are cheap."""
    mcp_hosts: str = "localhost,127.0.0.1,::1"
    """Names of hosts, parted by commas, by which assistants may call ``/mcp``."""
    rate: int = Field(default=3_000_000, ge=10_000)
    """What a key's requests may cost in a minute, in each process; see ``graph.cost``."""
    introspection: bool = True
    """Whether a secret key may ask the schema about itself."""

    oidc_issuer: str | None = None
    """The ``iss`` of the tokens of users; with the next two, or none of them."""
    oidc_audience: str | None = None
    """Their ``aud``."""
    oidc_jwks_url: str | None = Field(default=None, pattern=r"^https?://")
    """Where the issuer's keys are."""

    @model_validator(mode="after")
    def _whole_issuer(self) -> Self:
        given = (self.oidc_issuer, self.oidc_audience, self.oidc_jwks_url)
        if any(given) and not all(given):
            raise ValueError("an issuer needs its name, its audience and the address of its keys")
        return self

    @field_validator("database_url", "migrate_database_url")
    @classmethod
    def _plain(cls, url: str | None) -> str | None:
        """Any of the usual spellings, as asyncpg reads it; empty means unset."""
        return re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", url) if url else None

    def pepper(self) -> bytes:
        """The given one, or one that is made once and kept beside the data."""
        if self.key_pepper is not None:
            return self.key_pepper.get_secret_value().encode()
        file = self.data_dir / PEPPER_FILE
        if not file.exists():
            _create(file, secrets.token_hex(32))
        return file.read_bytes()


def _create(file: Path, content: str) -> None:
    """Whole or not at all; where two start at once, the first one's stays."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, partial = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(descriptor, "w") as opened:
        opened.write(content)
    try:
        os.link(partial, file)
    except FileExistsError:
        pass
    finally:
        Path(partial).unlink()
