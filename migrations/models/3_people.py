"""The rules of people that PostgreSQL keeps: checks, uniques, exclusions, foreign keys' indexes."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        -- As hub_key(uuid), for words.
        CREATE FUNCTION hub_key(word text) RETURNS int8range
            LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
            RETURN int8range(hashtextextended(word, 0), hashtextextended(word, 0), '[]');

        ALTER TABLE resident
            ADD CONSTRAINT resident_one_identity UNIQUE (identity_hash),
            ADD CONSTRAINT resident_identity_is_whole CHECK (
                (identity_number IS NULL) = (identity_hash IS NULL)
                AND (identity_hash IS NULL) = (identity_masked IS NULL)
            ),
            ADD CONSTRAINT resident_phone_is_whole CHECK (
                (phone IS NULL) = (phone_hash IS NULL)
                AND (phone_hash IS NULL) = (phone_masked IS NULL)
            ),
            ADD CONSTRAINT resident_born_in_living_memory CHECK (born_on >= '1880-01-01'),
            ADD CONSTRAINT resident_dies_after_birth CHECK (died_on >= born_on),
            ADD CONSTRAINT resident_leaves_after_birth CHECK (moved_out_on >= born_on),
            ADD CONSTRAINT resident_hukou_region_is_a_code CHECK (hukou_region ~ '^[0-9]{6}$');
        CREATE INDEX resident_by_area ON resident (area_id, born_on);
        CREATE INDEX resident_by_hukou_area ON resident (hukou_area_id);
        CREATE INDEX resident_by_phone ON resident (phone_hash);
        -- Lists are sorted by name; what a name starts with is asked in any collation.
        CREATE INDEX resident_sorted ON resident (name, id);
        CREATE INDEX resident_by_name ON resident (name text_pattern_ops);
        CREATE INDEX resident_by_pinyin ON resident (name_pinyin text_pattern_ops);
        CREATE INDEX resident_by_initials ON resident (name_initials text_pattern_ops);

        ALTER TABLE resident_address
            ADD CONSTRAINT resident_address_ends_after_it_starts CHECK (until_on >= from_on),
            ADD CONSTRAINT resident_address_region_is_a_code CHECK (region ~ '^[0-9]{6}$'),
            ADD CONSTRAINT resident_address_one_of_a_kind EXCLUDE USING gist (
                hub_key(resident_id) WITH &&,
                hub_key(kind::text) WITH &&,
                daterange(from_on, until_on) WITH &&
            );
        CREATE INDEX resident_address_by_resident ON resident_address (resident_id, from_on);
        CREATE INDEX resident_address_by_area ON resident_address (area_id);

        ALTER TABLE household
            ADD CONSTRAINT household_ends_after_it_starts CHECK (until_on >= from_on);
        CREATE INDEX household_by_area ON household (area_id);
        ALTER TABLE household_member
            ADD CONSTRAINT household_member_ends_after_it_starts CHECK (until_on >= from_on),
            ADD CONSTRAINT household_member_in_one_household EXCLUDE USING gist
                (hub_key(resident_id) WITH &&, daterange(from_on, until_on) WITH &&),
            ADD CONSTRAINT household_member_one_head EXCLUDE USING gist
                (hub_key(household_id) WITH &&, daterange(from_on, until_on) WITH &&)
                WHERE (relation = 'HEAD');
        CREATE INDEX household_member_by_household ON household_member (household_id);
        CREATE INDEX household_member_by_resident ON household_member (resident_id);

        ALTER TABLE proxy
            ADD CONSTRAINT proxy_is_somebody_else CHECK (ward_id <> holder_id),
            ADD CONSTRAINT proxy_has_a_scope CHECK (cardinality(scopes) > 0),
            ADD CONSTRAINT proxy_ends_after_it_starts CHECK (until_on >= from_on),
            ADD CONSTRAINT proxy_at_most_five CHECK (slot BETWEEN 1 AND 5),
            ADD CONSTRAINT proxy_binds_with_consent CHECK (
                status IN ('PROPOSED', 'DECLINED') OR
                (slot IS NOT NULL AND consent_method IS NOT NULL AND consent_at IS NOT NULL)
            ),
            ADD CONSTRAINT proxy_slot_is_free EXCLUDE USING gist (
                hub_key(holder_id) WITH &&,
                int4range(slot, slot, '[]') WITH &&,
                daterange(from_on, until_on) WITH &&
            ) WHERE (status = 'ACTIVE'),
            ADD CONSTRAINT proxy_once_a_pair EXCLUDE USING gist (
                hub_key(holder_id) WITH &&,
                hub_key(ward_id) WITH &&,
                daterange(from_on, until_on) WITH &&
            ) WHERE (status = 'ACTIVE');
        CREATE UNIQUE INDEX proxy_one_open_proposal ON proxy (holder_id, ward_id)
            WHERE status = 'PROPOSED';
        CREATE INDEX proxy_by_ward ON proxy (ward_id);
        CREATE INDEX proxy_by_holder ON proxy (holder_id);
        CREATE INDEX proxy_move_by_proxy ON proxy_move (proxy_id, at);
        CREATE TRIGGER proxy_move_append_only BEFORE UPDATE OR DELETE ON proxy_move
            FOR EACH ROW EXECUTE FUNCTION hub_append_only();

        ALTER TABLE resident_status
            ADD CONSTRAINT resident_status_ends_after_it_starts CHECK (until_on >= from_on),
            ADD CONSTRAINT resident_status_has_its_level CHECK (
                (kind IN ('CARE_NEED', 'DISABILITY')) = (level IS NOT NULL)
                AND level BETWEEN 1 AND 4
            ),
            ADD CONSTRAINT resident_status_one_of_a_kind EXCLUDE USING gist (
                hub_key(resident_id) WITH &&,
                hub_key(kind::text) WITH &&,
                daterange(from_on, until_on) WITH &&
            );
        CREATE INDEX resident_status_by_resident ON resident_status (resident_id, kind);

        ALTER TABLE dietary_need
            ADD CONSTRAINT dietary_need_ends_after_it_starts CHECK (until_on >= from_on),
            ADD CONSTRAINT dietary_need_names_its_substance CHECK (
                (kind IN ('ALLERGY', 'AVOID')) = (substance IS NOT NULL)
            ),
            ADD CONSTRAINT dietary_need_one_of_a_kind EXCLUDE USING gist (
                hub_key(resident_id) WITH &&,
                hub_key(kind || ':' || coalesce(substance, '')) WITH &&,
                daterange(from_on, until_on) WITH &&
            );
        CREATE INDEX dietary_need_by_resident ON dietary_need (resident_id);

        ALTER TABLE departure
            ADD CONSTRAINT departure_region_is_a_code CHECK (to_region ~ '^[0-9]{6}$');
        CREATE UNIQUE INDEX departure_once ON departure (resident_id, kind)
            WHERE revoked_at IS NULL;
        CREATE INDEX departure_by_resident ON departure (resident_id);

        CREATE INDEX reveal_by_resident ON reveal (resident_id, at);
        CREATE TRIGGER reveal_append_only BEFORE UPDATE OR DELETE ON reveal
            FOR EACH ROW EXECUTE FUNCTION hub_append_only();

        -- The grid lies below people and cannot name residents; the database can.
        ALTER TABLE area_leader
            ADD CONSTRAINT area_leader_is_a_resident
                FOREIGN KEY (resident_id) REFERENCES resident (id) ON DELETE RESTRICT;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        ALTER TABLE area_leader DROP CONSTRAINT area_leader_is_a_resident;
        DROP TRIGGER reveal_append_only ON reveal;
        DROP INDEX reveal_by_resident, departure_by_resident, departure_once;
        ALTER TABLE departure DROP CONSTRAINT departure_region_is_a_code;
        DROP INDEX dietary_need_by_resident;
        ALTER TABLE dietary_need
            DROP CONSTRAINT dietary_need_ends_after_it_starts,
            DROP CONSTRAINT dietary_need_names_its_substance,
            DROP CONSTRAINT dietary_need_one_of_a_kind;
        DROP INDEX resident_status_by_resident;
        ALTER TABLE resident_status
            DROP CONSTRAINT resident_status_ends_after_it_starts,
            DROP CONSTRAINT resident_status_has_its_level,
            DROP CONSTRAINT resident_status_one_of_a_kind;
        DROP TRIGGER proxy_move_append_only ON proxy_move;
        DROP INDEX proxy_move_by_proxy, proxy_by_holder, proxy_by_ward, proxy_one_open_proposal;
        ALTER TABLE proxy
            DROP CONSTRAINT proxy_is_somebody_else,
            DROP CONSTRAINT proxy_has_a_scope,
            DROP CONSTRAINT proxy_ends_after_it_starts,
            DROP CONSTRAINT proxy_at_most_five,
            DROP CONSTRAINT proxy_binds_with_consent,
            DROP CONSTRAINT proxy_slot_is_free,
            DROP CONSTRAINT proxy_once_a_pair;
        DROP INDEX household_member_by_resident, household_member_by_household, household_by_area;
        ALTER TABLE household_member
            DROP CONSTRAINT household_member_ends_after_it_starts,
            DROP CONSTRAINT household_member_in_one_household,
            DROP CONSTRAINT household_member_one_head;
        ALTER TABLE household DROP CONSTRAINT household_ends_after_it_starts;
        DROP INDEX resident_address_by_area, resident_address_by_resident;
        ALTER TABLE resident_address
            DROP CONSTRAINT resident_address_ends_after_it_starts,
            DROP CONSTRAINT resident_address_region_is_a_code,
            DROP CONSTRAINT resident_address_one_of_a_kind;
        DROP INDEX resident_by_initials, resident_by_pinyin, resident_by_name, resident_sorted,
            resident_by_phone, resident_by_hukou_area, resident_by_area;
        ALTER TABLE resident
            DROP CONSTRAINT resident_one_identity,
            DROP CONSTRAINT resident_identity_is_whole,
            DROP CONSTRAINT resident_phone_is_whole,
            DROP CONSTRAINT resident_born_in_living_memory,
            DROP CONSTRAINT resident_dies_after_birth,
            DROP CONSTRAINT resident_leaves_after_birth,
            DROP CONSTRAINT resident_hukou_region_is_a_code;
        DROP FUNCTION hub_key(text);
    """
