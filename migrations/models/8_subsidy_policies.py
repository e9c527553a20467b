"""Subsidy policies say who published them and what they replace, may be withdrawn, and are kept."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        ALTER TABLE "subsidy_policy"
            ADD COLUMN "replaced_until_on" DATE,
            ADD COLUMN "withdrawn_at" TIMESTAMPTZ,
            ADD COLUMN "withdraw_reason" VARCHAR(200),
            ADD COLUMN "published_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            ADD COLUMN "replaces_id" UUID REFERENCES "subsidy_policy" ("id") ON DELETE RESTRICT,
            ADD CONSTRAINT subsidy_policy_replaces_another CHECK (replaces_id <> id),
            ADD CONSTRAINT subsidy_policy_withdrawn_for_a_reason
                CHECK ((withdrawn_at IS NULL) = (withdraw_reason IS NULL)),
            -- One that never began is an empty period, which overlaps no other.
            ADD CONSTRAINT subsidy_policy_withdrawn_never_began
                CHECK (withdrawn_at IS NULL OR (until_on IS NOT NULL AND until_on = from_on));
        CREATE INDEX subsidy_policy_by_replaced ON subsidy_policy (replaces_id);
        CREATE INDEX subsidy_policy_by_account ON subsidy_policy (published_by_id);

        -- What was published stays as it was: orders and settlements refer to it.
        CREATE FUNCTION subsidy_policy_keep() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' OR ROW(
                NEW.id, NEW.area_id, NEW.code, NEW.version, NEW.name, NEW.source, NEW.from_on,
                NEW.document, NEW.published_at, NEW.published_by_id
            ) IS DISTINCT FROM ROW(
                OLD.id, OLD.area_id, OLD.code, OLD.version, OLD.name, OLD.source, OLD.from_on,
                OLD.document, OLD.published_at, OLD.published_by_id
            ) THEN
                RAISE EXCEPTION 'a published subsidy policy is kept as it is'
                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'subsidy_policy_is_kept';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER subsidy_policy_is_kept BEFORE UPDATE OR DELETE ON subsidy_policy
            FOR EACH ROW EXECUTE FUNCTION subsidy_policy_keep();

        CREATE TABLE "subsidy_trial" (
            "id" UUID NOT NULL PRIMARY KEY,
            "month_on" DATE NOT NULL,
            "name" VARCHAR(120),
            "document" JSONB NOT NULL,
            "status" VARCHAR(20) NOT NULL,
            "meals" INT NOT NULL,
            "meals_done" INT NOT NULL,
            "result" JSONB,
            "requested_at" TIMESTAMPTZ NOT NULL,
            "finished_at" TIMESTAMPTZ,
            "area_id" UUID NOT NULL REFERENCES "area" ("id") ON DELETE RESTRICT,
            "requested_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            CONSTRAINT subsidy_trial_of_a_month CHECK (extract(day FROM month_on) = 1),
            CONSTRAINT subsidy_trial_counts_up CHECK (meals >= 0 AND meals_done >= 0),
            CONSTRAINT subsidy_trial_done_has_result
                CHECK ((status = 'DONE') = (result IS NOT NULL)),
            CONSTRAINT subsidy_trial_ended_is_dated
                CHECK ((status IN ('DONE', 'FAILED')) = (finished_at IS NOT NULL))
        );
        COMMENT ON TABLE "subsidy_trial" IS 'What a month''s meals in an area would have cost under a policy; no policy comes of it.';
        CREATE INDEX subsidy_trial_by_area ON subsidy_trial (area_id, requested_at);
        CREATE INDEX subsidy_trial_by_account ON subsidy_trial (requested_by_id);
        -- What the job looks for.
        CREATE INDEX subsidy_trial_unfinished ON subsidy_trial (requested_at)
            WHERE status IN ('QUEUED', 'RUNNING');
        CREATE TABLE "subsidy_trial_change" (
            "id" UUID NOT NULL PRIMARY KEY,
            "position" SMALLINT NOT NULL,
            "meals" INT NOT NULL,
            "subsidy_then_fen" BIGINT NOT NULL,
            "subsidy_now_fen" BIGINT NOT NULL,
            "due_then_fen" BIGINT NOT NULL,
            "due_now_fen" BIGINT NOT NULL,
            "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT,
            "trial_id" UUID NOT NULL REFERENCES "subsidy_trial" ("id") ON DELETE CASCADE,
            CONSTRAINT subsidy_trial_change_one_a_place UNIQUE (trial_id, position)
        );
        COMMENT ON TABLE "subsidy_trial_change" IS 'One of the people whose payments a trial changes most; `position` 1 is the largest change.';
        CREATE INDEX subsidy_trial_change_by_resident ON subsidy_trial_change (resident_id);
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP TABLE subsidy_trial_change;
        DROP TABLE subsidy_trial;
        DROP TRIGGER subsidy_policy_is_kept ON subsidy_policy;
        DROP FUNCTION subsidy_policy_keep();
        DROP INDEX subsidy_policy_by_account, subsidy_policy_by_replaced;
        ALTER TABLE subsidy_policy
            DROP CONSTRAINT subsidy_policy_withdrawn_never_began,
            DROP CONSTRAINT subsidy_policy_withdrawn_for_a_reason,
            DROP CONSTRAINT subsidy_policy_replaces_another,
            DROP COLUMN replaces_id,
            DROP COLUMN published_by_id,
            DROP COLUMN withdraw_reason,
            DROP COLUMN withdrawn_at,
            DROP COLUMN replaced_until_on;
    """
