"""Documents by id and by hash: trusted ones, and those that clients sent before."""

import orjson
import pytest

from hub.endpoint import Documents, SentDocuments, read_manifest
from hub.endpoint.documents import sha256_of
from tests.endpoint.asgi_client import post

HELLO = "{ hello }"
DIGEST = sha256_of(HELLO)


def by_hash(digest: str = DIGEST, **more: object) -> dict[str, object]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest}}, **more}


async def test_a_document_sent_with_its_hash_is_known_by_it_afterwards(app):
    unknown = await post(app, by_hash()).reply()
    assert (unknown.status, unknown.code) == (200, "PERSISTED_QUERY_NOT_FOUND")
    assert unknown.json["errors"][0]["message"] == "PersistedQueryNotFound"
    sent = await post(app, by_hash(query=HELLO)).reply()
    known = await post(app, by_hash()).reply()
    assert sent.json["data"] == known.json["data"] == {"hello": "world"}


async def test_a_hash_of_another_document_is_refused(app):
    reply = await post(app, by_hash(query="{ language }")).reply()
    assert reply.code == "PERSISTED_QUERY_HASH_MISMATCH"
    assert (await post(app, by_hash()).reply()).code == "PERSISTED_QUERY_NOT_FOUND"


async def test_a_document_that_does_not_parse_is_not_kept(app):
    await post(app, by_hash(sha256_of("{"), query="{")).reply()
    assert (await post(app, by_hash(sha256_of("{"))).reply()).code == "PERSISTED_QUERY_NOT_FOUND"


async def test_hashes_alone_may_be_off(wired):
    app = wired(documents=Documents(sent=None))
    assert (await post(app, by_hash(query=HELLO)).reply()).code == "PERSISTED_QUERY_NOT_SUPPORTED"


async def test_an_unknown_hash_is_400_to_those_who_know_the_new_type(app):
    reply = await post(app, by_hash(), accept="application/graphql-response+json").reply()
    assert reply.status == 400


@pytest.mark.parametrize("document_id", [DIGEST, "sha256:" + DIGEST])
async def test_a_trusted_document_runs_by_its_id(wired, document_id):
    app = wired(documents=Documents(trusted={DIGEST: HELLO}, only_trusted=True))
    reply = await post(app, {"documentId": document_id}).reply()
    assert reply.json["data"] == {"hello": "world"}


async def test_where_only_trusted_documents_run_no_other_does(wired, engine):
    app = wired(documents=Documents(trusted={DIGEST: HELLO}, only_trusted=True))
    assert (await post(app, {"query": HELLO}).reply()).json["data"] == {"hello": "world"}
    assert (await post(app, by_hash()).reply()).json["data"] == {"hello": "world"}
    other = sha256_of("{ language }")
    for body in ({"query": "{ language }"}, by_hash(other, query="{ language }"), by_hash(other)):
        assert (await post(app, body).reply()).code == "QUERY_NOT_IN_SAFELIST"
    assert (await post(app, {"documentId": other}).reply()).code == "PERSISTED_QUERY_NOT_FOUND"


async def test_an_id_and_another_text_do_not_go_together(wired):
    app = wired(documents=Documents(trusted={DIGEST: HELLO}))
    reply = await post(app, {"documentId": DIGEST, "query": "{ language }"}).reply()
    assert reply.code == "PERSISTED_QUERY_HASH_MISMATCH"


def test_what_clients_sent_is_bounded_in_number_and_bytes():
    few = SentDocuments(most=2)
    for name in "abc":
        few.add(name, name)
    assert [few.get(name) for name in "abc"] == [None, "b", "c"]
    few.get("b")
    few.add("d", "d")
    assert [few.get(name) for name in "bcd"] == ["b", None, "d"]
    small = SentDocuments(most_bytes=10)
    for name in "abcdef":
        small.add(name, name * 4)
    assert len(small) == 2


def test_a_manifest_is_an_object_of_ids_or_apollos():
    plain = orjson.dumps({DIGEST: HELLO, "sha256:" + DIGEST: HELLO, "menu.1": HELLO})
    assert read_manifest(plain) == {DIGEST: HELLO, "menu.1": HELLO}
    apollos = {
        "format": "apollo-persisted-query-manifest",
        "version": 1,
        "operations": [{"id": DIGEST, "name": "Hello", "type": "query", "body": HELLO}],
    }
    assert read_manifest(orjson.dumps(apollos)) == {DIGEST: HELLO}


@pytest.mark.parametrize(
    "manifest",
    [[], 7, {"a": 1}, {DIGEST: "{ other }"}, {"operations": [{"id": "a"}]}],
)
def test_a_manifest_that_is_wrong_is_refused_whole(manifest):
    with pytest.raises(ValueError, match=r"manifest|trusted"):
        read_manifest(orjson.dumps(manifest))
