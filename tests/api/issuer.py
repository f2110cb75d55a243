"""An issuer of OpenID Connect, as far as it matters: keys, tokens, and a server of the keys."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as elliptic
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from api.services.users import Issuer
from recommender import SECOND
from tests.api.house import START

NAME = "https://issuer.example"
AUDIENCE = "cairn"
NOW = START // SECOND


@dataclass
class SigningKey:
    kid: str
    algorithm: str
    private: Any

    @classmethod
    def rs256(cls, kid: str, bits: int = 2048) -> "SigningKey":
        return cls(kid, "RS256", rsa(65537, bits))

    @classmethod
    def es256(cls, kid: str) -> "SigningKey":
        return cls(kid, "ES256", elliptic(SECP256R1()))

    @property
    def public(self) -> dict[str, Any]:
        kind: Any = RSAAlgorithm if self.algorithm == "RS256" else ECAlgorithm
        return {**kind.to_jwk(self.private.public_key(), as_dict=True), "kid": self.kid}

    def token(self, headers: dict[str, Any] | None = None, at: int = NOW, **changed: Any) -> str:
        claims = {"iss": NAME, "aud": AUDIENCE, "sub": "ann", "iat": at, "exp": at + 300} | changed
        kept = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(
            kept, self.private, self.algorithm, headers={"kid": self.kid} | (headers or {})
        )


@dataclass
class JwksServer:
    keys: list[dict[str, Any]]
    address: str = ""
    asked: int = 0
    status: int = 200
    content: bytes | None = None
    """Instead of the keys."""

    @property
    def issuer(self) -> Issuer:
        return Issuer(NAME, AUDIENCE, self.address)


@contextlib.contextmanager
def serving(*keys: SigningKey) -> Iterator[JwksServer]:
    """A real server of these keys, on the loopback."""
    told = JwksServer([key.public for key in keys])

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked += 1
            self.send_response(told.status)
            self.end_headers()
            content = told.content
            self.wfile.write(orjson.dumps({"keys": told.keys}) if content is None else content)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.address = f"http://127.0.0.1:{server.server_port}/jwks"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield told
        finally:
            server.shutdown()
            thread.join()
