"""Notifications: recipients, what they were told, what is on its way, and when it is quiet."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE "notification_quiet_hours" (
            "id" UUID NOT NULL PRIMARY KEY,
            "starts" TIME NOT NULL,
            "ends" TIME NOT NULL,
            "source" VARCHAR(400) NOT NULL,
            "from_on" DATE NOT NULL,
            "until_on" DATE
        );
        COMMENT ON TABLE "notification_quiet_hours" IS 'Quiet hours, in force on `from_on` and no longer on `until_on`; they may hold midnight.';
        CREATE TABLE "notification_recipient" (
            "id" UUID NOT NULL PRIMARY KEY,
            "language" VARCHAR(2) NOT NULL,
            "account_id" UUID UNIQUE REFERENCES "account" ("id") ON DELETE RESTRICT,
            "resident_id" UUID UNIQUE REFERENCES "resident" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "notification_recipient" IS 'Who is told: a resident, or the account of somebody who works here.';
        CREATE TABLE "notification" (
            "id" UUID NOT NULL PRIMARY KEY,
            "topic" VARCHAR(40) NOT NULL,
            "cause" VARCHAR(120) NOT NULL,
            "about" VARCHAR(120),
            "title" VARCHAR(60) NOT NULL,
            "body" VARCHAR(400) NOT NULL,
            "at" TIMESTAMPTZ NOT NULL,
            "read_at" TIMESTAMPTZ,
            "recipient_id" UUID NOT NULL REFERENCES "notification_recipient" ("id") ON DELETE CASCADE,
            CONSTRAINT "uid_notificatio_recipie_95b861" UNIQUE ("recipient_id", "cause")
        );
        COMMENT ON TABLE "notification" IS 'What one recipient was told about one cause, in their language: a line of their inbox.';
        CREATE TABLE "notification_delivery" (
            "id" UUID NOT NULL PRIMARY KEY,
            "topic" VARCHAR(40) NOT NULL,
            "channel" VARCHAR(20) NOT NULL,
            "status" VARCHAR(20) NOT NULL,
            "problem" VARCHAR(20),
            "is_urgent" BOOL NOT NULL,
            "attempts" SMALLINT NOT NULL,
            "queued_at" TIMESTAMPTZ NOT NULL,
            "due_at" TIMESTAMPTZ NOT NULL,
            "expires_at" TIMESTAMPTZ,
            "settled_at" TIMESTAMPTZ,
            "notification_id" UUID NOT NULL REFERENCES "notification" ("id") ON DELETE CASCADE,
            "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT,
            "site_id" UUID REFERENCES "site" ("id") ON DELETE RESTRICT,
            CONSTRAINT "uid_notificatio_notific_e662c3" UNIQUE ("notification_id", "channel")
        );
        COMMENT ON TABLE "notification_delivery" IS 'A notification on its way to a resident''s telephone through one channel.';
        CREATE TABLE "notification_preference" (
            "id" UUID NOT NULL PRIMARY KEY,
            "topic" VARCHAR(40) NOT NULL,
            "channel" VARCHAR(20) NOT NULL,
            "is_on" BOOL NOT NULL,
            "set_at" TIMESTAMPTZ NOT NULL,
            "recipient_id" UUID NOT NULL REFERENCES "notification_recipient" ("id") ON DELETE CASCADE,
            CONSTRAINT "uid_notificatio_recipie_23b851" UNIQUE ("recipient_id", "topic", "channel")
        );
        COMMENT ON TABLE "notification_preference" IS 'What a recipient said about a topic and a channel; without it the topic''s traits count.';

        ALTER TABLE notification_recipient
            ADD CONSTRAINT notification_recipient_is_one CHECK (
                num_nonnulls(resident_id, account_id) = 1
            );

        CREATE INDEX notification_newest ON notification (recipient_id, at, id);
        CREATE INDEX notification_unread ON notification (recipient_id) WHERE read_at IS NULL;
        -- What the job looks for that forgets what is old.
        CREATE INDEX notification_by_age ON notification (at);

        ALTER TABLE notification_delivery
            ADD CONSTRAINT notification_delivery_settled CHECK (
                (status = 'QUEUED') = (settled_at IS NULL)
            ),
            ADD CONSTRAINT notification_delivery_says_why CHECK (
                status NOT IN ('FAILED', 'SUPPRESSED') OR problem IS NOT NULL
            ),
            ADD CONSTRAINT notification_delivery_attempts_counted CHECK (attempts >= 0);
        CREATE INDEX notification_delivery_due ON notification_delivery (due_at)
            WHERE status = 'QUEUED';
        CREATE INDEX notification_delivery_by_resident ON notification_delivery (resident_id);
        CREATE INDEX notification_delivery_by_site ON notification_delivery (site_id, queued_at);

        ALTER TABLE notification_quiet_hours
            ADD CONSTRAINT notification_quiet_hours_last CHECK (starts <> ends),
            ADD CONSTRAINT notification_quiet_hours_one_at_a_time EXCLUDE USING gist
                (daterange(from_on, until_on) WITH &&);
        INSERT INTO notification_quiet_hours (id, starts, ends, source, from_on) VALUES
            (gen_random_uuid(), '21:00', '07:00', '默认：夜间不打扰老年人', '2020-01-01');
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP TABLE notification_quiet_hours;
        DROP TABLE notification_delivery;
        DROP TABLE notification;
        DROP TABLE notification_preference;
        DROP TABLE notification_recipient;
    """
