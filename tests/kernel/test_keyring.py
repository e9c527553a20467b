"""What is sealed opens with its key for its purpose only; what is hashed is found by its key."""

import asyncpg
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel import keyring
from hub.kernel.keyring import CannotOpen, Keyring, signed_as

OLD, NEW = "old " * 8, "new " * 8
NUMBER = "11010519491231002X"


@pytest.fixture
def old_then_new() -> tuple[Keyring, Keyring]:
    """A keyring of before a rotation and one of after it; the process uses the former."""
    old, both = Keyring([OLD]), Keyring([NEW, OLD])
    keyring.use(old)
    return old, both


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_sealed_opens_again_and_never_looks_the_same(text: str) -> None:
    ring = Keyring([OLD])
    sealed = ring.seal(text, "phone")
    assert ring.open(sealed, "phone") == text
    assert ring.seal(text, "phone") != sealed


def test_what_is_sealed_does_not_open_for_another_purpose_or_with_another_key() -> None:
    sealed = Keyring([OLD]).seal(NUMBER, "identity")
    for ring, purpose in [(Keyring([OLD]), "phone"), (Keyring([NEW]), "identity")]:
        with pytest.raises(CannotOpen):
            ring.open(sealed, purpose)


@given(st.data())
def test_no_changed_byte_goes_unnoticed(data: st.DataObject) -> None:
    ring = Keyring([OLD])
    sealed = bytearray(ring.seal(NUMBER, "identity"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CannotOpen):
        ring.open(bytes(sealed), "identity")


@given(st.binary(max_size=80))
def test_any_other_bytes_do_not_open(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        Keyring([OLD]).open(sealed, "identity")


def test_a_hash_depends_on_the_key_the_purpose_and_the_text() -> None:
    ring = Keyring([OLD])
    hashes = {
        ring.digest("1", "phone"),
        ring.digest("1", "identity"),
        ring.digest("2", "phone"),
        Keyring([NEW]).digest("1", "phone"),
    }
    assert len(hashes) == 4
    assert ring.digest("1", "phone") == ring.digest("1", "phone")
    assert {len(each) for each in hashes} == {32}


def test_after_a_rotation_old_values_open_and_are_found_and_new_ones_use_the_new_key() -> None:
    old, both = Keyring([OLD]), Keyring([NEW, OLD])
    assert both.open(old.seal(NUMBER, "identity"), "identity") == NUMBER
    assert old.digest(NUMBER, "identity") in both.digests(NUMBER, "identity")
    assert both.matches(NUMBER, old.digest(NUMBER, "identity"), "identity")
    assert both.digest(NUMBER, "identity") == Keyring([NEW]).digest(NUMBER, "identity")
    assert Keyring([NEW]).open(both.seal(NUMBER, "identity"), "identity") == NUMBER


def test_a_wrong_text_does_not_match() -> None:
    ring = Keyring([NEW, OLD])
    assert not ring.matches("1", ring.digest("2", "code"), "code")


@pytest.mark.parametrize("secrets", [[], ["short"], [OLD, "short"]])
def test_a_keyring_without_good_keys_is_an_error(secrets: list[str]) -> None:
    with pytest.raises(ValueError, match="32"):
        Keyring(secrets)


async def test_resealing_brings_every_row_to_the_newest_key(
    database: asyncpg.Connection, old_then_new: tuple[Keyring, Keyring]
) -> None:
    old, both = old_then_new
    await database.execute(
        "CREATE TABLE sealed (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), number bytea,"
        " hash bytea UNIQUE)"
    )
    rows = [(old.seal(str(n), "n"), old.digest(str(n), "n")) for n in range(1200)]
    await database.executemany("INSERT INTO sealed (number, hash) VALUES ($1, $2)", rows)
    await database.execute("INSERT INTO sealed (number) VALUES (NULL)")
    keyring.use(both)
    assert await keyring.reseal("sealed", "number", "hash", "n") == 1200
    assert await keyring.reseal("sealed", "number", "hash", "n") == 0
    only_new = Keyring([NEW])
    for row in await database.fetch("SELECT * FROM sealed WHERE number IS NOT NULL"):
        assert row["hash"] == only_new.digest(only_new.open(row["number"], "n"), "n")


def test_a_signature_is_checked_with_the_public_key_alone() -> None:
    keyring = Keyring([OLD])
    signature = keyring.sign("order 7", "meal code")
    public = Ed25519PublicKey.from_public_bytes(keyring.public_keys[0])
    public.verify(signature, signed_as("order 7", "meal code"))
    with pytest.raises(InvalidSignature):
        public.verify(signature, signed_as("order 8", "meal code"))


def test_a_signature_holds_for_its_text_purpose_and_keys_and_outlives_a_rotation(
    old_then_new: tuple[Keyring, Keyring],
) -> None:
    old, both = old_then_new
    signature = old.sign("order 7", "meal code")
    assert old.is_signed("order 7", signature, "meal code")
    assert both.is_signed("order 7", signature, "meal code")
    assert not old.is_signed("order 8", signature, "meal code")
    assert not old.is_signed("order 7", signature, "meal")
    assert not old.is_signed("order 7", bytes(64), "meal code")
    assert not old.is_signed("order 7", b"short", "meal code")
    assert not Keyring([NEW]).is_signed("order 7", signature, "meal code")
