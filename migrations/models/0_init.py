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
COMMENT ON TABLE "event" IS 'Something that happened, written with the change itself, told to every process after it.';
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
    "ended" JSONB NOT NULL,
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
COMMENT ON TABLE "account" IS 'Somebody who can sign in: by name and password, as a resident, or on an issuer''s word.';
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
COMMENT ON TABLE "one_time_code" IS 'A code for a phone, by keyed hashes. Also made, and never sent, for phones nobody has.';
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
COMMENT ON TABLE "session" IS 'One signed-in device. It ends by its owner, by expiry, or unused for `idle_seconds`.';
CREATE TABLE "throttle" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(40) NOT NULL,
    "subject_hash" BYTEA NOT NULL,
    "taken" INT NOT NULL,
    "allowed" INT NOT NULL,
    "until_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "throttle" IS 'How many of its tries a name, phone or source (hashed) has taken in the present window.';
CREATE TABLE "meal_site" (
    "id" UUID NOT NULL PRIMARY KEY,
    "portions_a_person" SMALLINT NOT NULL,
    "delivery_radius_metres" INT,
    "kitchen_id" UUID REFERENCES "meal_site" ("id") ON DELETE RESTRICT,
    "site_id" UUID NOT NULL UNIQUE REFERENCES "site" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "meal_site" IS 'The catering side of a site, under the site''s key.';
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
    "retired_on" DATE,
    "site_id" UUID REFERENCES "meal_site" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "dish" IS 'Something a canteen cooks. Shared by the whole city when `site` is null.';
CREATE TABLE "menu" (
    "id" UUID NOT NULL PRIMARY KEY,
    "on" DATE NOT NULL,
    "period" VARCHAR(20) NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "note" VARCHAR(200),
    "cutoff_at" TIMESTAMPTZ,
    "published_at" TIMESTAMPTZ,
    "locked_at" TIMESTAMPTZ,
    "last_number" INT NOT NULL,
    "site_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT
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
    "serve_from" TIME NOT NULL,
    "serve_until" TIME NOT NULL,
    "cutoff_days" SMALLINT NOT NULL,
    "cutoff_time" TIME NOT NULL,
    "capacity" INT,
    "site_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT
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
    "menu_id" UUID NOT NULL REFERENCES "menu" ("id") ON DELETE CASCADE,
    "point_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT
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
    "point_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT,
    "policy_id" UUID REFERENCES "subsidy_policy" ("id") ON DELETE RESTRICT,
    "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT,
    "serving_id" UUID NOT NULL REFERENCES "serving" ("id") ON DELETE RESTRICT,
    "site_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT
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
COMMENT ON TABLE "subsidy_claim" IS 'The subsidy of one order. Per meal a person has one that is not released, city-wide.';
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
