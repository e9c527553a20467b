"""Redemptions, offline lists, kitchen sheets, and what food safety asks to be written down."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE "offline_list" (
    "id" UUID NOT NULL PRIMARY KEY,
    "on" DATE NOT NULL,
    "period" VARCHAR(20) NOT NULL,
    "made_at" TIMESTAMPTZ NOT NULL,
    "until_at" TIMESTAMPTZ NOT NULL,
    "closed_at" TIMESTAMPTZ,
    "made_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
    "point_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "offline_list" IS 'The orders of one point and meal, as a counter took them along before the network went.';
        ALTER TABLE offline_list
            ADD CONSTRAINT offline_list_ends_after_it_starts CHECK (made_at < until_at),
            ADD CONSTRAINT offline_list_closed_after_it_was_made CHECK (closed_at >= made_at);
        CREATE INDEX offline_list_by_point ON offline_list (point_id, "on", period);
        CREATE INDEX offline_list_by_account ON offline_list (made_by_id);

        CREATE TABLE "offline_scan" (
    "id" UUID NOT NULL PRIMARY KEY,
    "device" VARCHAR(40) NOT NULL,
    "key" VARCHAR(64) NOT NULL,
    "method" VARCHAR(20) NOT NULL,
    "reason" VARCHAR(200),
    "scanned_at" TIMESTAMPTZ NOT NULL,
    "uploaded_at" TIMESTAMPTZ NOT NULL,
    "outcome" VARCHAR(20) NOT NULL,
    "problem" VARCHAR(40),
    "decision" VARCHAR(20),
    "decided_at" TIMESTAMPTZ,
    "decided_reason" VARCHAR(200),
    "collector_id" UUID REFERENCES "resident" ("id") ON DELETE RESTRICT,
    "decided_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
    "list_id" UUID NOT NULL REFERENCES "offline_list" ("id") ON DELETE RESTRICT,
    "order_id" UUID REFERENCES "meal_order" ("id") ON DELETE RESTRICT,
    "uploaded_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_offline_sca_list_id_f2f74b" UNIQUE ("list_id", "device", "key")
);
COMMENT ON TABLE "offline_scan" IS 'One scan of an offline counter, as it came in: it redeemed an order, or somebody decides.';
        ALTER TABLE offline_scan
            ADD CONSTRAINT offline_scan_conflict_has_problem CHECK (
                (outcome = 'CONFLICT') = (problem IS NOT NULL)
            ),
            ADD CONSTRAINT offline_scan_decided_is_whole CHECK (
                (decision IS NULL) = (decided_at IS NULL)
                AND (decision IS NULL) = (decided_reason IS NULL)
                AND (decision IS NULL OR outcome = 'CONFLICT')
            );
        CREATE INDEX offline_scan_by_order ON offline_scan (order_id);
        CREATE INDEX offline_scan_by_collector ON offline_scan (collector_id);
        CREATE INDEX offline_scan_by_uploader ON offline_scan (uploaded_by_id);
        CREATE INDEX offline_scan_by_decider ON offline_scan (decided_by_id);
        -- What waits for a decision.
        CREATE INDEX offline_scan_undecided ON offline_scan (list_id, scanned_at)
            WHERE outcome = 'CONFLICT' AND decision IS NULL;

        CREATE TABLE "redemption" (
    "id" UUID NOT NULL PRIMARY KEY,
    "method" VARCHAR(20) NOT NULL,
    "reason" VARCHAR(200),
    "at" TIMESTAMPTZ NOT NULL,
    "recorded_at" TIMESTAMPTZ NOT NULL,
    "reversed_at" TIMESTAMPTZ,
    "reversed_reason" VARCHAR(200),
    "by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
    "collector_id" UUID REFERENCES "resident" ("id") ON DELETE RESTRICT,
    "list_id" UUID REFERENCES "offline_list" ("id") ON DELETE RESTRICT,
    "order_id" UUID NOT NULL REFERENCES "meal_order" ("id") ON DELETE RESTRICT,
    "point_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT,
    "reversed_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "redemption" IS 'One meal that was taken: at which point, how that was proved, by whom it was fetched.';
        ALTER TABLE redemption
            ADD CONSTRAINT redemption_by_hand_says_why CHECK (
                method <> 'MANUAL' OR reason IS NOT NULL
            ),
            ADD CONSTRAINT redemption_recorded_afterwards CHECK (recorded_at >= at),
            ADD CONSTRAINT redemption_reversed_says_why CHECK (
                (reversed_at IS NULL) = (reversed_reason IS NULL)
            );
        -- Nothing is claimed twice: an order has one redemption that stands.
        CREATE UNIQUE INDEX redemption_once ON redemption (order_id) WHERE reversed_at IS NULL;
        CREATE INDEX redemption_by_order ON redemption (order_id);
        CREATE INDEX redemption_by_point ON redemption (point_id, at);
        CREATE INDEX redemption_by_account ON redemption (by_id);
        CREATE INDEX redemption_by_collector ON redemption (collector_id);
        CREATE INDEX redemption_by_list ON redemption (list_id);
        CREATE INDEX redemption_by_reverser ON redemption (reversed_by_id);

        CREATE TABLE "kitchen_sheet" (
    "id" UUID NOT NULL PRIMARY KEY,
    "on" DATE NOT NULL,
    "period" VARCHAR(20) NOT NULL,
    "made_at" TIMESTAMPTZ NOT NULL,
    "site_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT,
    "menu_id" UUID NOT NULL UNIQUE REFERENCES "menu" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "kitchen_sheet" IS 'The sheet of a menu, under the menu''s key, as its orders were when it was locked.';
        ALTER TABLE kitchen_sheet
            ADD CONSTRAINT kitchen_sheet_is_its_menus CHECK (id = menu_id);
        CREATE INDEX kitchen_sheet_by_site ON kitchen_sheet (site_id, "on", period);

        CREATE TABLE "meal_label" (
    "id" UUID NOT NULL PRIMARY KEY,
    "number" INT NOT NULL,
    "mode" VARCHAR(20) NOT NULL,
    "resident_name" VARCHAR(80) NOT NULL,
    "address" VARCHAR(200),
    "note" VARCHAR(200),
    "diet" TEXT[] NOT NULL,
    "has_allergy" BOOL NOT NULL,
    "needs" JSONB NOT NULL,
    "point_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT,
    "sheet_id" UUID NOT NULL REFERENCES "kitchen_sheet" ("id") ON DELETE RESTRICT,
    "order_id" UUID NOT NULL UNIQUE REFERENCES "meal_order" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "meal_label" IS 'One order of a sheet, under the order''s key: what the label on its box says.';
        ALTER TABLE meal_label
            ADD CONSTRAINT meal_label_is_its_orders CHECK (id = order_id);
        -- The packing list, in its orders: by number, by point, by name.
        CREATE INDEX meal_label_by_number ON meal_label (sheet_id, number, id);
        CREATE INDEX meal_label_by_point ON meal_label (point_id, sheet_id);

        CREATE TABLE "meal_label_line" (
    "id" UUID NOT NULL PRIMARY KEY,
    "position" SMALLINT NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "name_en" VARCHAR(120),
    "portions" INT NOT NULL,
    "dish_id" UUID NOT NULL REFERENCES "dish" ("id") ON DELETE RESTRICT,
    "label_id" UUID NOT NULL REFERENCES "meal_label" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "meal_label_line" IS 'Portions of one dish on a label, under the key of the order''s line.';
        ALTER TABLE meal_label_line
            ADD CONSTRAINT meal_label_line_has_portions CHECK (portions >= 1);
        CREATE INDEX meal_label_line_by_label ON meal_label_line (label_id, position, id);
        CREATE INDEX meal_label_line_by_dish ON meal_label_line (dish_id);
        -- What was told at the cut-off stays as it was told.
        CREATE FUNCTION hub_kitchen_sheet_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'A kitchen sheet is never changed.'
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'kitchen_sheet_stays';
        END $$;
        CREATE TRIGGER kitchen_sheet_stays BEFORE UPDATE OR DELETE ON kitchen_sheet
            FOR EACH ROW EXECUTE FUNCTION hub_kitchen_sheet_stays();
        CREATE TRIGGER meal_label_stays BEFORE UPDATE OR DELETE ON meal_label
            FOR EACH ROW EXECUTE FUNCTION hub_kitchen_sheet_stays();
        CREATE TRIGGER meal_label_line_stays BEFORE UPDATE OR DELETE ON meal_label_line
            FOR EACH ROW EXECUTE FUNCTION hub_kitchen_sheet_stays();

        CREATE TABLE "hygiene_limit" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) NOT NULL,
    "lowest" INT,
    "highest" INT,
    "source" VARCHAR(400) NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE
);
COMMENT ON TABLE "hygiene_limit" IS 'A published limit, in force on `from_on` and no longer on `until_on`.';
        ALTER TABLE hygiene_limit
            ADD CONSTRAINT hygiene_limit_has_a_bound CHECK (
                (lowest IS NOT NULL OR highest IS NOT NULL)
                AND (lowest IS NULL OR highest IS NULL OR lowest <= highest)
            ),
            ADD CONSTRAINT hygiene_limit_has_source CHECK (source <> ''),
            ADD CONSTRAINT hygiene_limit_ends_after_it_starts CHECK (until_on >= from_on),
            ADD CONSTRAINT hygiene_limit_one_at_a_time EXCLUDE USING gist
                (hub_key(kind::text) WITH &&, daterange(from_on, until_on) WITH &&);
        -- Published figures to begin with; a city replaces them by its own from a day on.
        INSERT INTO hygiene_limit (id, kind, lowest, highest, source, from_on) VALUES
            (gen_random_uuid(), 'FRIDGE', 0, 80,
                '淮安市盱眙县老年人助餐服务规定（2022）：留样在 0–8 ℃ 冷藏', '2022-01-01'),
            (gen_random_uuid(), 'SAMPLE_GRAMS', 125, NULL,
                '淮安市盱眙县老年人助餐服务规定（2022）：每餐每道菜留样不少于 125 克', '2022-01-01'),
            (gen_random_uuid(), 'SAMPLE_HOURS', 48, NULL,
                '淮安市盱眙县老年人助餐服务规定（2022）：留样保存不少于 48 小时', '2022-01-01'),
            (gen_random_uuid(), 'HOT_HOLDING', 600, NULL,
                'GB 31654-2021 餐饮服务通用卫生规范：热藏 60 ℃ 以上（未核对原文）', '2022-01-01'),
            (gen_random_uuid(), 'DELIVERY', 600, NULL,
                'GB 31654-2021 餐饮服务通用卫生规范：热食配送 60 ℃ 以上（未核对原文）', '2022-01-01');

        CREATE TABLE "retained_sample" (
    "id" UUID NOT NULL PRIMARY KEY,
    "grams" INT NOT NULL,
    "fridge" VARCHAR(60),
    "taken_at" TIMESTAMPTZ NOT NULL,
    "keep_until_at" TIMESTAMPTZ NOT NULL,
    "disposed_at" TIMESTAMPTZ,
    "disposed_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
    "site_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT,
    "taken_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
    "item_id" UUID NOT NULL UNIQUE REFERENCES "menu_item" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "retained_sample" IS 'The sample of one dish of one meal; kept until `keep_until_at`, as the limits then said.';
        ALTER TABLE retained_sample
            ADD CONSTRAINT retained_sample_weighs_something CHECK (grams > 0),
            ADD CONSTRAINT retained_sample_kept_in_time CHECK (
                keep_until_at >= taken_at AND disposed_at >= keep_until_at
            );
        CREATE INDEX retained_sample_by_site ON retained_sample (site_id, taken_at, id);
        CREATE INDEX retained_sample_by_taker ON retained_sample (taken_by_id);
        CREATE INDEX retained_sample_by_disposer ON retained_sample (disposed_by_id);

        CREATE TABLE "temperature_reading" (
    "id" UUID NOT NULL PRIMARY KEY,
    "place" VARCHAR(20) NOT NULL,
    "equipment" VARCHAR(60),
    "tenths" SMALLINT NOT NULL,
    "lowest_tenths" INT,
    "highest_tenths" INT,
    "is_alarm" BOOL NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "acknowledged_at" TIMESTAMPTZ,
    "measure" VARCHAR(200),
    "acknowledged_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
    "by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
    "site_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "temperature_reading" IS 'One measured temperature in tenths of a degree Celsius, with the limits of that day.';
        ALTER TABLE temperature_reading
            ADD CONSTRAINT temperature_reading_alarm_is_right CHECK (
                is_alarm = (coalesce(tenths < lowest_tenths, false)
                    OR coalesce(tenths > highest_tenths, false))
            ),
            ADD CONSTRAINT temperature_reading_acknowledged_says_what CHECK (
                (acknowledged_at IS NULL) = (measure IS NULL)
                AND (acknowledged_at IS NULL OR is_alarm)
            );
        CREATE INDEX temperature_reading_by_site ON temperature_reading (site_id, at, id);
        CREATE INDEX temperature_reading_by_account ON temperature_reading (by_id);
        CREATE INDEX temperature_reading_by_acknowledger ON temperature_reading (acknowledged_by_id);
        -- The alarms that nobody has seen to.
        CREATE INDEX temperature_reading_alarm ON temperature_reading (site_id)
            WHERE is_alarm AND acknowledged_at IS NULL;

        CREATE TABLE "meal_waste" (
    "id" UUID NOT NULL PRIMARY KEY,
    "reason" VARCHAR(20) NOT NULL,
    "portions" INT,
    "grams" INT,
    "note" VARCHAR(200),
    "at" TIMESTAMPTZ NOT NULL,
    "by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
    "item_id" UUID NOT NULL REFERENCES "menu_item" ("id") ON DELETE RESTRICT,
    "site_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "meal_waste" IS 'Food of one dish of one meal that was thrown away: portions, grams, or both.';
        ALTER TABLE meal_waste
            ADD CONSTRAINT meal_waste_is_something CHECK (
                (portions IS NOT NULL OR grams IS NOT NULL) AND portions > 0 AND grams > 0
            );
        CREATE INDEX meal_waste_by_site ON meal_waste (site_id, at, id);
        CREATE INDEX meal_waste_by_item ON meal_waste (item_id);
        CREATE INDEX meal_waste_by_account ON meal_waste (by_id);
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP TABLE meal_waste,
            temperature_reading,
            retained_sample,
            hygiene_limit,
            meal_label_line,
            meal_label,
            kitchen_sheet,
            redemption,
            offline_scan,
            offline_list;
        DROP FUNCTION hub_kitchen_sheet_stays();
    """
