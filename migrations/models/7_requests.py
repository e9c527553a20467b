"""What the processes share of their clients: documents sent with a hash, and points spent.

Unlogged: after a crash both are empty; clients send documents again, everybody's points are back.
Neither is a model: the endpoint alone speaks to them, in statements of its own.
"""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE UNLOGGED TABLE sent_document (
            digest BYTEA NOT NULL PRIMARY KEY,
            document TEXT NOT NULL,
            sent_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
            CONSTRAINT sent_document_digest_is_sha256 CHECK (octet_length(digest) = 32),
            CONSTRAINT sent_document_is_short CHECK (octet_length(document) <= 32000)
        );
        CREATE INDEX sent_document_by_age ON sent_document (sent_at);

        CREATE UNLOGGED TABLE points_left (
            caller BYTEA NOT NULL PRIMARY KEY,
            points DOUBLE PRECISION NOT NULL,
            at TIMESTAMPTZ NOT NULL,
            CONSTRAINT points_left_caller_is_hashed CHECK (octet_length(caller) = 16)
        );
        CREATE INDEX points_left_by_age ON points_left (at);
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP TABLE points_left;
        DROP TABLE sent_document;
    """
