import hashlib
import hmac
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.keys import ALPHABET, ApiKey, KeyKind


def test_a_key_says_its_kind_and_writes_its_entropy_to_base_62() -> None:
    assert ApiKey.of(KeyKind.PUBLISHABLE, bytes(32)).text[:-6] == "cairn_pk_live_" + "0" * 43
    last = ApiKey.of(KeyKind.SECRET, bytes(31) + b"\x3e").text[:-6]
    assert last == "cairn_sk_live_" + "0" * 41 + "10"


def test_its_last_digits_are_a_checksum_over_the_rest() -> None:
    text = ApiKey.of(KeyKind.SECRET, bytes(32)).text
    number = 0
    for digit in text[-6:]:
        number = number * 62 + ALPHABET.index(digit)
    assert number == zlib.crc32(text[:-6].encode())


@given(st.binary(min_size=32, max_size=32), st.integers(min_value=0), st.sampled_from(ALPHABET))
def test_a_mistyped_key_is_none(entropy: bytes, place: int, digit: str) -> None:
    text = ApiKey.of(KeyKind.SECRET, entropy).text
    at = 14 + place % 49
    typed = text[:at] + digit + text[at + 1 :]
    assert (ApiKey.read(typed) is None) == (typed != text)


@given(st.binary(min_size=32, max_size=32), st.sampled_from(KeyKind))
def test_every_key_is_read_back(entropy: bytes, kind: KeyKind) -> None:
    key = ApiKey.of(kind, entropy)
    assert ApiKey.read(key.text) == key
    assert key.text == key.prefix + key.text[14:]
    assert key.text.endswith(key.last4)


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_different_entropy_makes_different_keys(one: bytes, other: bytes) -> None:
    texts = {ApiKey.of(KeyKind.SECRET, entropy).text for entropy in (one, other)}
    assert len(texts) == len({one, other})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cairn_sk_live_",
        "cairn_sk_live_" + "0" * 43,
        "cairn_sk_live_" + "0" * 49,
        "cairn_xk_live_" + "0" * 49,
        "cairn_sk_live_" + "0" * 48 + "-",
        ApiKey.of(KeyKind.SECRET, bytes(32)).text + "\n",
        "cairn_sk_live_" + "٣" * 49,
        "\x00",
    ],
)
def test_what_cannot_be_a_key_is_none(text: str) -> None:
    assert ApiKey.read(text) is None


def test_the_digest_is_keyed_by_the_pepper() -> None:
    key = ApiKey.of(KeyKind.SECRET, bytes(32))
    assert key.digest(b"a") == hmac.new(b"a", key.text.encode(), hashlib.sha256).digest()
    assert key.digest(b"a") != key.digest(b"b")


def test_no_representation_shows_the_key() -> None:
    key = ApiKey.of(KeyKind.SECRET, bytes(range(32)))
    assert key.text[14:] not in f"{key} {key!r} {[key]}"
