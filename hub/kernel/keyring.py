"""The keys of the hub: sealing what only few may read, finding it by keyed hashes, signing.

Keys come from the settings, the newest first. The first seals and hashes, all open and find:

1. put the new key in front everywhere, and restart;
2. let the job that calls `reseal` go over every table until it has nothing left to do;
3. drop the old key.

In between, a value may be stored under the hash of either key. So look for it with `digests`, all
of them, also before it is inserted; the unique constraint decides between two who insert at once,
for both use the first key.
"""

import hashlib
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hub.kernel.db import acquire

_SHORTEST_SECRET = 32
# What a sealed value begins with: the version of this form and the number of its key. Then come
# the nonce, the text and the tag of AES-GCM.
_VERSION = b"\x01"
_NUMBER_BYTES = 4
_HEAD_BYTES = len(_VERSION) + _NUMBER_BYTES
_NONCE_BYTES = 12
_BATCH = 500


class CannotOpen(Exception):
    """A sealed value was changed, is for another purpose, or its key is not known any more."""


@dataclass(frozen=True, slots=True)
class _Key:
    head: bytes
    cipher: AESGCM
    hash_key: bytes
    signing_key: Ed25519PrivateKey

    @classmethod
    def of(cls, secret: str) -> Self:
        number = _derived(secret, b"hub key number", _NUMBER_BYTES)
        return cls(
            head=_VERSION + number,
            cipher=AESGCM(_derived(secret, b"hub sealing", 32)),
            hash_key=_derived(secret, b"hub hashing", 32),
            signing_key=Ed25519PrivateKey.from_private_bytes(_derived(secret, b"hub signing", 32)),
        )


class Keyring:
    """Secrets of at least 32 characters, the newest first."""

    def __init__(self, secrets: Sequence[str]) -> None:
        if not secrets or any(len(secret) < _SHORTEST_SECRET for secret in secrets):
            raise ValueError(f"Keys are needed, of at least {_SHORTEST_SECRET} characters each.")
        self._keys = [_Key.of(secret) for secret in secrets]
        self._by_head = {key.head: key for key in self._keys}

    @property
    def head(self) -> bytes:
        """What every value sealed with the newest key begins with."""
        return self._keys[0].head

    @property
    def heads(self) -> frozenset[bytes]:
        """What values begin with that one of the keys opens."""
        return frozenset(self._by_head)

    def seal(self, text: str, purpose: str) -> bytes:
        """Encrypt a text with the newest key. It opens for the same purpose only (`"phone"`)."""
        key = self._keys[0]
        nonce = os.urandom(_NONCE_BYTES)
        return key.head + nonce + key.cipher.encrypt(nonce, text.encode(), purpose.encode())

    def open(self, sealed: bytes, purpose: str) -> str:
        """Decrypt what `seal` made with any of the keys.

        Raises:
            CannotOpen: it is not what one of the keys sealed for this purpose.
        """
        head, rest = sealed[:_HEAD_BYTES], sealed[_HEAD_BYTES:]
        key = self._by_head.get(head)
        if key is None:
            raise CannotOpen("The key of a sealed value is not known.")
        nonce, text = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
        try:
            return key.cipher.decrypt(nonce, text, purpose.encode()).decode()
        except (InvalidTag, ValueError):
            raise CannotOpen("A sealed value cannot be opened.") from None

    def digest(self, text: str, purpose: str) -> bytes:
        """The hash to store, by the newest key: 32 bytes that say nothing without it."""
        return _hmac(self._keys[0], text, purpose)

    def digests(self, text: str, purpose: str) -> list[bytes]:
        """The hashes to look for, by all keys: `WHERE phone_hash = ANY($1)`."""
        return [_hmac(key, text, purpose) for key in self._keys]

    def matches(self, text: str, digest: bytes, purpose: str) -> bool:
        """Whether a hash is of this text, in a time that tells nothing about either."""
        each = [hmac.compare_digest(digest, own) for own in self.digests(text, purpose)]
        return any(each)

    def sign(self, text: str, purpose: str) -> bytes:
        """Sign what leaves the hub, with the newest key: Ed25519, 64 bytes over `signed_as`.

        Unlike a keyed hash it can be checked by who could not have made it: a scanner at a counter
        without a network has `public_keys` and no secret.
        """
        return self._keys[0].signing_key.sign(signed_as(text, purpose))

    def is_signed(self, text: str, signature: bytes, purpose: str) -> bool:
        """Whether one of the keys signed this text for this purpose."""
        return any(_is_by(key, signed_as(text, purpose), signature) for key in self._keys)

    @property
    def public_keys(self) -> list[bytes]:
        """What signatures are checked with, the newest first: raw Ed25519 keys of 32 bytes."""
        return [key.signing_key.public_key().public_bytes_raw() for key in self._keys]


def signed_as(text: str, purpose: str) -> bytes:
    """The bytes that a signature is over. The length keeps one purpose from reading as another."""
    return f"{len(purpose)}:{purpose}:{text}".encode()


def use(keyring: Keyring) -> None:
    """Make this the keyring of the process. Entry points call it before anything is served."""
    _in_use[:] = [keyring]


def current() -> Keyring:
    """The keyring of the process.

    Raises:
        RuntimeError: none is in use.
    """
    if not _in_use:
        raise RuntimeError("No keyring is in use in this process.")
    return _in_use[0]


async def reseal(table: str, sealed: str, digest: str | None, purpose: str) -> int:
    """Seal and hash anew, with the newest key, what older keys did; how many rows.

    `table`, with the key `id`, and the columns are names from our own models. A row that somebody
    changes meanwhile is left to them. Safe to run twice, or at once.
    """
    keyring = current()
    columns = f'"{sealed}" = $3' + (f', "{digest}" = $4' if digest else "")
    outdated = f'SELECT id, "{sealed}" AS sealed FROM "{table}" WHERE id > $3 AND '
    outdated += f'substr("{sealed}", 1, $1) <> $2 ORDER BY id LIMIT {_BATCH}'
    update = f'UPDATE "{table}" SET {columns} WHERE id = $1 AND "{sealed}" = $2'
    done, last = 0, "00000000-0000-0000-0000-000000000000"
    async with acquire() as connection:
        while rows := await connection.fetch(outdated, _HEAD_BYTES, keyring.head, last):
            changes = []
            for row in rows:
                text = keyring.open(row["sealed"], purpose)
                hashed = [keyring.digest(text, purpose)] if digest else []
                changes.append((row["id"], row["sealed"], keyring.seal(text, purpose), *hashed))
            await connection.executemany(update, changes)
            done, last = done + len(rows), rows[-1]["id"]
    return done


_in_use: list[Keyring] = []


def _derived(secret: str, what_for: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=what_for).derive(secret.encode())


def _hmac(key: _Key, text: str, purpose: str) -> bytes:
    return hmac.digest(key.hash_key, signed_as(text, purpose), hashlib.sha256)


def _is_by(key: _Key, said: bytes, signature: bytes) -> bool:
    try:
        key.signing_key.public_key().verify(signature, said)
    except (InvalidSignature, ValueError):
        return False
    return True
