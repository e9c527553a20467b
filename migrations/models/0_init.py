"""Every table as its model says. Checks, partial uniques and indexes are in the next ones."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE "audit" (
    "id" UUID NOT NULL PRIMARY KEY,
    "at" TIMESTAMPTZ NOT NULL,
    "account_id" UUID,
    "role" VARCHAR(40),
    "beneficiary_id" UUID,
    "operation" VARCHAR(80) NOT NULL,
    "request_id" VARCHAR(64) NOT NULL,
    "source" VARCHAR(64) NOT NULL,
    "input" JSONB,
    "outcome" VARCHAR(64) NOT NULL,
    "result" JSONB
);
COMMENT ON TABLE "audit" IS 'One attempted change: who, as which role, for whom, from where, with what outcome.';
CREATE TABLE "calendar_override" (
    "on" DATE NOT NULL PRIMARY KEY,
    "is_working" BOOL NOT NULL,
    "source" VARCHAR(200) NOT NULL
);
COMMENT ON TABLE "calendar_override" IS 'A day that differs from the published calendar: a local holiday or a make-up working day.';
CREATE TABLE "event" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "topic" VARCHAR(80) NOT NULL,
    "subject_id" UUID NOT NULL,
    "scope_id" UUID,
    "payload" JSONB NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "transaction_id" XID8 NOT NULL DEFAULT pg_current_xact_id(),
    "attempts" INT NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ,
    "handled_by" TEXT[] NOT NULL DEFAULT '{}',
    "handled_at" TIMESTAMPTZ,
    "error" VARCHAR(200)
);
COMMENT ON TABLE "event" IS 'Something that happened, written with the change itself and told to every process after it.';
CREATE TABLE "idempotency" (
    "id" UUID NOT NULL PRIMARY KEY,
    "account_id" UUID NOT NULL,
    "operation" VARCHAR(80) NOT NULL,
    "key" VARCHAR(128) NOT NULL,
    "input_hash" BYTEA NOT NULL,
    "result" JSONB,
    "at" TIMESTAMPTZ NOT NULL,
    CONSTRAINT "uid_idempotency_account_18576b" UNIQUE ("account_id", "operation", "key")
);
COMMENT ON TABLE "idempotency" IS 'The answer given for an idempotency key, so that the same key gets the same answer.';
CREATE TABLE "area" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(16) NOT NULL,
    "code" VARCHAR(40) NOT NULL UNIQUE,
    "name" VARCHAR(80) NOT NULL,
    "name_en" VARCHAR(120),
    "ancestors" UUID[] NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "parent_id" UUID REFERENCES "area" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "area" IS 'A node of the grid as it is now. `ancestors` is the path from the city, itself last.';
CREATE TABLE "area_mode" (
    "id" UUID NOT NULL PRIMARY KEY,
    "mode" VARCHAR(16) NOT NULL,
    "authority" VARCHAR(120) NOT NULL,
    "basis" VARCHAR(200) NOT NULL,
    "reason" VARCHAR(500) NOT NULL,
    "from_at" TIMESTAMPTZ NOT NULL,
    "until_at" TIMESTAMPTZ NOT NULL,
    "closed_at" TIMESTAMPTZ,
    "area_id" UUID NOT NULL REFERENCES "area" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "area_mode" IS 'A mode other than NORMAL, declared by an area for its subtree, in [from_at, until_at).';
CREATE TABLE "area_mode_move" (
    "id" UUID NOT NULL PRIMARY KEY,
    "at" TIMESTAMPTZ NOT NULL,
    "account_id" UUID,
    "from_mode" VARCHAR(16) NOT NULL,
    "to_mode" VARCHAR(16) NOT NULL,
    "until_at" TIMESTAMPTZ,
    "why" VARCHAR(500) NOT NULL,
    "area_mode_id" UUID NOT NULL REFERENCES "area_mode" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "area_mode_move" IS 'One step of an area''s operating mode: who, when, from, to, until when, why.';
CREATE TABLE "area_parent" (
    "id" UUID NOT NULL PRIMARY KEY,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "why" VARCHAR(200),
    "area_id" UUID NOT NULL REFERENCES "area" ("id") ON DELETE RESTRICT,
    "parent_id" UUID NOT NULL REFERENCES "area" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "area_parent" IS 'In which area an area lay, from a day until a day.';
CREATE TABLE "import_run" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) NOT NULL,
    "file_digest" BYTEA NOT NULL,
    "file_name" VARCHAR(200) NOT NULL,
    "lines_done" INT NOT NULL,
    "counts" JSONB NOT NULL,
    "account_id" UUID,
    "started_at" TIMESTAMPTZ NOT NULL,
    "finished_at" TIMESTAMPTZ,
    CONSTRAINT "uid_import_run_kind_05da4d" UNIQUE ("kind", "file_digest")
);
COMMENT ON TABLE "import_run" IS 'How far the import of one file has come, so that a run that was cut off goes on where it was.';
CREATE TABLE "role_definition" (
    "id" UUID NOT NULL PRIMARY KEY,
    "code" VARCHAR(40) NOT NULL UNIQUE,
    "name" VARCHAR(40) NOT NULL,
    "name_en" VARCHAR(80) NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "area_kind" VARCHAR(16) NOT NULL,
    "seats" SMALLINT NOT NULL,
    "source" VARCHAR(200) NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE
);
COMMENT ON TABLE "role_definition" IS 'A post that every area of a kind should have, from a day until a day, with its source.';
CREATE TABLE "area_post" (
    "id" UUID NOT NULL PRIMARY KEY,
    "seat" SMALLINT NOT NULL,
    "area_id" UUID NOT NULL REFERENCES "area" ("id") ON DELETE RESTRICT,
    "role_id" UUID NOT NULL REFERENCES "role_definition" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_area_post_area_id_d74c76" UNIQUE ("area_id", "role_id", "seat")
);
COMMENT ON TABLE "area_post" IS 'One seat of a role definition in one area. Held when a leader is in it, vacant otherwise.';
CREATE TABLE "area_leader" (
    "id" UUID NOT NULL PRIMARY KEY,
    "resident_id" UUID,
    "name" VARCHAR(80) NOT NULL,
    "contact_phone" VARCHAR(20),
    "is_deputy" BOOL NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "appointed_by" UUID,
    "ended_why" VARCHAR(200),
    "area_id" UUID NOT NULL REFERENCES "area" ("id") ON DELETE RESTRICT,
    "post_id" UUID NOT NULL REFERENCES "area_post" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "area_leader" IS 'Who holds a post, from a day until a day. `resident_id` is set for a known resident.';
CREATE TABLE "site" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(16) NOT NULL,
    "code" VARCHAR(40) NOT NULL UNIQUE,
    "name" VARCHAR(80) NOT NULL,
    "name_en" VARCHAR(120),
    "address" VARCHAR(200) NOT NULL,
    "phone" VARCHAR(20),
    "longitude" DOUBLE PRECISION,
    "latitude" DOUBLE PRECISION,
    "is_open" BOOL NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "area_id" UUID NOT NULL REFERENCES "area" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "site" IS 'A place that serves people. Roles are granted at sites; the canteen''s data hang on them.';
CREATE TABLE "household" (
    "id" UUID NOT NULL PRIMARY KEY,
    "code" VARCHAR(40) UNIQUE,
    "room" VARCHAR(40),
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "area_id" UUID NOT NULL REFERENCES "area" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "household" IS 'The people who live together behind one door.';
CREATE TABLE "resident" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(80) NOT NULL,
    "name_pinyin" VARCHAR(160),
    "name_initials" VARCHAR(40),
    "sex" VARCHAR(8) NOT NULL,
    "born_on" DATE NOT NULL,
    "identity_number" BYTEA,
    "identity_hash" BYTEA,
    "identity_masked" VARCHAR(18),
    "phone" BYTEA,
    "phone_hash" BYTEA,
    "phone_masked" VARCHAR(20),
    "room" VARCHAR(40),
    "hukou_region" VARCHAR(6),
    "died_on" DATE,
    "moved_out_on" DATE,
    "registered_at" TIMESTAMPTZ NOT NULL,
    "area_id" UUID REFERENCES "area" ("id") ON DELETE RESTRICT,
    "hukou_area_id" UUID REFERENCES "area" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "resident" IS 'A person the city serves or who acts for one. `area` is home: entrance, building or compound.';
CREATE TABLE "departure" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(16) NOT NULL,
    "on" DATE NOT NULL,
    "known_at" TIMESTAMPTZ NOT NULL,
    "source" VARCHAR(200) NOT NULL,
    "to_region" VARCHAR(6),
    "recorded_by" UUID,
    "revoked_at" TIMESTAMPTZ,
    "revoked_why" VARCHAR(200),
    "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "departure" IS 'The death or moving away of a resident: when it happened, when it was known, and from whom.';
CREATE TABLE "dietary_need" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(16) NOT NULL,
    "substance" VARCHAR(40),
    "severity" VARCHAR(16) NOT NULL,
    "note" VARCHAR(200),
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "recorded_at" TIMESTAMPTZ NOT NULL,
    "recorded_by" UUID,
    "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "dietary_need" IS 'What a resident''s food must respect, from a day until a day.';
CREATE TABLE "household_member" (
    "id" UUID NOT NULL PRIMARY KEY,
    "relation" VARCHAR(16) NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "household_id" UUID NOT NULL REFERENCES "household" ("id") ON DELETE RESTRICT,
    "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "household_member" IS 'One resident''s time in one household. A resident is in at most one household a day.';
CREATE TABLE "proxy" (
    "id" UUID NOT NULL PRIMARY KEY,
    "relation" VARCHAR(16) NOT NULL,
    "scopes" TEXT[] NOT NULL,
    "status" VARCHAR(16) NOT NULL,
    "slot" SMALLINT,
    "proposer_id" UUID,
    "proposed_at" TIMESTAMPTZ NOT NULL,
    "consent_method" VARCHAR(16),
    "consent_document" VARCHAR(120),
    "consent_at" TIMESTAMPTZ,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "holder_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT,
    "ward_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "proxy" IS 'Who (`holder`) may act for whom (`ward`), in which scopes, from a day until a day.';
CREATE TABLE "proxy_move" (
    "id" UUID NOT NULL PRIMARY KEY,
    "at" TIMESTAMPTZ NOT NULL,
    "account_id" UUID,
    "from_status" VARCHAR(16),
    "to_status" VARCHAR(16) NOT NULL,
    "why" VARCHAR(200),
    "proxy_id" UUID NOT NULL REFERENCES "proxy" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "proxy_move" IS 'One step of a proxy binding: who, when, from, to, why.';
CREATE TABLE "resident_address" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(8) NOT NULL,
    "room" VARCHAR(40),
    "region" VARCHAR(6),
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "area_id" UUID REFERENCES "area" ("id") ON DELETE RESTRICT,
    "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "resident_address" IS 'Where a resident lived or was registered, from a day until a day.';
CREATE TABLE "resident_status" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(32) NOT NULL,
    "level" SMALLINT,
    "basis" VARCHAR(120),
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "recorded_at" TIMESTAMPTZ NOT NULL,
    "recorded_by" UUID,
    "ended_why" VARCHAR(200),
    "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "resident_status" IS 'A circumstance of a resident, from a day until a day. `level` is 1 to 4, if any.';
CREATE TABLE "reveal" (
    "id" UUID NOT NULL PRIMARY KEY,
    "account_id" UUID,
    "at" TIMESTAMPTZ NOT NULL,
    "reason" VARCHAR(200) NOT NULL,
    "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "reveal" IS 'One time that staff looked at a resident''s unmasked numbers, and the reason they gave.';
CREATE TABLE "account" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(40) UNIQUE,
    "display_name" VARCHAR(60) NOT NULL,
    "password_hash" VARCHAR(200),
    "password_changed_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "signed_in_at" TIMESTAMPTZ,
    "disabled_at" TIMESTAMPTZ,
    "disabled_reason" VARCHAR(400),
    "resident_id" UUID UNIQUE REFERENCES "resident" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "account" IS 'Somebody who can sign in. Has a name and a password, or a resident, or both, or an issuer''s word.';
CREATE TABLE "external_identity" (
    "id" UUID NOT NULL PRIMARY KEY,
    "issuer" VARCHAR(300) NOT NULL,
    "subject" VARCHAR(255) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "account_id" UUID NOT NULL REFERENCES "account" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_external_id_issuer_c996d4" UNIQUE ("issuer", "subject")
);
COMMENT ON TABLE "external_identity" IS 'An account as an issuer knows it: `subject` is the issuer''s word, unique within it.';
CREATE TABLE "one_time_code" (
    "id" UUID NOT NULL PRIMARY KEY,
    "phone_hash" BYTEA NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "tries_left" INT NOT NULL,
    "used_at" TIMESTAMPTZ
);
COMMENT ON TABLE "one_time_code" IS 'A code asked for a phone, by its keyed hash. Also made, and never sent, for phones nobody has.';
CREATE TABLE "role_grant" (
    "id" UUID NOT NULL PRIMARY KEY,
    "role" VARCHAR(40) NOT NULL,
    "from_at" TIMESTAMPTZ NOT NULL,
    "until_at" TIMESTAMPTZ,
    "reason" VARCHAR(400) NOT NULL,
    "granted_at" TIMESTAMPTZ NOT NULL,
    "revoked_at" TIMESTAMPTZ,
    "revoke_reason" VARCHAR(400),
    "account_id" UUID NOT NULL REFERENCES "account" ("id") ON DELETE RESTRICT,
    "area_id" UUID REFERENCES "area" ("id") ON DELETE RESTRICT,
    "granted_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
    "revoked_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
    "site_id" UUID REFERENCES "site" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "role_grant" IS 'A role within a scope: the whole city, an area''s subtree or a site; half-open in time.';
CREATE TABLE "session" (
    "id" UUID NOT NULL PRIMARY KEY,
    "token_hash" BYTEA NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "method" VARCHAR(16) NOT NULL,
    "source" VARCHAR(64) NOT NULL,
    "user_agent" VARCHAR(200) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "seen_at" TIMESTAMPTZ NOT NULL,
    "idle_seconds" INT NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "ended_at" TIMESTAMPTZ,
    "end_reason" VARCHAR(20),
    "account_id" UUID NOT NULL REFERENCES "account" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "session" IS 'One signed-in device. Ended by its owner, by expiry, or by not being used for `idle_seconds`.';
CREATE TABLE "throttle" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(40) NOT NULL,
    "subject_hash" BYTEA NOT NULL,
    "taken" INT NOT NULL,
    "until_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "throttle" IS 'How many tries of a kind were taken by a name, phone or source (hashed) until the window ends.';
CREATE TABLE "dish" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(60) NOT NULL,
    "name_en" VARCHAR(120),
    "kind" VARCHAR(20) NOT NULL,
    "allergens" TEXT[] NOT NULL,
    "kcal" INT,
    "sugar_mg" INT,
    "sodium_mg" INT,
    "is_low_sugar" BOOL NOT NULL,
    "is_low_salt" BOOL NOT NULL,
    "is_soft" BOOL NOT NULL,
    "price_fen" BIGINT NOT NULL,
    "retired_on" DATE
);
COMMENT ON TABLE "dish" IS 'Something a canteen cooks. Shared by the whole city when `site` is null.';
CREATE TABLE "meal_site" (
    "portions_a_person" SMALLINT NOT NULL,
    "delivery_radius_metres" INT,
    "site_id" UUID NOT NULL PRIMARY KEY REFERENCES "site" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "meal_site" IS 'The catering side of a site: the key is the site''s.';
CREATE TABLE "menu" (
    "id" UUID NOT NULL PRIMARY KEY,
    "on" DATE NOT NULL,
    "period" VARCHAR(20) NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "note" VARCHAR(200),
    "cutoff_at" TIMESTAMPTZ,
    "published_at" TIMESTAMPTZ,
    "locked_at" TIMESTAMPTZ,
    "last_number" INT NOT NULL
);
COMMENT ON TABLE "menu" IS 'What one kitchen offers on one day for one period, at its own counter and its meal points.';
CREATE TABLE "menu_item" (
    "id" UUID NOT NULL PRIMARY KEY,
    "position" SMALLINT NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "name_en" VARCHAR(120),
    "price_fen" BIGINT NOT NULL,
    "portions" INT NOT NULL,
    "taken" INT NOT NULL,
    "dish_id" UUID NOT NULL REFERENCES "dish" ("id") ON DELETE RESTRICT,
    "menu_id" UUID NOT NULL REFERENCES "menu" ("id") ON DELETE CASCADE
);
COMMENT ON TABLE "menu_item" IS 'One dish of a menu: its name and price as promised, and how many portions are taken.';
CREATE TABLE "service_time" (
    "id" UUID NOT NULL PRIMARY KEY,
    "period" VARCHAR(20) NOT NULL,
    "mode" VARCHAR(20) NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "serve_from" TIMETZ NOT NULL,
    "serve_until" TIMETZ NOT NULL,
    "cutoff_days" SMALLINT NOT NULL,
    "cutoff_time" TIMETZ NOT NULL,
    "capacity" INT
);
COMMENT ON TABLE "service_time" IS 'When a site serves one period in one mode, and until when it takes orders for it.';
CREATE TABLE "serving" (
    "id" UUID NOT NULL PRIMARY KEY,
    "mode" VARCHAR(20) NOT NULL,
    "cutoff_at" TIMESTAMPTZ NOT NULL,
    "serve_from_at" TIMESTAMPTZ NOT NULL,
    "serve_until_at" TIMESTAMPTZ NOT NULL,
    "capacity" INT,
    "taken" INT NOT NULL,
    "menu_id" UUID NOT NULL REFERENCES "menu" ("id") ON DELETE CASCADE
);
COMMENT ON TABLE "serving" IS 'A menu as served at one point in one mode: from when, until when orders are accepted.';
CREATE TABLE "subsidy_policy" (
    "id" UUID NOT NULL PRIMARY KEY,
    "code" VARCHAR(40) NOT NULL,
    "version" INT NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "source" VARCHAR(400) NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "document" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ NOT NULL,
    "area_id" UUID NOT NULL REFERENCES "area" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_subsidy_pol_code_1f5cd0" UNIQUE ("code", "version")
);
COMMENT ON TABLE "subsidy_policy" IS 'A published subsidy schedule, one version, with its source. One is in force per area and day.';
CREATE TABLE "meal_order" (
    "id" UUID NOT NULL PRIMARY KEY,
    "number" INT NOT NULL,
    "on" DATE NOT NULL,
    "period" VARCHAR(20) NOT NULL,
    "mode" VARCHAR(20) NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "status_at" TIMESTAMPTZ NOT NULL,
    "price_fen" BIGINT NOT NULL,
    "discount_fen" BIGINT NOT NULL,
    "subsidy_fen" BIGINT NOT NULL,
    "due_fen" BIGINT NOT NULL,
    "shares" JSONB NOT NULL,
    "quote" JSONB NOT NULL,
    "address" VARCHAR(200),
    "note" VARCHAR(200),
    "channel" VARCHAR(20) NOT NULL,
    "placed_at" TIMESTAMPTZ NOT NULL,
    "is_after_cutoff" BOOL NOT NULL,
    "cancelled_at" TIMESTAMPTZ,
    "menu_id" UUID NOT NULL REFERENCES "menu" ("id") ON DELETE RESTRICT,
    "placed_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
    "policy_id" UUID REFERENCES "subsidy_policy" ("id") ON DELETE RESTRICT,
    "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT,
    "serving_id" UUID NOT NULL REFERENCES "serving" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "meal_order" IS 'One resident''s order for one meal. `number` counts up from 1 within its menu.';
CREATE TABLE "meal_order_line" (
    "id" UUID NOT NULL PRIMARY KEY,
    "position" SMALLINT NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "name_en" VARCHAR(120),
    "portions" INT NOT NULL,
    "price_fen" BIGINT NOT NULL,
    "item_id" UUID NOT NULL REFERENCES "menu_item" ("id") ON DELETE RESTRICT,
    "order_id" UUID NOT NULL REFERENCES "meal_order" ("id") ON DELETE CASCADE
);
COMMENT ON TABLE "meal_order_line" IS 'Portions of one dish in an order, with the name and unit price that were promised.';
CREATE TABLE "meal_order_move" (
    "id" UUID NOT NULL PRIMARY KEY,
    "at" TIMESTAMPTZ NOT NULL,
    "from_status" VARCHAR(20),
    "to_status" VARCHAR(20) NOT NULL,
    "reason" VARCHAR(200),
    "by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
    "order_id" UUID NOT NULL REFERENCES "meal_order" ("id") ON DELETE CASCADE
);
COMMENT ON TABLE "meal_order_move" IS 'One move of an order along its states: who, when, from, to, why.';
CREATE TABLE "subsidy_claim" (
    "id" UUID NOT NULL PRIMARY KEY,
    "on" DATE NOT NULL,
    "period" VARCHAR(20) NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "policy_id" UUID NOT NULL REFERENCES "subsidy_policy" ("id") ON DELETE RESTRICT,
    "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT,
    "order_id" UUID NOT NULL UNIQUE REFERENCES "meal_order" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "subsidy_claim" IS 'The subsidy of one order. A person has one that is not released per meal, in the whole city.';
CREATE TABLE "subsidy_use" (
    "id" UUID NOT NULL PRIMARY KEY,
    "window" VARCHAR(20) NOT NULL,
    "from_on" DATE NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "limit_fen" BIGINT,
    "meals" INT NOT NULL,
    "limit_meals" INT,
    "policy_id" UUID NOT NULL REFERENCES "subsidy_policy" ("id") ON DELETE RESTRICT,
    "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_subsidy_use_residen_2c0a55" UNIQUE ("resident_id", "policy_id", "window", "from_on")
);
COMMENT ON TABLE "subsidy_use" IS 'What a person has reserved or redeemed of a cap, by day or week, across all sites.';
CREATE TABLE IF NOT EXISTS "aerich" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" VARCHAR(255) NOT NULL,
    "app" VARCHAR(100) NOT NULL,
    "content" JSONB NOT NULL
);"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP TABLE IF EXISTS "account" CASCADE;
        DROP TABLE IF EXISTS "area" CASCADE;
        DROP TABLE IF EXISTS "area_leader" CASCADE;
        DROP TABLE IF EXISTS "area_mode" CASCADE;
        DROP TABLE IF EXISTS "area_mode_move" CASCADE;
        DROP TABLE IF EXISTS "area_parent" CASCADE;
        DROP TABLE IF EXISTS "area_post" CASCADE;
        DROP TABLE IF EXISTS "audit" CASCADE;
        DROP TABLE IF EXISTS "calendar_override" CASCADE;
        DROP TABLE IF EXISTS "departure" CASCADE;
        DROP TABLE IF EXISTS "dietary_need" CASCADE;
        DROP TABLE IF EXISTS "dish" CASCADE;
        DROP TABLE IF EXISTS "event" CASCADE;
        DROP TABLE IF EXISTS "external_identity" CASCADE;
        DROP TABLE IF EXISTS "household" CASCADE;
        DROP TABLE IF EXISTS "household_member" CASCADE;
        DROP TABLE IF EXISTS "idempotency" CASCADE;
        DROP TABLE IF EXISTS "import_run" CASCADE;
        DROP TABLE IF EXISTS "meal_order" CASCADE;
        DROP TABLE IF EXISTS "meal_order_line" CASCADE;
        DROP TABLE IF EXISTS "meal_order_move" CASCADE;
        DROP TABLE IF EXISTS "meal_site" CASCADE;
        DROP TABLE IF EXISTS "menu" CASCADE;
        DROP TABLE IF EXISTS "menu_item" CASCADE;
        DROP TABLE IF EXISTS "one_time_code" CASCADE;
        DROP TABLE IF EXISTS "proxy" CASCADE;
        DROP TABLE IF EXISTS "proxy_move" CASCADE;
        DROP TABLE IF EXISTS "resident" CASCADE;
        DROP TABLE IF EXISTS "resident_address" CASCADE;
        DROP TABLE IF EXISTS "resident_status" CASCADE;
        DROP TABLE IF EXISTS "reveal" CASCADE;
        DROP TABLE IF EXISTS "role_definition" CASCADE;
        DROP TABLE IF EXISTS "role_grant" CASCADE;
        DROP TABLE IF EXISTS "service_time" CASCADE;
        DROP TABLE IF EXISTS "serving" CASCADE;
        DROP TABLE IF EXISTS "session" CASCADE;
        DROP TABLE IF EXISTS "site" CASCADE;
        DROP TABLE IF EXISTS "subsidy_claim" CASCADE;
        DROP TABLE IF EXISTS "subsidy_policy" CASCADE;
        DROP TABLE IF EXISTS "subsidy_use" CASCADE;
        DROP TABLE IF EXISTS "throttle" CASCADE;"""


