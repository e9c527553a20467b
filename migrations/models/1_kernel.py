"""The rules of the kernel that PostgreSQL keeps, and the functions that other migrations use."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        -- An exclusion constraint compares by overlap, and there is no operator class for that over
        -- a uuid without an extension: its hash as a range of one number stands in for it.
        CREATE FUNCTION hub_key(key uuid) RETURNS int8range
            LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
            RETURN int8range(
                hashtextextended(key::text, 0), hashtextextended(key::text, 0), '[]'
            );

        -- The outbox: what waits for its handlers is found by topic, what is new by the
        -- transaction that wrote it, what is old by age.
        CREATE INDEX event_unhandled ON event (topic, id) WHERE handled_at IS NULL;
        CREATE INDEX event_by_transaction ON event (transaction_id);
        CREATE INDEX event_by_time ON event USING brin (at);
        ALTER TABLE event
            ADD CONSTRAINT event_topic_named CHECK (topic ~ '^[a-z][a-z0-9_]*([.][a-z][a-z0-9_]*)+$');

        -- The audit trail is asked: what did this account do, what was done for this resident.
        CREATE INDEX audit_by_account ON audit (account_id, at) WHERE account_id IS NOT NULL;
        CREATE INDEX audit_by_beneficiary ON audit (beneficiary_id, at)
            WHERE beneficiary_id IS NOT NULL;
        CREATE INDEX audit_by_time ON audit USING brin (at);

        -- It is only ever added to.
        CREATE FUNCTION hub_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
                USING ERRCODE = 'integrity_constraint_violation',
                      CONSTRAINT = TG_TABLE_NAME || '_append_only';
        END $$;
        CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit
            FOR EACH ROW EXECUTE FUNCTION hub_append_only();

        CREATE INDEX idempotency_by_age ON idempotency (at);
        ALTER TABLE idempotency
            ADD CONSTRAINT idempotency_key_not_empty CHECK (key <> ''),
            ADD CONSTRAINT idempotency_hash_is_sha256 CHECK (octet_length(input_hash) = 32);
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        ALTER TABLE idempotency
            DROP CONSTRAINT idempotency_key_not_empty,
            DROP CONSTRAINT idempotency_hash_is_sha256;
        DROP INDEX idempotency_by_age;
        DROP TRIGGER audit_append_only ON audit;
        DROP FUNCTION hub_append_only();
        DROP INDEX audit_by_time, audit_by_beneficiary, audit_by_account;
        ALTER TABLE event DROP CONSTRAINT event_topic_named;
        DROP INDEX event_by_time, event_by_transaction, event_unhandled;
        DROP FUNCTION hub_key(uuid);
    """
