"""The rules of accounts that PostgreSQL keeps: checks, uniques, exclusions, indexes of foreign keys."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        ALTER TABLE account
            ADD CONSTRAINT account_name_is_folded CHECK (name ~ '^[a-z0-9][a-z0-9._-]{2,39}$'),
            ADD CONSTRAINT account_password_needs_name
                CHECK (password_hash IS NULL OR name IS NOT NULL),
            ADD CONSTRAINT account_disabled_for_a_reason
                CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL));

        CREATE INDEX external_identity_by_account ON external_identity (account_id);

        ALTER TABLE session
            ADD CONSTRAINT session_hash_is_sha256 CHECK (octet_length(token_hash) = 32),
            ADD CONSTRAINT session_one_token UNIQUE (token_hash),
            ADD CONSTRAINT session_idles_for_some_time CHECK (idle_seconds > 0),
            ADD CONSTRAINT session_ends_for_a_reason
                CHECK ((ended_at IS NULL) = (end_reason IS NULL));
        CREATE INDEX session_by_account ON session (account_id, created_at);
        CREATE INDEX session_by_expiry ON session (expires_at);

        ALTER TABLE role_grant
            ADD CONSTRAINT role_grant_role_is_granted CHECK (role <> 'RESIDENT'),
            ADD CONSTRAINT role_grant_one_scope CHECK (num_nonnulls(area_id, site_id) <= 1),
            ADD CONSTRAINT role_grant_city_wide CHECK (
                role NOT IN ('CITY_ADMINISTRATOR', 'DEVELOPER')
                OR num_nonnulls(area_id, site_id) = 0
            ),
            ADD CONSTRAINT role_grant_not_to_oneself
                CHECK (granted_by_id IS NULL OR granted_by_id <> account_id),
            -- A grant that is revoked before it begins is an empty period.
            ADD CONSTRAINT role_grant_ends_after_it_starts CHECK (until_at >= from_at),
            ADD CONSTRAINT role_grant_revoked_for_a_reason
                CHECK ((revoked_at IS NULL) = (revoke_reason IS NULL)),
            ADD CONSTRAINT role_grant_once EXCLUDE USING gist (
                hub_key(
                    account_id::text || role || coalesce(area_id::text, '')
                    || '@' || coalesce(site_id::text, '')
                ) WITH &&,
                tstzrange(from_at, until_at) WITH &&
            );
        CREATE INDEX role_grant_by_account ON role_grant (account_id);
        CREATE INDEX role_grant_by_area ON role_grant (area_id, role);
        CREATE INDEX role_grant_by_site ON role_grant (site_id, role);
        CREATE INDEX role_grant_by_grantor ON role_grant (granted_by_id);
        CREATE INDEX role_grant_by_revoker ON role_grant (revoked_by_id);

        ALTER TABLE one_time_code
            ADD CONSTRAINT one_time_code_tries CHECK (tries_left >= 0),
            ADD CONSTRAINT one_time_code_lives CHECK (expires_at > created_at);
        CREATE INDEX one_time_code_by_phone ON one_time_code (phone_hash, created_at);
        CREATE INDEX one_time_code_by_expiry ON one_time_code (expires_at);

        ALTER TABLE throttle
            ADD CONSTRAINT throttle_once UNIQUE (kind, subject_hash),
            ADD CONSTRAINT throttle_not_beyond CHECK (taken BETWEEN 0 AND allowed);
        CREATE INDEX throttle_by_end ON throttle (until_at);
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX throttle_by_end;
        ALTER TABLE throttle
            DROP CONSTRAINT throttle_not_beyond,
            DROP CONSTRAINT throttle_once;
        DROP INDEX one_time_code_by_expiry, one_time_code_by_phone;
        ALTER TABLE one_time_code
            DROP CONSTRAINT one_time_code_lives,
            DROP CONSTRAINT one_time_code_tries;
        DROP INDEX role_grant_by_revoker, role_grant_by_grantor, role_grant_by_site,
            role_grant_by_area, role_grant_by_account;
        ALTER TABLE role_grant
            DROP CONSTRAINT role_grant_once,
            DROP CONSTRAINT role_grant_revoked_for_a_reason,
            DROP CONSTRAINT role_grant_ends_after_it_starts,
            DROP CONSTRAINT role_grant_not_to_oneself,
            DROP CONSTRAINT role_grant_city_wide,
            DROP CONSTRAINT role_grant_one_scope,
            DROP CONSTRAINT role_grant_role_is_granted;
        DROP INDEX session_by_expiry, session_by_account;
        ALTER TABLE session
            DROP CONSTRAINT session_ends_for_a_reason,
            DROP CONSTRAINT session_idles_for_some_time,
            DROP CONSTRAINT session_one_token,
            DROP CONSTRAINT session_hash_is_sha256;
        DROP INDEX external_identity_by_account;
        ALTER TABLE account
            DROP CONSTRAINT account_disabled_for_a_reason,
            DROP CONSTRAINT account_password_needs_name,
            DROP CONSTRAINT account_name_is_folded;
    """
