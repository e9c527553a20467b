"""Standing orders: default weeks of meals, their pauses, and what became of each meal."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE "standing_order" (
            "id" UUID NOT NULL PRIMARY KEY,
            "mode" VARCHAR(20) NOT NULL,
            "address" VARCHAR(200),
            "note" VARCHAR(200),
            "from_on" DATE NOT NULL,
            "until_on" DATE,
            "set_at" TIMESTAMPTZ NOT NULL,
            "ended_at" TIMESTAMPTZ,
            "ended_reason" VARCHAR(200),
            "point_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT,
            "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT,
            "set_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "standing_order" IS 'A resident''s default week, in [from_on, until_on). A resident has one at a time.';
        CREATE TABLE "standing_meal" (
            "id" UUID NOT NULL PRIMARY KEY,
            "weekday" SMALLINT NOT NULL,
            "period" VARCHAR(20) NOT NULL,
            "portions" SMALLINT NOT NULL,
            "takes_any" BOOL NOT NULL,
            "standing_order_id" UUID NOT NULL REFERENCES "standing_order" ("id") ON DELETE CASCADE,
            CONSTRAINT "uid_standing_me_standin_622701" UNIQUE ("standing_order_id", "weekday", "period")
        );
        COMMENT ON TABLE "standing_meal" IS 'One meal of a default week: on which weekday (1 is Monday), and what of its menu.';
        CREATE TABLE "standing_dish" (
            "id" UUID NOT NULL PRIMARY KEY,
            "position" SMALLINT NOT NULL,
            "dish_id" UUID NOT NULL REFERENCES "dish" ("id") ON DELETE RESTRICT,
            "meal_id" UUID NOT NULL REFERENCES "standing_meal" ("id") ON DELETE CASCADE,
            CONSTRAINT "uid_standing_di_meal_id_47d0d5" UNIQUE ("meal_id", "dish_id")
        );
        COMMENT ON TABLE "standing_dish" IS 'A dish that is wanted for one meal of a default week; the first in place is tried first.';
        CREATE TABLE "standing_pause" (
            "id" UUID NOT NULL PRIMARY KEY,
            "from_on" DATE NOT NULL,
            "until_on" DATE,
            "reason" VARCHAR(20) NOT NULL,
            "note" VARCHAR(200),
            "set_at" TIMESTAMPTZ NOT NULL,
            "set_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "standing_order_id" UUID NOT NULL REFERENCES "standing_order" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "standing_pause" IS 'Days on which a standing order rests: [from_on, until_on), null while no end is known.';
        CREATE TABLE "standing_attempt" (
            "id" UUID NOT NULL PRIMARY KEY,
            "on" DATE NOT NULL,
            "period" VARCHAR(20) NOT NULL,
            "at" TIMESTAMPTZ NOT NULL,
            "outcome" VARCHAR(20) NOT NULL,
            "refusal" VARCHAR(40),
            "order_id" UUID REFERENCES "meal_order" ("id") ON DELETE RESTRICT,
            "standing_order_id" UUID NOT NULL REFERENCES "standing_order" ("id") ON DELETE RESTRICT,
            CONSTRAINT "uid_standing_at_standin_071ae4" UNIQUE ("standing_order_id", "on", "period")
        );
        COMMENT ON TABLE "standing_attempt" IS 'What became of one meal of a standing order, so that it is tried once.';
        ALTER TABLE standing_order
            ADD CONSTRAINT standing_order_ends_after_it_starts CHECK (until_on >= from_on),
            ADD CONSTRAINT standing_order_one_at_a_time EXCLUDE USING gist
                (hub_key(resident_id) WITH &&, daterange(from_on, until_on) WITH &&);
        CREATE INDEX standing_order_by_resident ON standing_order (resident_id, from_on);
        CREATE INDEX standing_order_by_point ON standing_order (point_id, from_on);
        CREATE INDEX standing_order_by_setter ON standing_order (set_by_id)
            WHERE set_by_id IS NOT NULL;

        ALTER TABLE standing_meal
            ADD CONSTRAINT standing_meal_on_a_weekday CHECK (weekday BETWEEN 1 AND 7),
            ADD CONSTRAINT standing_meal_portions_in_range CHECK (portions BETWEEN 1 AND 99);

        CREATE INDEX standing_dish_by_dish ON standing_dish (dish_id);

        ALTER TABLE standing_pause
            ADD CONSTRAINT standing_pause_ends_after_it_starts CHECK (until_on >= from_on),
            ADD CONSTRAINT standing_pause_one_at_a_time EXCLUDE USING gist
                (hub_key(standing_order_id) WITH &&, daterange(from_on, until_on) WITH &&);
        CREATE INDEX standing_pause_by_order ON standing_pause (standing_order_id, from_on);
        CREATE INDEX standing_pause_by_setter ON standing_pause (set_by_id)
            WHERE set_by_id IS NOT NULL;

        ALTER TABLE standing_attempt
            ADD CONSTRAINT standing_attempt_says_why CHECK (
                (outcome = 'DECLINED') = (refusal IS NOT NULL)
            ),
            ADD CONSTRAINT standing_attempt_names_its_order CHECK (
                outcome <> 'PLACED' OR order_id IS NOT NULL
            );
        CREATE INDEX standing_attempt_by_order ON standing_attempt (order_id)
            WHERE order_id IS NOT NULL;

        -- What the job looks for that ends meals which nobody fetched.
        CREATE INDEX meal_order_unfinished ON meal_order ("on", id)
            WHERE status IN ('LOCKED', 'COOKING', 'READY');
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX meal_order_unfinished;
        DROP TABLE standing_attempt;
        DROP TABLE standing_pause;
        DROP TABLE standing_dish;
        DROP TABLE standing_meal;
        DROP TABLE standing_order;
    """
