"""Delivery: rounds and their stops, kept sequences, figures, and welfare checks."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE "delivery_figure" (
            "id" UUID NOT NULL PRIMARY KEY,
            "kind" VARCHAR(20) NOT NULL,
            "value" INT NOT NULL,
            "source" VARCHAR(200) NOT NULL,
            "from_on" DATE NOT NULL,
            "until_on" DATE
        );
        COMMENT ON TABLE "delivery_figure" IS 'A figure of delivery, in force on `from_on` and no longer on `until_on`.';
        ALTER TABLE delivery_figure
            ADD CONSTRAINT delivery_figure_positive CHECK (value > 0),
            ADD CONSTRAINT delivery_figure_has_source CHECK (source <> ''),
            ADD CONSTRAINT delivery_figure_ends_after_it_starts CHECK (until_on >= from_on),
            ADD CONSTRAINT delivery_figure_one_at_a_time EXCLUDE USING gist
                (hub_key(kind::text) WITH &&, daterange(from_on, until_on) WITH &&);
        -- To begin with; a city replaces them by what it measures or decides, from a day on.
        INSERT INTO delivery_figure (id, kind, value, source, from_on) VALUES
            (gen_random_uuid(), 'WINDOW_MINUTES', 60,
                '盱眙县、泰州市老年人助餐服务规定：配送不超过 1 小时', '2022-01-01'),
            (gen_random_uuid(), 'STOP_SECONDS', 120, '估计：敲门、核对姓名与餐品、签收', '2022-01-01'),
            (gen_random_uuid(), 'WALKING_METRES', 70, '估计：步行每小时约 4.2 公里', '2022-01-01'),
            (gen_random_uuid(), 'RIDING_METRES', 200, '估计：电动三轮车每小时约 12 公里', '2022-01-01'),
            (gen_random_uuid(), 'DETOUR_PERCENT', 130, '估计：路网绕行约为直线的 1.3 倍', '2022-01-01'),
            (gen_random_uuid(), 'BUILDING_METRES', 40, '估计：同一楼栋内', '2022-01-01'),
            (gen_random_uuid(), 'COMPOUND_METRES', 200, '估计：同一小区内', '2022-01-01'),
            (gen_random_uuid(), 'COMMUNITY_METRES', 600, '估计：同一社区内', '2022-01-01'),
            (gen_random_uuid(), 'TOWNSHIP_METRES', 2500, '估计：同一镇街内', '2022-01-01'),
            (gen_random_uuid(), 'CITY_METRES', 8000, '估计：跨镇街', '2022-01-01'),
            (gen_random_uuid(), 'GRID_MINUTES', 15, '默认：15 分钟未确认转社区', '2022-01-01'),
            (gen_random_uuid(), 'COMMUNITY_MINUTES', 15, '默认：30 分钟未确认转市级值班', '2022-01-01'),
            (gen_random_uuid(), 'CITY_MINUTES', 30, '默认：60 分钟未确认再次通知市级值班', '2022-01-01');

        CREATE TABLE "delivery_round" (
            "id" UUID NOT NULL PRIMARY KEY,
            "on" DATE NOT NULL,
            "period" VARCHAR(20) NOT NULL,
            "number" INT NOT NULL,
            "mode" VARCHAR(20) NOT NULL,
            "vehicle" VARCHAR(40),
            "capacity" SMALLINT NOT NULL,
            "is_offered" BOOL NOT NULL,
            "depart_at" TIMESTAMPTZ NOT NULL,
            "status" VARCHAR(20) NOT NULL,
            "status_at" TIMESTAMPTZ NOT NULL,
            "created_at" TIMESTAMPTZ NOT NULL,
            "created_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "point_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT,
            "volunteer_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            CONSTRAINT "uid_delivery_ro_point_i_33d6bd" UNIQUE ("point_id", "on", "period", "number")
        );
        COMMENT ON TABLE "delivery_round" IS 'One volunteer''s way with the boxes of one meal. `number` counts up within point and meal.';
        ALTER TABLE delivery_round
            ADD CONSTRAINT delivery_round_numbers_from_one CHECK (number >= 1),
            ADD CONSTRAINT delivery_round_takes_boxes CHECK (capacity BETWEEN 1 AND 100),
            ADD CONSTRAINT delivery_round_out_is_driven CHECK (
                status <> 'OUT' OR volunteer_id IS NOT NULL
            );
        CREATE INDEX delivery_round_by_volunteer ON delivery_round (volunteer_id, "on");
        CREATE INDEX delivery_round_by_planner ON delivery_round (created_by_id);
        -- What volunteers may take over.
        CREATE INDEX delivery_round_offered ON delivery_round (point_id, "on")
            WHERE is_offered OR volunteer_id IS NULL;

        CREATE TABLE "delivery_round_move" (
            "id" UUID NOT NULL PRIMARY KEY,
            "at" TIMESTAMPTZ NOT NULL,
            "from_status" VARCHAR(20),
            "to_status" VARCHAR(20) NOT NULL,
            "reason" VARCHAR(200),
            "by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "round_id" UUID NOT NULL REFERENCES "delivery_round" ("id") ON DELETE CASCADE,
            "volunteer_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "delivery_round_move" IS 'One thing that happened to a round: a move, or the same state in other hands.';
        CREATE INDEX delivery_round_move_by_round ON delivery_round_move (round_id, at);
        CREATE INDEX delivery_round_move_by_volunteer ON delivery_round_move (volunteer_id);
        CREATE INDEX delivery_round_move_by_account ON delivery_round_move (by_id);

        CREATE TABLE "delivery_stop" (
            "id" UUID NOT NULL PRIMARY KEY,
            "position" SMALLINT NOT NULL,
            "planned_at" TIMESTAMPTZ NOT NULL,
            "until_at" TIMESTAMPTZ NOT NULL,
            "status" VARCHAR(20) NOT NULL,
            "status_at" TIMESTAMPTZ NOT NULL,
            "signed_by" VARCHAR(40),
            "signer" VARCHAR(20),
            "signature" TEXT,
            "order_id" UUID NOT NULL REFERENCES "meal_order" ("id") ON DELETE RESTRICT,
            "round_id" UUID NOT NULL REFERENCES "delivery_round" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "delivery_stop" IS 'One order on a round. `planned_at` is when its door is reached, `until_at` when it must be.';
        ALTER TABLE delivery_stop
            ADD CONSTRAINT delivery_stop_signature_bounded CHECK (length(signature) <= 8000),
            ADD CONSTRAINT delivery_stop_signed_is_whole CHECK (
                (signed_by IS NULL) = (signer IS NULL)
                AND (signature IS NULL OR signed_by IS NOT NULL)
                AND (signed_by IS NULL OR status = 'DELIVERED')
            );
        -- A meal is in one volunteer's hands.
        CREATE UNIQUE INDEX delivery_stop_once ON delivery_stop (order_id)
            WHERE status NOT IN ('CANCELLED', 'REFUSED', 'RETURNED');
        CREATE INDEX delivery_stop_by_order ON delivery_stop (order_id);
        CREATE INDEX delivery_stop_by_round ON delivery_stop (round_id, position);

        CREATE TABLE "delivery_stop_move" (
            "id" UUID NOT NULL PRIMARY KEY,
            "at" TIMESTAMPTZ NOT NULL,
            "from_status" VARCHAR(20),
            "to_status" VARCHAR(20) NOT NULL,
            "reason" VARCHAR(200),
            "by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "round_id" UUID NOT NULL REFERENCES "delivery_round" ("id") ON DELETE RESTRICT,
            "stop_id" UUID NOT NULL REFERENCES "delivery_stop" ("id") ON DELETE CASCADE
        );
        COMMENT ON TABLE "delivery_stop_move" IS 'One move of a stop: who, when, from, to, why; also from one round to another.';
        CREATE INDEX delivery_stop_move_by_stop ON delivery_stop_move (stop_id, at);
        CREATE INDEX delivery_stop_move_by_round ON delivery_stop_move (round_id);
        CREATE INDEX delivery_stop_move_by_account ON delivery_stop_move (by_id);

        CREATE TABLE "delivery_route" (
            "id" UUID NOT NULL PRIMARY KEY,
            "name" VARCHAR(40) NOT NULL,
            "set_at" TIMESTAMPTZ NOT NULL,
            "point_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT,
            "set_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            CONSTRAINT "uid_delivery_ro_point_i_ccf898" UNIQUE ("point_id", "name")
        );
        COMMENT ON TABLE "delivery_route" IS 'A sequence of residents that staff of a point keep: rounds follow it as it stands.';
        ALTER TABLE delivery_route ADD CONSTRAINT delivery_route_has_name CHECK (name <> '');
        CREATE INDEX delivery_route_by_setter ON delivery_route (set_by_id);

        CREATE TABLE "delivery_route_stop" (
            "id" UUID NOT NULL PRIMARY KEY,
            "position" SMALLINT NOT NULL,
            "point_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT,
            "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT,
            "route_id" UUID NOT NULL REFERENCES "delivery_route" ("id") ON DELETE CASCADE,
            CONSTRAINT "uid_delivery_ro_point_i_8cd45d" UNIQUE ("point_id", "resident_id")
        );
        COMMENT ON TABLE "delivery_route_stop" IS 'One resident''s place in a kept sequence. A resident is in one sequence of a point.';
        CREATE INDEX delivery_route_stop_by_route ON delivery_route_stop (route_id, position);
        CREATE INDEX delivery_route_stop_by_resident ON delivery_route_stop (resident_id);

        CREATE TABLE "welfare_check" (
            "id" UUID NOT NULL PRIMARY KEY,
            "is_at_risk" BOOL NOT NULL,
            "level" VARCHAR(20) NOT NULL,
            "opened_at" TIMESTAMPTZ NOT NULL,
            "asked_at" TIMESTAMPTZ NOT NULL,
            "due_at" TIMESTAMPTZ NOT NULL,
            "outcome" VARCHAR(20),
            "note" VARCHAR(200),
            "confirmed_at" TIMESTAMPTZ,
            "area_id" UUID REFERENCES "area" ("id") ON DELETE RESTRICT,
            "confirmed_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "leader_id" UUID REFERENCES "area_leader" ("id") ON DELETE RESTRICT,
            "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT,
            "stop_id" UUID NOT NULL UNIQUE REFERENCES "delivery_stop" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "welfare_check" IS 'Somebody did not open: `leader` was asked, and has until `due_at` to say how they are.';
        ALTER TABLE welfare_check
            ADD CONSTRAINT welfare_check_due_after_asked CHECK (
                opened_at <= asked_at AND asked_at < due_at
            ),
            ADD CONSTRAINT welfare_check_confirmed_is_whole CHECK (
                (outcome IS NULL) = (confirmed_at IS NULL)
            );
        -- Whoever is looked for is looked for once.
        CREATE UNIQUE INDEX welfare_check_one_open ON welfare_check (resident_id)
            WHERE outcome IS NULL;
        -- What the job looks for that asks the next level.
        CREATE INDEX welfare_check_due ON welfare_check (due_at) WHERE outcome IS NULL;
        CREATE INDEX welfare_check_by_resident ON welfare_check (resident_id);
        CREATE INDEX welfare_check_by_area ON welfare_check (area_id, opened_at);
        CREATE INDEX welfare_check_by_leader ON welfare_check (leader_id);
        CREATE INDEX welfare_check_by_account ON welfare_check (confirmed_by_id);

        CREATE TABLE "welfare_call" (
            "id" UUID NOT NULL PRIMARY KEY,
            "at" TIMESTAMPTZ NOT NULL,
            "level" VARCHAR(20) NOT NULL,
            "check_id" UUID NOT NULL REFERENCES "welfare_check" ("id") ON DELETE CASCADE,
            "leader_id" UUID REFERENCES "area_leader" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "welfare_call" IS 'One time that somebody was asked about a check.';
        CREATE INDEX welfare_call_by_check ON welfare_call (check_id, at);
        CREATE INDEX welfare_call_by_leader ON welfare_call (leader_id);
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP TABLE welfare_call;
        DROP TABLE welfare_check;
        DROP TABLE delivery_route_stop;
        DROP TABLE delivery_route;
        DROP TABLE delivery_stop_move;
        DROP TABLE delivery_stop;
        DROP TABLE delivery_round_move;
        DROP TABLE delivery_round;
        DROP TABLE delivery_figure;
    """