MODELS_STATE = (
    "eJztfVtz27iy7l9B+SVJlSYndpzL1pw6VbKtxFrRxSXJyWSPpiiKhC1uU6AWSdmjWnv++0"
    "EDvN9ESqRNMfCDRZFokGqAQPfXt/+crAwV69bbzkbV7JM2+s8JkVeYHoQvtNCJvF77p+GE"
    "LS901lL2miws25QV6OdO1i1MT6nYUkxtbWsGgaYjgpFs23i1trGKlKVM7nEbPS2NFpIt+q"
    "kpS2QaOqW8M0w4v6JHprGih9ikZ580e0mPZRsZG1sxVvgt3Fc1FHpjjdxXd4sN0f69wZJt"
    "3GObtqM3+vMvelojKv4bW+7X9YN0p2FdDTFSU6EDdl6yt2t27va2d/WFtYTHX0iKoW9WxG"
    "+93tpLg3jNNxtNfQs0cO0eE2zK9McF2Ew2uu4Mh3uKPzE9YZsb7D2q6p9Q8Z280WGwTv7v"
    "3YYoMEaI3Qn+nf8/59ECzSRpOJpKk+5Ukk5iYwuPEBkL55RiEJgXGrGBUf/5h/frM4SdPY"
    "EbXF53xq/ff3zDWGBY9r3JLjJ2nfzDCGVb5qSM6T6XZTvO5SvKJVtb4WROc4oIp1WH5K17"
    "sA/H3RM+y/3XwWWmy67nZfC0N+hOpp3BDXS/sqx/64xPnWkXrpyxs9vI2dd8PAz6ZvP33e"
    "sE/ehNrxF8Rf89Gnajo+a1m/73CTyTvLENiRhPkqwGeeKedk/RpoFhVRRjQ2yp2EsUpjrg"
    "ZXJelSMY2Z2vjs9TWP3i3LxcymYyN932ET7SBzs+Dp6s5L8lHZN7e0m/nr/L4Oj3zpgx9f"
    "xdZP4PnStn7FKYtwvKjTtN0WRzW3DOxinFvA3z1ljDT4ZbF5i8IaK9ZnDdlvfwFP6cZwp/"
    "Tp/Cn2NT2MT0Z1rJS27GIhGiaiCjP57nYPTH81RGw6Uwoy1jYyqFVmKfQjA4B4M1st4kiI"
    "X/moyGKcK3SxCVCjXFRv+LdM2yG7X4AidCkqDLzdeDzh9RRl/2RxfRVRo6uIgu01xtKrRI"
    "+yRiYueY2JT78LwFZrZPIaZ2sakNev3dQ0DnhBMLWXl4kk1Vil0xzoy0tvFLq7NV9IxM5H"
    "vGSPjF8PscHOZSpvNJlc3RIzZNTcUnCVhNrE0rC7ZRnNaSEWy+E8LpIFXeIhsAElW7u8Om"
    "xeETe4nRerOgE2kJuIvTeRvJSDfoN7Q0dA0oDZOeWskP+LfNGj0Z5gMdYOgyjuRUeqcDAJ"
    "0kARSghpS1LUnyDMEM1YA6L/PaAWiwA6nRLMkZjDgbLwyqa8okZXcOEUY4uqCUR7hTZLDy"
    "YjTqh1awi940sm7dDi6649enbDmjjTSbne4Np0LSzNqQz97lUZpoq9QtmV2rzd7QfcQkEb"
    "znFzJ3Aew12bnyT6iIZi9hEWVr8pJ2SmeB2kJPpmbbmHDoHFZnjrojzbawfodkoiLb0OEf"
    "orczt2htGgq2LCTf2dikzeJrf8X3KhnOv9Due8QuAOhrJCZtOQt4bRd9+rD047f/Ojt7//"
    "7T2bv3Hz9/OP/06cPnd59pW/a88Uufspa33ldYqEIvmLtypW8etrHWlCILmUfQwHWsfOzH"
    "2iz+BytF4fYwVZm2q/ruzgVwS0sx1rgoSwM0AgcO83Mtb3VDTmBnuvobIDlI/z2iCVoJti"
    "OsrI20stKfRSyZeQAkrlNT/3pPTdlnY13sFnkqHeXJv/Ur/u31q/W9pGxMk0q60t8y26he"
    "v3n1pprB/6N39Tn21jB3FCvO2FSpMUjysox8d7DIeHZ6/un88/uP556k6J3JEhDjaqyJbX"
    "MrFV+DgnQlrETHs6ke3UJEdTlVx6q02MbHuGOa8jZ5gMNkkSF+9q09sPLMTl79559Xs5OK"
    "1ppp94/pn39F3hKXGcXfkzCleFPq/KZg0zTMIoqwR9A8N56m4Xk9le79ho2Jsj1JQPWCl1"
    "tZ2J4WabgT4ZsuMaJi3BM20b32iAlzkZUJCnSEHvC2hSyD43IAwFn06eAsuse25Z/h/cSR"
    "vYrukYDo/RnxAwy5AtHOTv4SLry1cuF9WV/PI1IwhdNc3YBTWE4KMNhp3kDWnp59zsFb2i"
    "qVuexagiOXtJStZZLthchmil4QpotajLc2to6Q31k2FQfG8wRYytSL3rAz/umBfp4U2x8N"
    "v14kwH4XP6fdjvA3EnDr0cz6o9DdaqJadEwsnySF+cH5TGVCdlvk8BAjlBwZd0xQvzc1FS"
    "LvNBtpFr3y9BbNZaJgyzZMaw7nmD+XbC997y5Fs6kC4Jj0ddlKcBCo6iYi0K8WAmy6lvBA"
    "f1+yqNUlmxXjdY8+Box+XOxyaOssd51c9qY/2wj+z8h09GM4ue7dtJF7NCOXo8HgdsgbuY"
    "fs7M3odnjFTrKjGbm47fWvesOvbeQezUh3OB13hpfdNnKPoq9WLinvYx4hL7rGBmS8j1ER"
    "TzHUQg5qbvtyhvJlPWsqjkljnwVY67av81tSG8UPPiVcSLsOkDQPiz09y8Ni2ipD/4sx2d"
    "vKC1mFQlQvbRSqfEuFrTNmCwJhRyrmrx4gKdtpvb7M89zWfdZtiK3pBXkXpDmQeTV7yYvx"
    "bi0zX4tiAnGISPi8JVijogyOc/eLYWLtnnzD25ggHOFoRO87Sp76Z/1HNOUnTzULTyn64+"
    "lPxjxGYkyV+HHvcnryT7oeHhBOl5qumkm7/IVD+eXbGOtpkHkjeR164XUsqzhpey7Knz7r"
    "6Hg3l2w2wQ8tgUkDR/dpIov4K1sCk268JbKJbLozzBU2pfIWpmazC3bXMuaUccxaQzaLLM"
    "0+dG2aaMesF2SzZ2lsLLw0QDQ4iEfXbj9NZRSVYTX18CV87HTTUIHJxPeaZWMTq5JgWB6G"
    "ySrd5yzr0CXK5VKHd9dQZkHGNunelA+fVLSjr9BPQxllbRZ0PmyltaFrinbw/sd7u4HOtk"
    "1a36u2SDtaX4pd2tcJs63Tku433Gmk/rE0ENvOkYxAOnSSwMos5wjD8fjxWzR3F2hJU5kp"
    "2cI2d1pFD8R4Isi9HjdSV3UTYaSuATzXQulG6sBoFmF3hEyAoMKQ+WyGTHo7G2Ij15RVBS"
    "3xEcLmGTVz2TQzTJpxi6Zm0Wdeb+wEr+FdOZB8umdMgeSdOdocSMIUKkyhL8A7KrIalDIl"
    "pjUjrCVCJ2SBMF8xfXhVeloWCrsIETVxmyopDjI0gUGzKhiS5ZOIeKyoa4SRklo7wzHCSM"
    "ur/WuyM8svwjHQlOAV0TBbTyvqGuFPqhTHiOgiUBJfG8zTwLpX2NmkaoiN+QykAGyuP8EO"
    "eG1l5M8RvGLBGQBOQRA3QcPReNDpt5CKFZ12pqLFFoK+oV8Gc2m2hazNwjYx7U4j6E8me8"
    "t2i8Nk9OhNUgxIFbeZkRmZu1+92BH89xorUFGKyhAt6JZXkoJL7CHoaQtO83iS3+E7ZK/U"
    "bIRlU9+iBTw0BKjMCH0QGNO3aK7ohsXybbDbPC0xYU9IadGTbCETK4ZJJRaIbJHpbR5FLa"
    "rabEKtDPRvlRrLsDtEZVVqXENFISr8NWs7r9uMjLuXo+/d8c82co9m5EdnPGSxJ87BjHQH"
    "3fHX7vCSNvMOo+90HjG3/OATeUOZbWpJaEy6MhEiqvNw7alNVOLJv5AtLcHKls5lj6CBHK"
    "5EX6NbnVUs24NP0UAef8jF4w8ZPP4Q57EjNSTjYenB2QEyEaFduwjtOOJZfISDdGKIaz3E"
    "nuxddIxDhCJJXp3HWGCXVYJtAhSqGhQKqpSPZUWODGhXDeJ35c5pHs8y0DOXpzkQNGnlts"
    "1VLd2y8RqynDgo1isLOcnZyD0DnpzS5oAdce+yFrINB85yzj4tE4prldy3wKRqsFa3MjAp"
    "kUqqmRKOqI9euomWqemHYLihDuqMqTQOyKVvyiEDFyAXw/aMw1YTuOV4VrOj26cKOmod4q"
    "JVN3HjGfBoX7nYA+wI0AnEYzfikbLB7AV7NCyRQysJ+ghMr9o5xThJD1IUez8lwg613s/G"
    "s1un7xHHc4T5pLi+Kbq8TY0Ni6nu+3UhNPQarC2tDA1dBCiIAIUX4N0zSmY145Nwnq/FnC"
    "xU+fUF8wo2h6XCple5TS8+awVXq83WWLmuAPEgaZqCEyuyS09wm+Wz/GHZZtY5BOlcEB0W"
    "jWhMxNUIMmgD6PMtuqa/gLuOUx2AJcAAX3INPMlb6FFWZGJzD/knzcIpdsCq7pRclM2ZxX"
    "Av+IS7i1Js9dJF2JjE+DxZybqeWrLYpXnhus8lyYa8dPH7s08fvarF8CWrYPFk0On344Hn"
    "QgYsVQZkua0KplXxSQQ7hfz33PKfu9EdyFPIxXblbc0N5m7gdT3AYw7ybomU1M/uMddbrQ"
    "3THm9IkqzsX8wUljXWTDKddjul5WvjiV4yWTAmpwVpFgTXO43Ks0vZQoqxwn5JYSrobgg/"
    "hDhLZQMEd+jewBYlAxnXxBC6SS/GJeZK78aCT6EfSdXuseXHn06uO7+dffjoFjyDJr+jua"
    "4RbEkqvfmcnYYyZghOgueehdFCtpUldEGfaKXZdOqmy+V+YS3v7kIsr5dYnl77LJnPx1Dv"
    "bG+4NhdaWyAlV3DexzeNjCqzEUJRZra1Z5lZxsiiSf5CRI2c6BXYJfx9I87qVAU/TPR8av"
    "67qvjMdfyz0/NP55/ffzz3FH3vTJa2H1f0mU9tgsCZXiXZpzioSnLdJnAG16opkyycoEuH"
    "Wag2atp7xUeGKUX8QK39MgFOsJZ7jXOEVPjf1m2cYzDfyxjPIrhVAiwQR7bSsQEGDqnhxj"
    "nyUQE/uQqOH7G55S5zzOQFOhKylsZGV6nu/ojTnOha6EmzlzyDlLExlQRbWnW3Ec57tdge"
    "0zVzUb5alK8+VuY+c/nqerO4/MT66aDd7oC0YwDwTvrdzlV33Eb8c0ZGX770LuGEcxDdJ/"
    "MMQwU53sBmd8hYhDqo9YBc9qY/2wj+z8h09GM4ue7dtJF7NCOXo8HgdsgbuYfs7M3odnjF"
    "TrKjGbm47fWvWBShezQj3eF03BledtvIParHAIP/SQL6sttpJQmAqRDOOq1qHSvPZYVLnk"
    "U2BZ+izm9GnSBYEe4hwj2eiXcFgABRMvcFfScmvHhNDB9x6+qmoyKW2yIPFKLLCuYghYXN"
    "R2yhNTbWOn6LAIexALNArHYkJJ6mbaAu8O/MuwA8fDEmrywEejBayuQeHBjopVUiGFLZjQ"
    "QcUnM4pPE6z2VnOO12h1RW5gczMuh2+tLNiApTbeQfz8i33vTyGlo6BzMy6Y6/U71IugT5"
    "mYrR4e/1EKYFniXwrGMEW14Az6qZOPgMSdxlv3h2XiYHSBo4jytREAsX4hQFOAt4++kGud"
    "fsTWIqF92Q01ygglQRNt8B2fExOkt9HN1e9LvoZty97E16juOOZ9ZmF+GUX3VzTOWeKJ+p"
    "jliczQEiweUcXNYsyVgnbXu7ism6VM9YStaV5UQl2ROB3AnkLn8lWRFHKgIfq2XpMyWzZz"
    "5cDPk7EGAGHPEr9HO07/6BAHMAKsayLrkwcDJHRwRPDfpvN18HtDMXdG4QWwtA8Vd4LZv2"
    "xkzE4/2LrSxQXg0124nMT5eQekO2l8gwodgjZOGXn+Stk5kDW5qKid12y0SiJb0zHRu15Z"
    "2B6MIHYjyRFpKJyh0Mn5ZGAjhf4b1YBKOJH40Hv7KlhW2PkDKEdoSMDT000AKjJ5MqVS14"
    "ENbEMlbY4AGMrOSlyh9MoUOA4C0QBoC67KatX9kAcNXrXrUR/J+Rweh790rq/Oj8bCP/uB"
    "5AfjFZW6goJ2xR2yMcIkgngl5qFwwh3JueF72m7DfxvVasEmmIqHkodp7FPX1tjy3tbnlw"
    "aZGQwTUjG1KYTAQ+Rrnqiq5Fd4AwpYiHq/MW4I5VwezHEbLmLVEVlaTm+mTRtG1hMoFgZi"
    "OYLrtKQDHHga6Ok7W7k4yFJ1et0s1eadiWze0Q4zB0kXC5lQlA8YYScVvuxKB+OPmqHOa8"
    "stCdYahotbFsOLnGip2/TsUhnTEUydos+Ez1smABJ5yKlfOOrmOTzs457dZkZTDYiS0HpG"
    "T0RKUcZG2gToaFZpv/on+zzef3qsLad76PelcCS6rLutb6lbGkTr/fHX/92UbOwYyw2dnm"
    "k3RG+qMf0uT2awdi7NxD52ynP3VO0qMZmYy+0O/wvx7ok/cGF1K2g0TNE7HK9yi1INmAZq"
    "dIsrtfkiB9rV+UQa9P3wr4D6DrVXdMVQmAXPkReFZ/73KPavisxytAjCSbXIY7qtO+eRNf"
    "hNHVC+kWzjj7884D0faBiUKkwlZQc6BIgKxVgKwCERKIkECE8iJC18bGwpDR/iQBD/Ivtr"
    "LQoGWoWS53JB6vy1xxdO0RIxcjQQu8hHxm4KejGoaZ7GBUiFqgMDVYS1oZKMyzRoRGN71G"
    "B4SahrEqZIRy2jdPQyyft0I9FOqhiNWoJdtErMYxxGqs8GpxcBklT0IdsN4axPRK8wFF2Z"
    "Yl+/uczaEBSCu/da5apAEbLqzhbl1Qr8O3qOO1cYqCyjZaQTbkULs0U3FF9xBKRQ0W8iyl"
    "wgwsHftYrsz0padelqvrbueqjeD/jExuRrcTsFKxzxm5vGZmLfbhfJN6Q6nf+eGcdL7NyN"
    "dxZ3jlNPePZ+SmM+5C3iH+Se/Qu+izrJ3OwYyMptcsIyt81MMuJiRzIZm/AO/8PbDYCh+l"
    "EzK6gPRfQPUJgbgH6j8h3Pg4mbtTCYq+tnnK9QqrSUOsJjem8ff2JEFr4hcydaW11ySH06"
    "yBXs95veH5G7SSt4i2Z16mEBFNr8FPmb9pgcrytNSUJbIUg64HRVxpy74Fd7DVDb/CLEvX"
    "2kKnEJb9gXUEZ/k9wXdXXmk63JZVTfsdQrmBUH7AhAduLwx7yUrbIJmuZ1ilt5hTLtL1DZ"
    "t0dnj3gfniFMa1HiCkHEbNif225bs7pGqg61GthizorVTEhgKubS1w5V1qlm2YQsGrzXYl"
    "FDyh4CX5/rIFKD7wHdOUUyrp+iSRsW5eIcxp94/pn3/Fiy7am5S8mjnceD3qWr8pN+PRzW"
    "gC2RPcoxnpXE573+kbwz9n5Kp7Sac1y7DgHEHdkSs4wT5qMsPp9hkfrB0FRxyaveqN1Ezz"
    "LrHiSEBQKLItR8iEm10iV/fxUo2QCi/VWnupwk8DJWxFxWBj72CpeC81djE5GQ1hY6AiD/"
    "sEGekGJCD2UY/9weUnfZLNKhFRyHKfitPWeDT2dPipJD25y7rii16YUmRwqPOSJ+xHwn70"
    "IvYjwMMKG48CRMLEEWEpA3qLMTRAItiZbTECVglTRh5TRmBS5TAT8XdacDafFS6w/h3ijG"
    "g8JiGKRVwRmelnQPtpELsrdUL0GZZmSHO5ucOYJq3cdrlcDi0br3k6Ym7/WVCmU+ZATmKD"
    "pyHmtq0Wstn3FK/C/boRdqUabGqtDLtScd1O4FhHoNQ51uWioRMhKgECJzhaHmZZinRRYx"
    "yqQdYl+pocNmqhDoRJ8FkGrWA+UZFHtFBFRCZGFrYQejQCKsiGCjyftwM1Ws+97jiZulOd"
    "Dc6pWjk8elBCgqoWhBnSNbWg82uuYvLYtHhldqRo9tYt9M79EsFH0WJOigbBb9EcIhKZG+"
    "DSWOE2orcxYSK10GKj6aCVAZ1irNbg9pdYUb66uzF/SI+EuSRCV47XoxMF6eeyoHzDVHk0"
    "MU82Sj9Z/Qd6a9p6gRV5Y4GTI97CtRmBGaNBdfv5cvNgbJws955L5NeL/zNFZ2cf3yHImo"
    "B4x9z70g1qoy2BiKqzJvhM0rvS5+WdOU9NfzwccU9K5l/Jg+TsJf0EdgnNti5rcCtDsxXl"
    "wasuD77WyFYrXiLcJ2ueuHb6MZcd/mOGHf5jMrM1otmarBcqFh4jbB7Dq0gC+/e+iqJDWu"
    "cV5GTQ6UOqV/p/Rr50+Tf+uY/i9znPwpK+rkR5vzBMUtCeHiD5pX0RmLRJhROJztJFkj3t"
    "QiOymeIvnkAcLWS9tbnF6LgWiwweXvRHFyE4l07Li96wM/75etD5400I0+2Phl/d9kEx5O"
    "LntNtJG4ilbC33HAaXVAzCoYOwYrFRRTbNBNLmbZuneRbu0/SV+zS2dK8ph5Jq5mZMd49E"
    "TPM9pznj4B4LTZhOsP8g9hdfYqJ0zVtfcrkjZ3gjx52RRXLH6lSeIJZWhMdRuubxuuRKk6"
    "qG1YL6TYDkV3YXZhXMJWNjF2RflO5X5qGPe+9VbSFCLDyA6u0B9FKZU4/nFSng++MbiIpG"
    "LEQJBWdrlJK2nhwtISNt8twVjN3lXx99Ww/wsVfxWjbtjXmoo/2V28/xbqhxR/uIUOxVVz"
    "2UV+GKrk3kluNBsdTWIpd0Hn5xH6M7I8kiUjTcpck80koJCGoqh6jgTRdy61Aeub5jHd5d"
    "U7nFvaXLYtbE871uIq9M/IgT3TqKsQo6aSqLVvS3SVAF8NDyCQPa0chUm7vZQcVnTd1Kii"
    "5rqwOZNeF9XUJXTefX4YuVw61bq1FieiEf61j0WTpHRwRPDfpvN187flfNUDn/2dMV3RUZ"
    "MjzSA1LFbsd0SQ60zpGal7lo+3VDwHlbZQ7jctihOn8m3hJ6FE7YNUDzWijdCfuB/r5ki+"
    "Jub0qXttbulNejQbeN4P+MXN9+G93SL/ARne8v4EwpLOYVlposbCsXVvLcVnKRkUxkJPuV"
    "ak0eD9dEGZuXYGuGuVTUWDkpYN7LV2MluiYIq2mFBVKfI4rbAZAzNGcfYs6hOPu5QPIEdi"
    "uaqWxWfILw/FluR6maLZrr+BHrLKqZVZE5byGNUpIENbqKGwitugaLfutX1qoHvWFvcDuQ"
    "+r3vrDpL+PuMdP+YjruDrkRZeDW57t20UfTMjPRHP6Te8JLp5/7xjNyMu1+6UP2l1+lLlK"
    "gzHfCSMInnoQhN9xJOfekMev2f0k2/MxzykjHJF2ZkMLrq9qUfo/E3yKMe/DYjl51xVxp2"
    "IduOdzgjV71J56LX701/tpF/TH8D+71Spz+CBO3Bb5QHg5vpT0o/oc/uH89IbyixnnvDyb"
    "Q3vZ32RsM2Sji5D0Lx/iyHpvf+LFXVg0thMZEtRPG5nF37wyMSxT/C4bOypRUKEPcImodJ"
    "VJIRXyATApl4Ecd9Bczf+7nth0iF036tnfa90VokpA/LAk1CZAKKCr8+mABvCmYUDBE1b3"
    "usJK+gwPwE5vfMrD3qusqO214iMOU69GUBUl6bXIngYX/n+ex4eWDdMB6wiqB+sAcZvbLQ"
    "hvDAdMRzwVgsRx5Lomdi2ckauEX38iNOThRfzW0EJlWDRamVgUmJjOPlCy4iOX9DpXxY4I"
    "oIoz5FnWFbIYrWmOdCFBWiaIYo6vpZJ8iiARfsdGE04PK9WxqdGCu8MNQtSwOtyARZdKog"
    "jbxF17JFxUR4AJ4PGq1ly3oyTLUFnsFB0yb9ujDsJT9PiS1rg00qV0LjuGD6LHcUMmoNVq"
    "ssGfVZU0JHJdLdLD5if1hVs9a6vJWKcjhK10DxJldG6IyE0PF80O4KlZL4LyPvXJRQ4Jr5"
    "6qW4fFOWMrnfyw6T0oUojV1nRU2hepe913CHKYU+XuthBlmQjpVG9hjoKK14oes80lTcAC"
    "bv80ZHSMU4H8U4F4faEkibJyWd55KSzjOkpPMaQm610rhKxNvSEaFYwvuDs/h0/7axSWS9"
    "52TBP17RJDvzw70pQ/ODeDU2dPwV+mksk7RHTKTnZlXNVs68WXzAyi14lYNXFrYs2u+hCV"
    "d4L0199da6rND59CKpj45xUvmMkiDld1ncGtC+GsSxuAUpjy3PzdZTviWvjhJbFWa8g0xz"
    "MZEswUaXJLalG+uw01rSgs13BzMS5Jj5EBjNXBMYq9hqIc1uo7m1WfwPVmyvIGvISNZCfK"
    "DRk2YvNUpuJ8QzVnOPBNPcnyecEC47XZ78Jex1dbLX+QOUV3v3KRpoSXqfS2t/n6G1v49r"
    "7e7UL8DkAEkDuXz24UMeC9KHD+kWJLgW5rKwJOyzdBwd7vjCTrBHNLQHVIhISy5ZPCtH7t"
    "ySNWXs7swcoZlVK4czUCrognVJvyUJtMHLmbIsVNKDlY8yw2maJykHbYt4+MEd8/JiFfla"
    "aLGlAqOFHvCWXgEnibeoo1sGWskq5gEKBD9SadTi2TUoKSO0EDGYdxklSUzRUfHthONZDZ"
    "asLEH2Ret01nTxSmJxVYU64QXcg/0hMsH9vbkvhN9fQfjFf6812t0ewxymFMNc62Gmv5QO"
    "lY7vEoY5NWNPmGivtD11G1Mnb8/Z6fmn88/vP557yXu8M1kZfOLJezbWXktkgEz4JNXtvS"
    "ngylFpnLlnUU4KNQ+amzOizWkzbt7Oq2QBhQvDy8hSjDVuM8D+aQlXFM3egpKDIH3kKwtZ"
    "m4VtYsyjbizNxr9T/Ua/+42SQaQOiytPUq6quM2MzMic/ViWVIWZGoCntE/MItMRbU5fI9"
    "qJ04oqcogHrVNtb7UC3U3XiIhdPwr1DKZQMgC+O5+iS1tnJBzAnt4Vy3LoHkEmwuG02x1K"
    "dF378gWyEQa++lcHnWHnK6QxjJyYkatuv/e9O/4pfR/1b+EabRQ/R3sawdFYuux3x99oP8"
    "Gv9Cp9lnE3cJvQ9xm5HkujL196l3DNP2bnOzc349F354L7Be43GNwOe9OfgU6jp2ir3vde"
    "X6I/tdMbT6TO7VVvOoKWSaehNaXtXEEaysl03HGaRs8BT753+6MbzgrnMLpkvUyAFktDV1"
    "y6CJAJsbx24kU8v94e8mOATgiQdR5hkTaieh92V+Yr/h6FKcViWfNXibvr7pNPM0gpFsz6"
    "j/IeMUAxQhEBlGv1FO4PVSQBE2WJSuSmD+oU5GmMUHA2Gv7Hd8bCnI0RCs5GXDQ1GxfkaY"
    "BEcFO4kz2nO5kon1V6+azoYlACSyfaEZdN2MnSwPKXg6X+1v6sq8CR8jYmCOXgsL/FCw7n"
    "CTCLCES1ctx1A28TTMmBmNx0Q7IVaJQrbzlPsfObRpCKHzUFv0VdqM3ges8aT3QOMF9a5k"
    "a05Ykat4gYNlpgOh4IXCSY9+xcU3UsWZiOgGrNk9OXV3o3YQmugTDYyrAE2/TFI3t4iobp"
    "hKtoa09X0cZXNnSs7Y6VPW6Xj65JebC80zz110/TC7Cfxiqwr+jyZOw9ED51rYfipjOZ/B"
    "iNr9rIPZqRm+vRsCtdjq669Kx3PCO9yeQWrPr8sx6DZBkbUymUbdWnqPPA7IlofzzPweCP"
    "5+l5Vs+jDKY7uSlRISgJHUhncpiqgYyuJMWqiBHYZxs+OpOchfFeWTZ9MjHAtR7goM4TH+"
    "XU+IAomYgQSIgQEAE2v8QrxCtP7jHIpNQ6r/UEz5oywpleKbtVrHAPNXZPOZn0vg67V9Lo"
    "liq5/jHVtBydS6Ii4fBrN6CFuWdmpHPJvMWlq96kc9GHNtEz+2hiuQqDZ9QFj5cFF34vwk"
    "5bJwNCjdN+TJemYduMuzHzgXetlWU/sIOtdhoQro0nRB9mi1gEKjLukIwAKERP2MTIlh8w"
    "AfieV4Bq8fwaAOlzqAS9BkgXq28Qc5PnYWWUmnZKV+CEXB/V306YEGqwTrUyTAiNh7C9fX"
    "rYGXSlzvBKmoxux5fdwA4euRLY7eFKpGHgaqwjlx5QWIkDsoPe8HbahaCuyKlQq2tKGGoD"
    "J0Itrjo/Qw3od+e6+xSBL86V6fhn+Kp/Yh9JpPwwLyc13x4WrCilsGG19rRhsVW+APbhtR"
    "egR1JahHrEtdWNzceuDtckM8KVZi2TRFF2PlMMVd0WuaqdQnaCeyr2KeA7RWVAxTAerLdo"
    "QqUC7lsSTljA8wzMwY3Nyz2QXNS0rI6FWFlzsfJZa5fWbbWruqImfEpJm3Y2f6XEfbtO8N"
    "ueHD7NhZGdZoBkp3GUrPGKEZwfdDv9NnKPZoT+n7YR/KfHvT8Aw2QfM/K9+7U7BRCzjbzD"
    "GaHKxA2lp//p8bRzA5f5Z02gTl3HJuV3gnGvY5pyinIRooqMoa5Zlcm5gYV/sdF0WyPWW7"
    "jfS6z90+4f0z//ir4TiqwXUBXc5ntpCnVbcUpWFKzNvWxKq/sC7AySCJYmsNRQtc2qIE+D"
    "NIKpcaZqlqRT/YjNvQSIxqCiukxSZOcIaRSjobRVraTemWfGaEajfkiNvehNI5vV7eCiS2"
    "URtofRRhq3c6TzXdYTsIRcbHcoBdeLcd0yklKF7uK4SyW4XYDba1NTsHSXpMlcaPepa3aI"
    "rEko5H+dnb1//+ns3fuPnz+cf/r04fM7b/WOX8paxi96X3vDyKjE2W9iWzOxKiX5dQBamc"
    "z9MFUWVnl8m2cGSwF6zBvonrcC3dAgx8ukEqJaM/wnSoobhsqIv3rscDpUHdj3bLw6uAgl"
    "2fRoN0e4/KbxOqEAZXlYvl/iNAHQD9U/TUf1/TKi+bB9iBh160G+shCjZMGf4NcBnb1Fc7"
    "JZLbA5R8wnx0KbNYKsmujUL1Fo0aZkkxyPWlrvLKexB/yDWeBBsxWez1i2ueGgheZrgw7X"
    "nF2HxmAwAM+VJb8hkEK4BWmhOwzUKvNeoc/HbktvMqDPtm3TflyZYg5eMEAPwEsL6diy0F"
    "zVLO6iFGzg5lR2G1mbBf3tW9amRe9Mn1/d8D7pD7fAxGHN0eunpYHuNkTlP8ohekN/yr83"
    "Bvza10vjCdIzP8msRCRU4TE29htWX2cuqyrthXdDf+iM0Ib0N9KJoT3S7+obyBsNpShp31"
    "vuxePngGbjAd3KioLX9O0UppSjMKWwV6YApuETNEk4Lg3RKCbuliLm1o2lxeRcus5p+4fX"
    "+tS1toZcjLudb186k2kbeYcz0r8dXl63EfuYkcntDUuWzT/rYeFYOXXk9op8dmhrPTBXvW"
    "FX6g3byDmYkZve5TcwO/FPP7W7n9C9HkNDuW5vEqTqfIPjU9d6eG76nUsWDsE+6RszuvwG"
    "3/knOCKOvvWGX8EBkR1AFoHO1U9IIUA/6DvVHX+H9vxzRq47wysIuuCZ8v0v3jBDY+8Q6K"
    "fTPu+AHbBaAJfdPjvnHQbOSv0O88cMfaf99KZdKUAa/j4jw5E0uR79aCPngD5Pb3JzO2WP"
    "4xzBb/tyC48MP48fzcjtzXW3T8/wzzpNzX1CW4OEwlGtdo5qAl6tDbwaVBqLjUCUUgzC3o"
    "MQUMqLjUGEUAzB/u/BZo9FKEAkWL//7GegU5zz/5qMhinT3qOIbu6aYqP/RVW6P73Mtg68"
    "CO3ortzkhVUERKrLhKAK6OAiwniG5RXhu0cg2H4A2x14NFnlSvH180ma5xhbSe4jkji1M1"
    "yPk2e2YG9KaqmlTAhOcLPMBxsEyGuNG0y6fUgsSP/PyM149MfPNmIfXgU+r/aek+bOyXBX"
    "D/15rcvKXllPQoRCf661/qxZknxnY1NSaKu7uwQBdodTWJRaOIcVcA5TYHnT9f2S7EVoRX"
    "6hOr9nYO8vmIwmQCIy0STvTYUL20TpRCWWCF/B1eQ5/P1qOi13uqIFGZSjysLa0DWl8CQN"
    "EokZGnXo5c5XhStahcjEghpF0bD5SO9StKZViEow9YWcp2vKvWq9p0E8inN2D+9p3k1DWR"
    "wQIvNUsuLvcwlsnfg9NZSz4bXv+cqEFXD3P1rWFqoVxkQywdgKpFdXaCqBueNAVw1lbkTE"
    "zK0dlLHackP+jdffUWoGOaZvQDHKw19X2y+BxY0vcReFRg6ItNI1kmSRLxZp5QQH9bVGic"
    "ARv+bH0vg0oH01iU+FwtICiLoua6t0lrqK127GOkvqpdtfM176f/YN4GOvYVYQn/ue5gnk"
    "k3S38c5ovhvDhEOWtxlC7CDHH9IIkgmP9WqxoDoW+wVPxiLINhAxxjw8eRwdCxFbm8ZKs5"
    "x4sFBIXzW3ECFntQBj0kPOaHPNXQLCvJ6sZF1Pdx0O0DXJbe/92aePnqMefMlyzZsMOv1+"
    "3J4pMiKKjIjPxuFKMiKunc0gzuWMBcEnadKCUFowqojReFEHach7UdCuEyARRp1oaDWTYI"
    "vxM0gjGJpdVchL9VECnOulFzlOxu7EbILzKoTXXHYml52r7klsISjJYtawJDhRvgbWv1qV"
    "agqjPVnquAsH5VLHV27jXMl1oDUro+Tox0jWDXLPstpA5Cy22pDdvsWSsrRYDpoWstn3bX"
    "I+nUM7FKp2DVb0VoaqXdy5VfiOH4FPK7yJ0mEJICJd1FhJFUkgjjIJBJ2+h83QUAd1xqnE"
    "BD3KCZpVdDjNlfUIigzvielVEm1YOEpAhAeEBDuBfQjso346ejHsQ/gA5eHp/s4/VaMeEx"
    "5DmQh4uE6bO7AO1/92N8oxXWKk0MEFniJw6uNVo6GDNk/Ti7duxl44+Sqh7PQefbB0wE4G"
    "YC8jsFtF0M8IzNINyzz3L3Po/J0xDE4Qi7fT3KaQQJf2O3dtVJIsrbFJxYc5Whhegt51xA"
    "OCvVqHQiupwQ8Z4SQ+yfOCLLXcJ1qZzguR8SzuxZDQwfMZ2T5WJU2W58vg5JveSqasahtL"
    "WmE7Mc9Qenqn1A5EDaY4u511T9SaSN2cwxwqHjDl0JckXja74kRuXu9yhQZnwkN9fN3Kx8"
    "1gdUK8OZM3ynKEbpDKE9e9BZNyzKcSmNSs1S2WiaSEMjhNnUEsrFOhKo+2OnTdnvCupkdt"
    "qczBLXJfBqMaFSycEL6yKxA4r5Dr8mzPSNU6KMNlF/w6EF2ii1kissQXuSxUyWmxE1D6Aa"
    "AMICtufSfj7o5u5vQUjziRt14NKV5KpIUYikNbPBFeRwrcYojq1I5ykZ8E3Km6WzF4iid6"
    "k2TbA6h08NCxEb3wG70CEBJz3HEWhhbHpp6Wmo4RL+QkI9WU7+y3aK7Lli051bJmxCmX5Z"
    "VxshB+hEdxCjm1kGVwdAvLyhLdY6ctwX/biHcivIGOAbsStYlEbaL4EnmstYl+iQI4V+PO"
    "Fzow7GNGbm4v+r3JNfM1cQ+j7ib1GByRxrnaNM6uMJC8oGfkLg0SisSldXbyXG8WOmCYey"
    "WCjtCKka7zSOuG8rDXMIcIxRjXeox9jauAJTNC9Xxm4ndV7Y0lGy8PTvR4IKhTjzek2nyP"
    "In1eRehZli+isDdl498QKFiCMaVh4ZTCRFB6hqs9QG02qVKAbXfCZYPbkhsxnC8wlCVOYl"
    "6OQNxmOLCXMYknS5ItL0tSi51eGk+I/oqt74MomxjZ8gMmycGiZd+EodrskCHaso10TMUd"
    "9I5R0q8rKoIhz4FyDmGnmsLTQQHEuZAtjJQlVh4sAT8fA/ws8j6JvE8i79NRaeDPkfdJ5C"
    "h6yRxFIu1W+aAEE2oKMNRrL/CdhDLny4KxLAESEfUYYacohlZlEKkojJIHJEsrjJIYPao6"
    "HvgHsjSnI/+xsjSw5Ink8UcHGQW9lRNQo4gzczpwFHSgzocd/QA3RR4ay/wGsRVwT4RM3A"
    "ZLEqbilpN729Z0lgwMHApBarFch0HwbNTsJKfIku8AqNGIn1F0w8LIdYxU5a01RwtM22EH"
    "I9oCXAWHzJlStr22wKF5C+mGQs8zIym6ouQzAujUUtbvfjPWmLTh+Wh3CgYfzjnLmGQQSk"
    "cMBHnSsMnOs2eGCwKFqsse3cpCoYRPX319+mAl2HdoXNpaD8xVb9iVekPIl8QOZuSmd/nt"
    "9qaN+KeX4umnl+HpZz2Gxln+4qOT7kEcIPml3YjdHaII74I0BzKvZphiMd4xoUGCmRTn3j"
    "TVMSpMlca/ZmayhJ4936dEvyf/Nf8c20GBANycEgaBTcnio+CRiWE4cBgCkm5RG1qEtEmw"
    "bRlmtIBeUGSCR8jEBD90gstrWdHshIxh6RM7QCKyuwgHSeEgefxsfv5Ed66TWxr8xv3fdk"
    "BvTqOdqFuHOVCBsxQTkJivEwPFINo3iIm1Wcp9J/t+ABpzEDEAq9wY3TjyVsldAH0byCrm"
    "LTi0Rm+iWciLOPGjhZ/gn1ub1wpX6kPGxoYkXRCUrCxlco8drG5GeE4+5KCZDJ6z3iLXU8"
    "yJVQZa7wmJigiLWMZ/KxirFpq7u8K85T0pvbnGwEcB0x0DTCeQoNoiQbUJPqzpLtiIeCUf"
    "QdljoGPEYrCPYLA55LjvaAepxXDXeriFmi1c/urLSuGjVqrLH0/0KRCgXdBEkE/FISDh+l"
    "e66x8bEAGrlTh3ReBxHb3/NgtLU7eXuqwlBo2GrrcyQUjeUlK8prnqbThk4RIUqIN4dQK0"
    "lLnLHi9vYSFiAKgHoZpYhTbMua4FgCLAgU9LQ8cIJMXkwhxV3kxgerUQPUT+QZF/8FfwVZ"
    "RXYIooHrkYpmuSJ8Yzhy7+EgkgqQTnVAd1j6DC5lW3O+Dn+BGc63c7E36OH9XjLVkbuqYU"
    "LQMZIhIafaxwKTepFmRqhEywtcYlNuuQK77c2Eh39pWg0I8DXR3nTN2p0Efe1RSdPr7Ols"
    "BdR9+88fprKItDe0wJzkg7a8kWhFsPAlLqsH7sX0e2imIT4WmdjrP483430OK/c3mcvjwP"
    "KQ8EsRT6baPT1oB5PGLToo1b6Emzl7yUg7ExFfwWQfYtzfKjEQEIkU0sM88nVU6AWiq9G0"
    "vcRW+3WdEViufuQnOT9my95dybg9fZvyajYRos8yedMtxFx3mMk78EUlMnpEZJ9b5KMQ8f"
    "gcdVfm02pBKd51GJztNVovOYSuTO+Rh/UyGDAEWT8ILSTMYiC1q1Obr41lCEwz5FA3l8nq"
    "ukw3lGSYfzeEkHEV8r4mtfgHeuHBfnHQhwybwL0kR5pyk2+l9ERc9j3JcyWAfcgJ49/z73"
    "ZX496PwRfc8v+6OLqNQFHVxEwdF6lfg4ouE4Op9L0KAKgosBEgHWZqOLwKoSsK+O081xsn"
    "Qn4BKYUEfkJVTP7TU79T5zwTk08X7E8achkzIsuVkHl3rmXLq1jniDexGHM+BYOgzq8HM3"
    "Brqxcueak20kBx296OrOI1MNkx6rGK/gGAoMKPK6hRZbnsLNRE8YP7SQrJiGZSFZ11k6ub"
    "QKvKXeAqDOabDewAPGawvNfR+OOQNQNYLmurbSnFOAlM7BVc2KXuYnf6cPAKOC2MkZUQ3M"
    "fd0WdCKmg6ZBG5qPPT9RGip0tHx9UICptQJTAwO0h5+KT11nJIUK2RCn2vk5Iz+63W9tBP"
    "+jL+jLeKAIYGVvcEC4uL2wi5u3pxTjf4isQeF6z8x9tlkXMNN47Zs040sz0gQEoAI8jVA1"
    "aDKXxljhYilcLOvLVuETKHwCj4XFZfsElgfadLCpKcuTBMDGudLKAmtkv80unCadpyWH16"
    "Xu+IlrZ8JG7wxgbd0gy9nm02GFVDeidK+MdD+iWoEJe7plnH34kAc7+PAhHTyAaxEVmL5U"
    "BTjsNG8gd09zOb2cZji9nMadXugd7YLOBwES4XtQ0PcgJos952b2z/8HZ7VuPw=="
)
