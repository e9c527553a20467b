"""Settlement with operators, its lines and its public list; what is unusual in a month's meals."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE "settlement_figure" (
            "id" UUID NOT NULL PRIMARY KEY,
            "kind" VARCHAR(20) NOT NULL,
            "value" INT NOT NULL,
            "source" VARCHAR(200) NOT NULL,
            "from_on" DATE NOT NULL,
            "until_on" DATE
        );
        COMMENT ON TABLE "settlement_figure" IS 'A figure of settlements and findings, in force on `from_on`, no longer on `until_on`.';
        ALTER TABLE settlement_figure
            ADD CONSTRAINT settlement_figure_positive CHECK (value > 0),
            ADD CONSTRAINT settlement_figure_has_source CHECK (source <> ''),
            ADD CONSTRAINT settlement_figure_ends_after_it_starts CHECK (until_on >= from_on),
            ADD CONSTRAINT settlement_figure_one_at_a_time EXCLUDE USING gist
                (hub_key(kind::text) WITH &&, daterange(from_on, until_on) WITH &&);
        -- To begin with; a city replaces them by what it decides, from a day on.
        INSERT INTO settlement_figure (id, kind, value, source, from_on) VALUES
            (gen_random_uuid(), 'PUBLIC_DAYS', 7, '默认：公示不少于 7 天', '2020-01-01'),
            (gen_random_uuid(), 'UNUSED_DAYS', 90, '民政开源工具默认值：补贴 90 天未用', '2020-01-01'),
            (gen_random_uuid(), 'SUGAR_MG', 10000, '民政开源工具默认值：糖尿病人单菜含糖 10 克', '2020-01-01'),
            (gen_random_uuid(), 'SODIUM_MG', 1000, '民政开源工具默认值：高血压人单菜含钠 1000 毫克', '2020-01-01'),
            (gen_random_uuid(), 'LATE_MINUTES', 15, '民政开源工具默认值：送餐迟到 15 分钟', '2020-01-01'),
            (gen_random_uuid(), 'TWICE_MINUTES', 120, '民政开源工具默认值：120 分钟内重复核销', '2020-01-01'),
            (gen_random_uuid(), 'MANUAL_MEALS', 1, '民政开源工具默认值：堂食、自提人工核销', '2020-01-01'),
            (gen_random_uuid(), 'BULK_MEALS', 10, '估计：收餐前后同一账号核销 10 份', '2020-01-01'),
            (gen_random_uuid(), 'BULK_MINUTES', 15, '估计：收餐前 15 分钟起', '2020-01-01'),
            (gen_random_uuid(), 'FACELESS_MEALS', 5, '估计：连续 5 次非人脸核销', '2020-01-01'),
            (gen_random_uuid(), 'PRICE_PERCENT', 10, '估计：提价后高出门槛不超过 10%', '2020-01-01');

        CREATE TABLE "settlement_batch" (
            "id" UUID NOT NULL PRIMARY KEY,
            "month_on" DATE NOT NULL,
            "version" SMALLINT NOT NULL,
            "status" VARCHAR(20) NOT NULL,
            "status_at" TIMESTAMPTZ NOT NULL,
            "opened_at" TIMESTAMPTZ NOT NULL,
            "meals" INT NOT NULL,
            "meals_done" INT NOT NULL,
            "built_on" DATE,
            "built_period" VARCHAR(20),
            "built_number" INT,
            "built_at" TIMESTAMPTZ,
            "line_count" INT NOT NULL,
            "amount_fen" BIGINT NOT NULL,
            "city_fen" BIGINT NOT NULL,
            "district_fen" BIGINT NOT NULL,
            "township_fen" BIGINT NOT NULL,
            "community_fen" BIGINT NOT NULL,
            "society_fen" BIGINT NOT NULL,
            "open_exceptions" INT NOT NULL,
            "public_until_on" DATE,
            "settled" INT NOT NULL,
            "settled_line_id" UUID,
            "settled_at" TIMESTAMPTZ,
            "approved_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "checked_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "paid_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "site_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT,
            "submitted_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            CONSTRAINT "uid_settlement__site_id_cc7461" UNIQUE ("site_id", "month_on")
        );
        COMMENT ON TABLE "settlement_batch" IS 'What a month''s subsidised meals of one kitchen come to. `month_on` is its first day.';
        ALTER TABLE settlement_batch
            ADD CONSTRAINT settlement_batch_of_a_month CHECK (extract(day FROM month_on) = 1),
            ADD CONSTRAINT settlement_batch_version_from_one CHECK (version >= 1),
            ADD CONSTRAINT settlement_batch_counts_not_negative CHECK (
                meals >= 0 AND meals_done >= 0 AND line_count >= 0 AND open_exceptions >= 0
                AND settled >= 0
            ),
            ADD CONSTRAINT settlement_batch_levels_add_up CHECK (
                amount_fen = city_fen + district_fen + township_fen + community_fen + society_fen
            ),
            ADD CONSTRAINT settlement_batch_is_signed CHECK (
                (status IN ('OPEN', 'RETURNED') OR submitted_by_id IS NOT NULL AND built_at IS NOT NULL)
                AND (status IN ('OPEN', 'RETURNED', 'SUBMITTED') OR checked_by_id IS NOT NULL)
                AND (status NOT IN ('TOWN_APPROVED', 'PUBLICISED', 'PAID') OR approved_by_id IS NOT NULL)
                AND (status = 'PAID') = (paid_by_id IS NOT NULL)
            ),
            -- Four eyes: nobody signs two steps. What is null differs from everything.
            ADD CONSTRAINT settlement_batch_four_eyes CHECK (
                submitted_by_id <> checked_by_id AND submitted_by_id <> approved_by_id
                AND submitted_by_id <> paid_by_id AND checked_by_id <> approved_by_id
                AND checked_by_id <> paid_by_id AND approved_by_id <> paid_by_id
            ),
            ADD CONSTRAINT settlement_batch_public_has_end CHECK (
                status NOT IN ('PUBLICISED', 'PAID') OR public_until_on IS NOT NULL
            );
        CREATE INDEX settlement_batch_by_month ON settlement_batch (month_on, site_id);
        CREATE INDEX settlement_batch_by_submitter ON settlement_batch (submitted_by_id);
        CREATE INDEX settlement_batch_by_checker ON settlement_batch (checked_by_id);
        CREATE INDEX settlement_batch_by_approver ON settlement_batch (approved_by_id);
        CREATE INDEX settlement_batch_by_payer ON settlement_batch (paid_by_id);
        -- What the job looks for: batches to be put together, and orders to be settled.
        CREATE INDEX settlement_batch_unfinished ON settlement_batch (opened_at, id)
            WHERE built_at IS NULL OR status = 'PAID' AND settled_at IS NULL;
        -- Meals that were taken and are in no batch that is paid.
        CREATE INDEX meal_order_to_settle ON meal_order (site_id, "on", period, number)
            WHERE status IN ('SERVED', 'HANDED_OVER', 'DELIVERED', 'UPHELD') AND subsidy_fen > 0;
        CREATE INDEX meal_order_refunded ON meal_order (site_id) WHERE status = 'REFUNDED';

        CREATE TABLE "settlement_line" (
            "id" UUID NOT NULL PRIMARY KEY,
            "kind" VARCHAR(20) NOT NULL,
            "on" DATE NOT NULL,
            "amount_fen" BIGINT NOT NULL,
            "city_fen" BIGINT NOT NULL,
            "district_fen" BIGINT NOT NULL,
            "township_fen" BIGINT NOT NULL,
            "community_fen" BIGINT NOT NULL,
            "society_fen" BIGINT NOT NULL,
            "correction_reason" VARCHAR(200),
            "removed_at" TIMESTAMPTZ,
            "removed_why" VARCHAR(20),
            "exception" VARCHAR(20),
            "exception_reason" VARCHAR(200),
            "raised_at" TIMESTAMPTZ,
            "answer" VARCHAR(200),
            "answered_at" TIMESTAMPTZ,
            "decision_note" VARCHAR(200),
            "decided_at" TIMESTAMPTZ,
            "reclaim_reason" VARCHAR(200),
            "reclaimed_at" TIMESTAMPTZ,
            "answered_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "batch_id" UUID NOT NULL REFERENCES "settlement_batch" ("id") ON DELETE RESTRICT,
            "corrects_id" UUID REFERENCES "settlement_line" ("id") ON DELETE RESTRICT,
            "decided_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "order_id" UUID NOT NULL REFERENCES "meal_order" ("id") ON DELETE RESTRICT,
            "raised_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "reclaimed_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "redemption_id" UUID NOT NULL REFERENCES "redemption" ("id") ON DELETE RESTRICT,
            "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "settlement_line" IS 'One meal of a batch, or what takes one of an earlier batch back.';
        ALTER TABLE settlement_line
            ADD CONSTRAINT settlement_line_levels_add_up CHECK (
                amount_fen = city_fen + district_fen + township_fen + community_fen + society_fen
            ),
            ADD CONSTRAINT settlement_line_has_its_sign CHECK (
                kind = 'MEAL' AND amount_fen > 0 AND corrects_id IS NULL AND correction_reason IS NULL
                OR kind = 'CORRECTION' AND amount_fen < 0 AND corrects_id IS NOT NULL
                    AND correction_reason IS NOT NULL
            ),
            ADD CONSTRAINT settlement_line_removed_says_why CHECK (
                (removed_at IS NULL) = (removed_why IS NULL)
            ),
            ADD CONSTRAINT settlement_line_exception_is_whole CHECK (
                (exception IS NULL) = (exception_reason IS NULL)
                AND (exception IS NULL) = (raised_at IS NULL)
                AND (answer IS NULL) = (answered_at IS NULL)
                AND (exception <> 'ANSWERED' OR answer IS NOT NULL)
                AND coalesce(exception IN ('ACCEPTED', 'REMOVED'), false) = (decided_at IS NOT NULL)
            ),
            ADD CONSTRAINT settlement_line_four_eyes CHECK (
                answered_by_id <> raised_by_id AND answered_by_id <> decided_by_id
            ),
            ADD CONSTRAINT settlement_line_reclaimed_says_why CHECK (
                (reclaimed_at IS NULL) = (reclaim_reason IS NULL)
                AND (reclaimed_at IS NULL OR kind = 'MEAL')
            );
        -- A meal is in one batch, and what was found later takes it back once.
        CREATE UNIQUE INDEX settlement_line_once ON settlement_line (order_id)
            WHERE kind = 'MEAL' AND removed_at IS NULL;
        CREATE UNIQUE INDEX settlement_line_corrected_once ON settlement_line (corrects_id);
        CREATE INDEX settlement_line_by_order ON settlement_line (order_id);
        CREATE INDEX settlement_line_by_batch ON settlement_line (batch_id, id);
        CREATE INDEX settlement_line_by_redemption ON settlement_line (redemption_id);
        CREATE INDEX settlement_line_by_resident ON settlement_line (resident_id);
        CREATE INDEX settlement_line_excepted ON settlement_line (batch_id, id)
            WHERE exception IS NOT NULL;
        CREATE INDEX settlement_line_reclaimed ON settlement_line (batch_id) WHERE reclaimed_at IS NOT NULL;
        CREATE INDEX settlement_line_by_raiser ON settlement_line (raised_by_id)
            WHERE raised_by_id IS NOT NULL;
        CREATE INDEX settlement_line_by_answerer ON settlement_line (answered_by_id)
            WHERE answered_by_id IS NOT NULL;
        CREATE INDEX settlement_line_by_decider ON settlement_line (decided_by_id)
            WHERE decided_by_id IS NOT NULL;
        CREATE INDEX settlement_line_by_reclaimer ON settlement_line (reclaimed_by_id)
            WHERE reclaimed_by_id IS NOT NULL;
        -- What was claimed stays as it was claimed: later findings are lines of their own.
        CREATE TRIGGER settlement_line_stays BEFORE UPDATE OF batch_id, kind, order_id, redemption_id,
            resident_id, "on", amount_fen, city_fen, district_fen, township_fen, community_fen,
            society_fen, corrects_id OR DELETE ON settlement_line
            FOR EACH ROW EXECUTE FUNCTION hub_append_only();

        -- Whoever signs, signs sums that are those of the lines.
        CREATE FUNCTION settlement_check_sums() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.status NOT IN ('OPEN', 'RETURNED') AND (
                SELECT ROW(count(*)::int, coalesce(sum(amount_fen), 0), coalesce(sum(city_fen), 0),
                    coalesce(sum(district_fen), 0), coalesce(sum(township_fen), 0),
                    coalesce(sum(community_fen), 0), coalesce(sum(society_fen), 0))
                FROM settlement_line WHERE batch_id = NEW.id AND removed_at IS NULL
            ) IS DISTINCT FROM ROW(NEW.line_count, NEW.amount_fen::numeric, NEW.city_fen::numeric,
                NEW.district_fen::numeric, NEW.township_fen::numeric, NEW.community_fen::numeric,
                NEW.society_fen::numeric)
            THEN
                RAISE EXCEPTION 'The sums of settlement % are not those of its lines', NEW.id
                    USING ERRCODE = 'integrity_constraint_violation',
                          CONSTRAINT = 'settlement_batch_adds_up';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER settlement_batch_adds_up BEFORE UPDATE OF status ON settlement_batch
            FOR EACH ROW EXECUTE FUNCTION settlement_check_sums();

        CREATE TABLE "settlement_move" (
            "id" UUID NOT NULL PRIMARY KEY,
            "at" TIMESTAMPTZ NOT NULL,
            "from_status" VARCHAR(20),
            "to_status" VARCHAR(20) NOT NULL,
            "version" SMALLINT NOT NULL,
            "reason" VARCHAR(200),
            "batch_id" UUID NOT NULL REFERENCES "settlement_batch" ("id") ON DELETE CASCADE,
            "by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "settlement_move" IS 'One step of a batch: who, when, from, to, why, and of which version.';
        CREATE INDEX settlement_move_by_batch ON settlement_move (batch_id, at);
        CREATE INDEX settlement_move_by_account ON settlement_move (by_id);

        CREATE TABLE "settlement_person" (
            "id" UUID NOT NULL PRIMARY KEY,
            "position" INT NOT NULL,
            "name" VARCHAR(80) NOT NULL,
            "meals" INT NOT NULL,
            "amount_fen" BIGINT NOT NULL,
            "batch_id" UUID NOT NULL REFERENCES "settlement_batch" ("id") ON DELETE CASCADE,
            CONSTRAINT "uid_settlement__batch_i_7fb15f" UNIQUE ("batch_id", "position")
        );
        COMMENT ON TABLE "settlement_person" IS 'One row of the public list of a batch: a masked name, and no key that leads to the person.';
        ALTER TABLE settlement_person
            ADD CONSTRAINT settlement_person_had_meals CHECK (meals > 0 OR amount_fen <> 0);

        CREATE TABLE "meal_anomaly_report" (
            "id" UUID NOT NULL PRIMARY KEY,
            "month_on" DATE NOT NULL,
            "made_at" TIMESTAMPTZ NOT NULL,
            "site_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT,
            CONSTRAINT "uid_meal_anomal_site_id_16970f" UNIQUE ("site_id", "month_on")
        );
        COMMENT ON TABLE "meal_anomaly_report" IS 'One look through a month''s meals of one kitchen. `month_on` is the first day of the month.';
        ALTER TABLE meal_anomaly_report
            ADD CONSTRAINT meal_anomaly_report_of_a_month CHECK (extract(day FROM month_on) = 1);

        CREATE TABLE "meal_anomaly" (
            "id" UUID NOT NULL PRIMARY KEY,
            "kind" VARCHAR(20) NOT NULL,
            "subject" VARCHAR(80) NOT NULL,
            "measured" INT NOT NULL,
            "threshold" INT NOT NULL,
            "status" VARCHAR(20) NOT NULL,
            "found_at" TIMESTAMPTZ NOT NULL,
            "decided_at" TIMESTAMPTZ,
            "note" VARCHAR(200),
            "account_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "decided_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "dish_id" UUID REFERENCES "dish" ("id") ON DELETE RESTRICT,
            "report_id" UUID NOT NULL REFERENCES "meal_anomaly_report" ("id") ON DELETE RESTRICT,
            "resident_id" UUID REFERENCES "resident" ("id") ON DELETE RESTRICT,
            CONSTRAINT "uid_meal_anomal_report__854238" UNIQUE ("report_id", "kind", "subject")
        );
        COMMENT ON TABLE "meal_anomaly" IS 'One finding. `measured` reached `threshold`, in the unit of its kind.';
        ALTER TABLE meal_anomaly
            ADD CONSTRAINT meal_anomaly_decided_is_whole CHECK (
                (status = 'FOUND') = (decided_at IS NULL) AND (decided_at IS NULL) = (note IS NULL)
            );
        CREATE INDEX meal_anomaly_by_resident ON meal_anomaly (resident_id);
        CREATE INDEX meal_anomaly_by_account ON meal_anomaly (account_id);
        CREATE INDEX meal_anomaly_by_dish ON meal_anomaly (dish_id);
        CREATE INDEX meal_anomaly_by_decider ON meal_anomaly (decided_by_id);
        CREATE INDEX meal_anomaly_by_time ON meal_anomaly (found_at, id);

        CREATE TABLE "meal_anomaly_evidence" (
            "id" UUID NOT NULL PRIMARY KEY,
            "position" SMALLINT NOT NULL,
            "anomaly_id" UUID NOT NULL REFERENCES "meal_anomaly" ("id") ON DELETE CASCADE,
            "order_id" UUID NOT NULL REFERENCES "meal_order" ("id") ON DELETE RESTRICT,
            "redemption_id" UUID REFERENCES "redemption" ("id") ON DELETE RESTRICT,
            CONSTRAINT "uid_meal_anomal_anomaly_429abf" UNIQUE ("anomaly_id", "position")
        );
        COMMENT ON TABLE "meal_anomaly_evidence" IS 'An order that a finding is made of, and how it was redeemed, if it was.';
        CREATE INDEX meal_anomaly_evidence_by_order ON meal_anomaly_evidence (order_id);
        CREATE INDEX meal_anomaly_evidence_by_redemption ON meal_anomaly_evidence (redemption_id);
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX meal_order_to_settle;
        DROP INDEX meal_order_refunded;
        DROP TABLE meal_anomaly_evidence;
        DROP TABLE meal_anomaly;
        DROP TABLE meal_anomaly_report;
        DROP TABLE settlement_person;
        DROP TABLE settlement_move;
        DROP TABLE settlement_line;
        DROP TABLE settlement_batch;
        DROP TABLE settlement_figure;
        DROP FUNCTION settlement_check_sums;
    """
