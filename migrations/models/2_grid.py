"""The rules of grid that PostgreSQL keeps: checks, uniques, exclusions, indexes of foreign keys."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        ALTER TABLE area
            ADD CONSTRAINT area_only_the_city_has_no_parent
                CHECK ((kind = 'CITY') = (parent_id IS NULL)),
            ADD CONSTRAINT area_path_ends_with_itself
                CHECK (ancestors[cardinality(ancestors)] = id),
            ADD CONSTRAINT area_path_goes_through_its_parent
                CHECK (ancestors[cardinality(ancestors) - 1] IS NOT DISTINCT FROM parent_id),
            ADD CONSTRAINT area_closes_after_it_opens CHECK (until_on >= from_on);
        CREATE INDEX area_by_parent ON area (parent_id);
        -- A subtree is every area whose path holds its root.
        CREATE INDEX area_by_path ON area USING gin (ancestors);
        CREATE INDEX area_by_name ON area (name text_pattern_ops);

        ALTER TABLE area_parent
            ADD CONSTRAINT area_parent_ends_after_it_starts CHECK (until_on >= from_on),
            ADD CONSTRAINT area_parent_one_at_a_time EXCLUDE USING gist
                (hub_key(area_id) WITH &&, daterange(from_on, until_on) WITH &&);
        CREATE INDEX area_parent_by_area ON area_parent (area_id, from_on);
        CREATE INDEX area_parent_by_parent ON area_parent (parent_id);

        ALTER TABLE role_definition
            ADD CONSTRAINT role_definition_has_seats CHECK (seats BETWEEN 1 AND 20),
            ADD CONSTRAINT role_definition_ends_after_it_starts CHECK (until_on >= from_on);
        ALTER TABLE area_post ADD CONSTRAINT area_post_seat_counts_from_one CHECK (seat >= 1);
        CREATE INDEX area_post_by_role ON area_post (role_id);

        ALTER TABLE area_leader
            ADD CONSTRAINT area_leader_ends_after_it_starts CHECK (until_on >= from_on),
            ADD CONSTRAINT area_leader_one_a_post EXCLUDE USING gist (
                hub_key(post_id) WITH &&,
                int4range(is_deputy::int, is_deputy::int, '[]') WITH &&,
                daterange(from_on, until_on) WITH &&
            );
        CREATE INDEX area_leader_by_post ON area_leader (post_id, from_on);
        CREATE INDEX area_leader_by_area ON area_leader (area_id);
        CREATE INDEX area_leader_by_resident ON area_leader (resident_id)
            WHERE resident_id IS NOT NULL;

        ALTER TABLE area_mode
            ADD CONSTRAINT area_mode_is_out_of_the_ordinary CHECK (mode <> 'NORMAL'),
            ADD CONSTRAINT area_mode_ends_after_it_starts CHECK (until_at >= from_at),
            ADD CONSTRAINT area_mode_one_at_a_time EXCLUDE USING gist
                (hub_key(area_id) WITH &&, tstzrange(from_at, until_at) WITH &&);
        CREATE INDEX area_mode_by_area ON area_mode (area_id, until_at);
        CREATE INDEX area_mode_unclosed ON area_mode (until_at) WHERE closed_at IS NULL;
        CREATE INDEX area_mode_move_by_mode ON area_mode_move (area_mode_id, at);
        CREATE TRIGGER area_mode_move_append_only BEFORE UPDATE OR DELETE ON area_mode_move
            FOR EACH ROW EXECUTE FUNCTION hub_append_only();

        -- The strictest mode in force at an instant on a path of areas.
        CREATE FUNCTION area_mode_at(path uuid[], instant timestamptz) RETURNS text
            LANGUAGE sql STABLE PARALLEL SAFE AS $$
                SELECT coalesce(
                    (SELECT mode FROM area_mode
                     WHERE area_id = ANY (path) AND from_at <= instant AND instant < until_at
                     ORDER BY array_position(
                         ARRAY['EMERGENCY', 'WARNING', 'RECOVERY'], mode::text
                     ) LIMIT 1),
                    'NORMAL'
                )
            $$;

        ALTER TABLE site
            ADD CONSTRAINT site_has_both_coordinates_or_none
                CHECK ((longitude IS NULL) = (latitude IS NULL)),
            ADD CONSTRAINT site_is_on_earth
                CHECK (longitude BETWEEN -180 AND 180 AND latitude BETWEEN -90 AND 90),
            ADD CONSTRAINT site_closes_after_it_opens CHECK (until_on >= from_on),
            ADD CONSTRAINT site_closed_for_good_is_not_open CHECK (until_on IS NULL OR NOT is_open);
        CREATE INDEX site_by_area ON site (area_id);

        ALTER TABLE import_run
            ADD CONSTRAINT import_run_digest_is_sha256 CHECK (octet_length(file_digest) = 32),
            ADD CONSTRAINT import_run_goes_forward CHECK (lines_done >= 0);
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        ALTER TABLE import_run
            DROP CONSTRAINT import_run_digest_is_sha256,
            DROP CONSTRAINT import_run_goes_forward;
        DROP INDEX site_by_area;
        ALTER TABLE site
            DROP CONSTRAINT site_has_both_coordinates_or_none,
            DROP CONSTRAINT site_is_on_earth,
            DROP CONSTRAINT site_closes_after_it_opens,
            DROP CONSTRAINT site_closed_for_good_is_not_open;
        DROP FUNCTION area_mode_at(uuid[], timestamptz);
        DROP TRIGGER area_mode_move_append_only ON area_mode_move;
        DROP INDEX area_mode_move_by_mode, area_mode_unclosed, area_mode_by_area;
        ALTER TABLE area_mode
            DROP CONSTRAINT area_mode_is_out_of_the_ordinary,
            DROP CONSTRAINT area_mode_ends_after_it_starts,
            DROP CONSTRAINT area_mode_one_at_a_time;
        DROP INDEX area_leader_by_resident, area_leader_by_area, area_leader_by_post;
        ALTER TABLE area_leader
            DROP CONSTRAINT area_leader_ends_after_it_starts,
            DROP CONSTRAINT area_leader_one_a_post;
        DROP INDEX area_post_by_role;
        ALTER TABLE area_post DROP CONSTRAINT area_post_seat_counts_from_one;
        ALTER TABLE role_definition
            DROP CONSTRAINT role_definition_has_seats,
            DROP CONSTRAINT role_definition_ends_after_it_starts;
        DROP INDEX area_parent_by_parent, area_parent_by_area;
        ALTER TABLE area_parent
            DROP CONSTRAINT area_parent_ends_after_it_starts,
            DROP CONSTRAINT area_parent_one_at_a_time;
        DROP INDEX area_by_name, area_by_path, area_by_parent;
        ALTER TABLE area
            DROP CONSTRAINT area_only_the_city_has_no_parent,
            DROP CONSTRAINT area_path_ends_with_itself,
            DROP CONSTRAINT area_path_goes_through_its_parent,
            DROP CONSTRAINT area_closes_after_it_opens;
    """
