"""Which document a request means: its own text, a trusted one, or one sent before (APQ)."""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import orjson

from hub.endpoint.parameters import Malformed, Parameters, malformed
from hub.endpoint.problems import Declined, Problem

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


def sha256_of(document: str) -> str:
    """The id of a document: the SHA-256 of its UTF-8 text, 64 hexadecimal digits."""
    return hashlib.sha256(document.encode()).hexdigest()


def read_manifest(text: bytes) -> dict[str, str]:
    """The trusted documents of a manifest: a JSON object of id → document, or Apollo's format.

    Raises:
        ValueError: it is neither, or a SHA-256 in it is not its document's.
    """
    manifest = orjson.loads(text)
    if isinstance(manifest, dict) and isinstance(manifest.get("operations"), list):
        manifest = {each.get("id"): each.get("body") for each in manifest["operations"]}
    if not isinstance(manifest, dict):
        raise ValueError("a manifest of trusted documents is a JSON object of id and document")
    documents: dict[str, str] = {}
    for key, document in manifest.items():
        if not isinstance(key, str) or not isinstance(document, str):
            raise ValueError(f"the trusted document {key!r} is not a text")
        digest = key.removeprefix("sha256:").lower()
        if _SHA256.match(digest) and sha256_of(document) != digest:
            raise ValueError(f"the trusted document {key} has another SHA-256")
        documents[digest if _SHA256.match(digest) else key] = document
    return documents


class SentDocuments:
    """Documents that clients have sent with their hash, for them to ask by hash alone (APQ).

    Shared by all clients, and bounded in number and in bytes: the least lately used go first.
    Only a saving of network: what is in it is no more trusted than any other document.
    """

    def __init__(self, *, most: int = 2_000, most_bytes: int = 8_000_000) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._bytes = 0
        self._documents: OrderedDict[str, str] = OrderedDict()

    def get(self, digest: str) -> str | None:
        document = self._documents.get(digest)
        if document is not None:
            self._documents.move_to_end(digest)
        return document

    def add(self, digest: str, document: str) -> None:
        if digest in self._documents:
            return
        self._documents[digest] = document
        self._bytes += len(document)
        while len(self._documents) > self._most or self._bytes > self._most_bytes:
            _, dropped = self._documents.popitem(last=False)
            self._bytes -= len(dropped)

    def __contains__(self, digest: str) -> bool:
        return digest in self._documents

    def __len__(self) -> int:
        return len(self._documents)


class Document(NamedTuple):
    """A document to run. `digest` is its id when it was asked for by it, so a GET may be cached.

    `is_new` says that it came with its hash and is worth keeping once it has proved to parse;
    `is_elsewhere`, that its text is not known here, but may be to another process.
    """

    text: str
    digest: str | None = None
    is_new: bool = False
    is_elsewhere: bool = False


class Shared(Protocol):
    """Where processes keep the documents that any of them was sent with a hash."""

    async def find(self, digest: str) -> str | None:
        """The document of a SHA-256, if somebody was sent it."""

    async def keep(self, digest: str, document: str) -> None:
        """Let the others know it."""


@dataclass(frozen=True, slots=True)
class Documents:
    """The trusted documents by id, whether others are taken, and those sent with a hash.

    `trusted` maps the SHA-256 of a document (64 hexadecimal digits), or another id of the
    publisher's choice, to its text, as `@graphql-codegen`'s client-preset writes it.
    """

    trusted: Mapping[str, str] = field(default_factory=dict)
    only_trusted: bool = False
    sent: SentDocuments | None = field(default_factory=SentDocuments)
    shared: Shared | None = None
    _texts: frozenset[str] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_texts", frozenset(self.trusted.values()))

    def of(self, parameters: Parameters) -> Document:
        """The document that the parameters mean.

        Raises:
            Declined: none given, an unknown id, a hash that does not fit, or a text that is not
                trusted where only trusted ones are taken.
        """
        if parameters.extensions and "persistedQuery" in parameters.extensions:
            return self._by_hash(parameters, parameters.extensions["persistedQuery"])
        if parameters.document_id is not None:
            return self._by_id(parameters.document_id, parameters.query)
        if parameters.query is None:
            raise malformed(Malformed.NO_DOCUMENT)
        if self.only_trusted and parameters.query not in self._texts:
            raise Declined(Problem.QUERY_NOT_IN_SAFELIST)
        return Document(parameters.query)

    async def keep(self, document: Document) -> None:
        """Remember a document that came with its hash, and let the other processes know it."""
        if self.sent is None or document.digest is None or document.digest in self.sent:
            return
        self.sent.add(document.digest, document.text)
        if self.shared is not None:
            await self.shared.keep(document.digest, document.text)

    async def found(self, document: Document) -> Document:
        """A document whose text another process may know.

        Raises:
            Declined: PERSISTED_QUERY_NOT_FOUND, when none does.
        """
        text = None
        if self.shared is not None and document.digest is not None:
            text = await self.shared.find(document.digest)
        if text is None or document.digest is None or self.sent is None:
            raise Declined(Problem.PERSISTED_QUERY_NOT_FOUND)
        self.sent.add(document.digest, text)
        return Document(text, document.digest)

    def _by_id(self, document_id: str, query: str | None) -> Document:
        digest = document_id.removeprefix("sha256:")
        text = self.trusted.get(document_id, self.trusted.get(digest))
        if text is None:
            raise Declined(Problem.PERSISTED_QUERY_NOT_FOUND)
        if query is not None and query != text:
            raise Declined(Problem.PERSISTED_QUERY_HASH_MISMATCH)
        return Document(text, digest)

    def _by_hash(self, parameters: Parameters, asked: object) -> Document:
        digest = asked.get("sha256Hash") if isinstance(asked, dict) else None
        if not isinstance(digest, str) or not _SHA256.match(digest):
            raise malformed(Malformed.NOT_A_HASH)
        text = self.trusted.get(digest)
        if text is None and self.only_trusted:
            raise Declined(Problem.QUERY_NOT_IN_SAFELIST)
        if text is None and self.sent is None:
            raise Declined(Problem.PERSISTED_QUERY_NOT_SUPPORTED)
        query = parameters.query
        if query is None:
            if text is None and self.sent is not None:
                text = self.sent.get(digest)
            if text is None and self.shared is not None:
                return Document("", digest, is_elsewhere=True)
            if text is None:
                raise Declined(Problem.PERSISTED_QUERY_NOT_FOUND)
            return Document(text, digest)
        if sha256_of(query) != digest:
            raise Declined(Problem.PERSISTED_QUERY_HASH_MISMATCH)
        return Document(query, digest, is_new=text is None)
