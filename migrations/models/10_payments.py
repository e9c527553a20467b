"""Money: the ledger, meal cards, payments, cash drawers, and what outside providers say of it."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE "cash_drawer" (
            "id" UUID NOT NULL PRIMARY KEY,
            "on" DATE NOT NULL,
            "opening_fen" BIGINT NOT NULL,
            "opened_at" TIMESTAMPTZ NOT NULL,
            "taken_fen" BIGINT,
            "counted_fen" BIGINT,
            "difference_fen" BIGINT,
            "reason" VARCHAR(200),
            "closed_at" TIMESTAMPTZ,
            "closed_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "opened_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "site_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "cash_drawer" IS 'The cash of one site on one day: opened with a float, counted and closed once.';
        CREATE TABLE "ledger_account" (
            "id" UUID NOT NULL PRIMARY KEY,
            "kind" VARCHAR(20) NOT NULL,
            "provider" VARCHAR(20),
            "balance_fen" BIGINT,
            "last_number" INT,
            "resident_id" UUID REFERENCES "resident" ("id") ON DELETE RESTRICT,
            "site_id" UUID REFERENCES "meal_site" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "ledger_account" IS 'One account, of a resident, of a site or of an outside provider.';
        CREATE TABLE "meal_card" (
            "id" UUID NOT NULL PRIMARY KEY,
            "number" BYTEA NOT NULL,
            "number_hash" BYTEA NOT NULL,
            "number_tail" VARCHAR(4) NOT NULL,
            "status" VARCHAR(20) NOT NULL,
            "status_at" TIMESTAMPTZ NOT NULL,
            "frozen_why" VARCHAR(20),
            "issued_at" TIMESTAMPTZ NOT NULL,
            "account_id" UUID NOT NULL REFERENCES "ledger_account" ("id") ON DELETE RESTRICT,
            "replaces_id" UUID REFERENCES "meal_card" ("id") ON DELETE RESTRICT,
            "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "meal_card" IS 'A card that opens a resident''s account, as long as it is live.';
        CREATE TABLE "meal_card_move" (
            "id" UUID NOT NULL PRIMARY KEY,
            "at" TIMESTAMPTZ NOT NULL,
            "from_status" VARCHAR(20),
            "to_status" VARCHAR(20) NOT NULL,
            "reason" VARCHAR(200),
            "by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "card_id" UUID NOT NULL REFERENCES "meal_card" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "meal_card_move" IS 'One move of a card along its states: who, when, from, to, why.';
        CREATE TABLE "meal_bill" (
            "due_fen" BIGINT NOT NULL,
            "paid_fen" BIGINT NOT NULL,
            "order_id" UUID NOT NULL PRIMARY KEY REFERENCES "meal_order" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "meal_bill" IS 'What of an order is paid; there is one as soon as somebody has paid something.';
        CREATE TABLE "meal_payment" (
            "id" UUID NOT NULL PRIMARY KEY,
            "purpose" VARCHAR(20) NOT NULL,
            "method" VARCHAR(20) NOT NULL,
            "status" VARCHAR(20) NOT NULL,
            "amount_fen" BIGINT NOT NULL,
            "refunded_fen" BIGINT NOT NULL,
            "provider" VARCHAR(20),
            "reference" VARCHAR(80),
            "url" VARCHAR(300),
            "created_at" TIMESTAMPTZ NOT NULL,
            "expires_at" TIMESTAMPTZ,
            "captured_at" TIMESTAMPTZ,
            "created_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "order_id" UUID REFERENCES "meal_order" ("id") ON DELETE RESTRICT,
            "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT,
            "site_id" UUID REFERENCES "meal_site" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "meal_payment" IS 'One payment: for an order, or onto the card of a resident.';
        CREATE TABLE "ledger_entry" (
            "id" UUID NOT NULL PRIMARY KEY,
            "kind" VARCHAR(20) NOT NULL,
            "at" TIMESTAMPTZ NOT NULL,
            "note" VARCHAR(200),
            "by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "drawer_id" UUID REFERENCES "cash_drawer" ("id") ON DELETE RESTRICT,
            "order_id" UUID REFERENCES "meal_order" ("id") ON DELETE RESTRICT,
            "payment_id" UUID REFERENCES "meal_payment" ("id") ON DELETE RESTRICT,
            "reverses_id" UUID REFERENCES "ledger_entry" ("id") ON DELETE RESTRICT,
            "site_id" UUID REFERENCES "meal_site" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "ledger_entry" IS 'One movement of money, written once and never changed.';
        CREATE TABLE "ledger_posting" (
            "id" UUID NOT NULL PRIMARY KEY,
            "amount_fen" BIGINT NOT NULL,
            "at" TIMESTAMPTZ NOT NULL,
            "number" INT,
            "balance_fen" BIGINT,
            "account_id" UUID NOT NULL REFERENCES "ledger_account" ("id") ON DELETE RESTRICT,
            "entry_id" UUID NOT NULL REFERENCES "ledger_entry" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "ledger_posting" IS 'So much to one account: a credit when positive, a debit when negative.';
        CREATE TABLE "meal_refund" (
            "id" UUID NOT NULL PRIMARY KEY,
            "amount_fen" BIGINT NOT NULL,
            "status" VARCHAR(20) NOT NULL,
            "requested_at" TIMESTAMPTZ NOT NULL,
            "attempts" INT NOT NULL,
            "next_at" TIMESTAMPTZ,
            "done_at" TIMESTAMPTZ,
            "problem" VARCHAR(200),
            "payment_id" UUID NOT NULL REFERENCES "meal_payment" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "meal_refund" IS 'Money that goes back through an outside provider, tried until it has gone or cannot.';
        CREATE TABLE "meal_refund_policy" (
            "id" UUID NOT NULL PRIMARY KEY,
            "late_cancel_percent" SMALLINT NOT NULL,
            "no_show_percent" SMALLINT NOT NULL,
            "source" VARCHAR(200) NOT NULL,
            "from_on" DATE NOT NULL,
            "until_on" DATE,
            "published_at" TIMESTAMPTZ NOT NULL,
            "area_id" UUID NOT NULL REFERENCES "area" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "meal_refund_policy" IS 'How much goes back after a late cancellation or a no-show, in an area, from a day on.';
        CREATE TABLE "provider_event" (
            "id" UUID NOT NULL PRIMARY KEY,
            "provider" VARCHAR(20) NOT NULL,
            "event_id" VARCHAR(80) NOT NULL,
            "kind" VARCHAR(40) NOT NULL,
            "body_hash" BYTEA NOT NULL,
            "outcome" VARCHAR(20) NOT NULL,
            "received_at" TIMESTAMPTZ NOT NULL
        );
        COMMENT ON TABLE "provider_event" IS 'An event that a provider has told of, kept so that it counts once.';
        CREATE TABLE "reconciliation" (
            "id" UUID NOT NULL PRIMARY KEY,
            "provider" VARCHAR(20) NOT NULL,
            "on" DATE NOT NULL,
            "at" TIMESTAMPTZ NOT NULL,
            "matched" INT NOT NULL,
            "taken_up" INT NOT NULL,
            CONSTRAINT "uid_reconciliat_provide_5da5c9" UNIQUE ("provider", "on")
        );
        COMMENT ON TABLE "reconciliation" IS 'One comparison of a provider''s statement of a day with what is stored here.';
        CREATE TABLE "reconciliation_difference" (
            "id" UUID NOT NULL PRIMARY KEY,
            "kind" VARCHAR(20) NOT NULL,
            "reference" VARCHAR(80) NOT NULL,
            "ours_fen" BIGINT,
            "theirs_fen" BIGINT,
            "resolved_at" TIMESTAMPTZ,
            "note" VARCHAR(200),
            "payment_id" UUID REFERENCES "meal_payment" ("id") ON DELETE RESTRICT,
            "reconciliation_id" UUID NOT NULL REFERENCES "reconciliation" ("id") ON DELETE RESTRICT,
            "resolved_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            CONSTRAINT "uid_reconciliat_reconci_4073f1" UNIQUE ("reconciliation_id", "reference")
        );
        COMMENT ON TABLE "reconciliation_difference" IS 'What a provider''s statement and the ledger do not agree on, for people to look at.';
        CREATE TABLE "sandbox_charge" (
            "id" UUID NOT NULL PRIMARY KEY,
            "reference" VARCHAR(80) NOT NULL UNIQUE,
            "amount_fen" BIGINT NOT NULL,
            "status" VARCHAR(20) NOT NULL,
            "decided_at" TIMESTAMPTZ,
            "told_at" TIMESTAMPTZ
        );
        COMMENT ON TABLE "sandbox_charge" IS 'What the sandbox provider knows of a payment: the outside world of a development hub.';
        CREATE TABLE "sandbox_refund" (
            "id" UUID NOT NULL PRIMARY KEY,
            "amount_fen" BIGINT NOT NULL,
            "attempts" INT NOT NULL,
            "done_at" TIMESTAMPTZ,
            "charge_id" UUID NOT NULL REFERENCES "sandbox_charge" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "sandbox_refund" IS 'What the sandbox provider has given back, once by the hub''s key of the refund.';

        ALTER TABLE cash_drawer
            ADD CONSTRAINT cash_drawer_one_a_day UNIQUE (site_id, "on"),
            ADD CONSTRAINT cash_drawer_float_not_negative CHECK (opening_fen >= 0),
            ADD CONSTRAINT cash_drawer_closed_is_counted CHECK (
                (closed_at IS NULL AND counted_fen IS NULL AND taken_fen IS NULL
                    AND difference_fen IS NULL)
                OR (closed_at IS NOT NULL AND counted_fen >= 0
                    AND difference_fen = counted_fen - opening_fen - taken_fen)
            ),
            ADD CONSTRAINT cash_drawer_difference_has_reason CHECK (
                coalesce(difference_fen, 0) = 0 OR reason <> ''
            );
        CREATE INDEX cash_drawer_by_opener ON cash_drawer (opened_by_id);
        CREATE INDEX cash_drawer_by_closer ON cash_drawer (closed_by_id);

        -- Money of people never falls below zero; of the other accounts no balance is kept.
        ALTER TABLE ledger_account
            ADD CONSTRAINT ledger_account_one_of_a_kind
                UNIQUE NULLS NOT DISTINCT (kind, resident_id, site_id, provider),
            ADD CONSTRAINT ledger_account_has_its_owner CHECK (
                (resident_id IS NOT NULL) = (kind IN ('CARD', 'PAYABLE'))
                AND (site_id IS NOT NULL) = (kind IN ('CASH', 'CASH_DIFFERENCE', 'SALES'))
                AND (provider IS NOT NULL) = (kind IN ('PROVIDER', 'REFUNDING'))
            ),
            ADD CONSTRAINT ledger_account_keeps_balance_of_residents CHECK (
                (kind IN ('CARD', 'PAYABLE')) = (balance_fen IS NOT NULL)
                AND (balance_fen IS NULL) = (last_number IS NULL)
            ),
            ADD CONSTRAINT ledger_account_not_overdrawn CHECK (balance_fen >= 0);
        CREATE INDEX ledger_account_by_resident ON ledger_account (resident_id);
        CREATE INDEX ledger_account_by_site ON ledger_account (site_id);

        ALTER TABLE meal_card
            ADD CONSTRAINT meal_card_one_of_a_number UNIQUE (number_hash),
            ADD CONSTRAINT meal_card_frozen_says_why CHECK (
                (status = 'FROZEN') = (frozen_why IS NOT NULL)
            );
        -- A resident has one card that means something.
        CREATE UNIQUE INDEX meal_card_one_live ON meal_card (resident_id)
            WHERE status IN ('ISSUED', 'ACTIVE', 'FROZEN');
        CREATE INDEX meal_card_by_resident ON meal_card (resident_id, issued_at);
        CREATE INDEX meal_card_by_account ON meal_card (account_id);
        CREATE UNIQUE INDEX meal_card_replaced_once ON meal_card (replaces_id);
        ALTER TABLE meal_card_move
            ADD CONSTRAINT meal_card_move_goes_somewhere CHECK (from_status <> to_status);
        CREATE INDEX meal_card_move_by_card ON meal_card_move (card_id, at);
        CREATE INDEX meal_card_move_by_account ON meal_card_move (by_id);

        -- Nothing is paid twice, nor more than is due.
        ALTER TABLE meal_bill
            ADD CONSTRAINT meal_bill_within_due CHECK (0 <= paid_fen AND paid_fen <= due_fen);

        ALTER TABLE meal_payment
            ADD CONSTRAINT meal_payment_positive CHECK (amount_fen > 0),
            ADD CONSTRAINT meal_payment_refunds_within CHECK (
                0 <= refunded_fen AND refunded_fen <= amount_fen
            ),
            ADD CONSTRAINT meal_payment_refunded_is_all CHECK (
                (status = 'REFUNDED') = (refunded_fen = amount_fen)
            ),
            ADD CONSTRAINT meal_payment_has_purpose CHECK (
                (purpose = 'ORDER') = (order_id IS NOT NULL)
            ),
            ADD CONSTRAINT meal_payment_outside_has_provider CHECK (
                (method = 'PROVIDER') = (provider IS NOT NULL)
                AND (method = 'PROVIDER' OR status IN ('CAPTURED', 'REFUNDED'))
            ),
            ADD CONSTRAINT meal_payment_captured_is_dated CHECK (
                (status IN ('CAPTURED', 'REFUNDED')) = (captured_at IS NOT NULL)
            );
        CREATE INDEX meal_payment_by_order ON meal_payment (order_id, created_at);
        CREATE INDEX meal_payment_by_resident ON meal_payment (resident_id, created_at);
        CREATE INDEX meal_payment_by_site ON meal_payment (site_id, captured_at);
        CREATE INDEX meal_payment_by_account ON meal_payment (created_by_id);
        -- What the job that gives up on payments looks for, and what a day's statement is compared with.
        CREATE INDEX meal_payment_pending ON meal_payment (expires_at) WHERE status = 'PENDING';
        CREATE INDEX meal_payment_by_provider ON meal_payment (provider, captured_at)
            WHERE provider IS NOT NULL;

        -- What an entry reverses is reversed once, and by no entry of its own.
        ALTER TABLE ledger_entry
            ADD CONSTRAINT ledger_entry_reverses_another CHECK (reverses_id <> id),
            ADD CONSTRAINT ledger_entry_reversed_once UNIQUE (reverses_id);
        CREATE INDEX ledger_entry_by_order ON ledger_entry (order_id);
        CREATE INDEX ledger_entry_by_payment ON ledger_entry (payment_id);
        CREATE INDEX ledger_entry_by_site ON ledger_entry (site_id, at);
        CREATE INDEX ledger_entry_by_drawer ON ledger_entry (drawer_id);
        CREATE INDEX ledger_entry_by_account ON ledger_entry (by_id);

        ALTER TABLE ledger_posting
            ADD CONSTRAINT ledger_posting_of_something CHECK (amount_fen <> 0),
            ADD CONSTRAINT ledger_posting_one_an_account UNIQUE (entry_id, account_id),
            ADD CONSTRAINT ledger_posting_numbered_is_kept CHECK (
                (number IS NULL) = (balance_fen IS NULL)
            ),
            ADD CONSTRAINT ledger_posting_not_overdrawn CHECK (balance_fen >= 0);
        -- A statement, in its order: no posting is missing and none is there twice.
        CREATE UNIQUE INDEX ledger_posting_one_of_a_number ON ledger_posting (account_id, number);
        CREATE INDEX ledger_posting_by_account ON ledger_posting (account_id, at);

        ALTER TABLE meal_refund
            ADD CONSTRAINT meal_refund_positive CHECK (amount_fen > 0),
            ADD CONSTRAINT meal_refund_done_is_dated CHECK ((status = 'DONE') = (done_at IS NOT NULL)),
            ADD CONSTRAINT meal_refund_requested_is_due CHECK (
                (status = 'REQUESTED') = (next_at IS NOT NULL)
            );
        CREATE INDEX meal_refund_by_payment ON meal_refund (payment_id);
        CREATE INDEX meal_refund_due ON meal_refund (next_at) WHERE status = 'REQUESTED';

        ALTER TABLE meal_refund_policy
            ADD CONSTRAINT meal_refund_policy_in_percent CHECK (
                late_cancel_percent BETWEEN 0 AND 100 AND no_show_percent BETWEEN 0 AND 100
            ),
            ADD CONSTRAINT meal_refund_policy_has_source CHECK (source <> ''),
            ADD CONSTRAINT meal_refund_policy_ends_after_it_starts CHECK (until_on >= from_on),
            ADD CONSTRAINT meal_refund_policy_one_at_a_time EXCLUDE USING gist
                (hub_key(area_id) WITH &&, daterange(from_on, until_on) WITH &&);
        CREATE INDEX meal_refund_policy_by_area ON meal_refund_policy (area_id, from_on);

        ALTER TABLE provider_event
            ADD CONSTRAINT provider_event_once UNIQUE (provider, event_id);
        CREATE INDEX reconciliation_difference_by_payment ON reconciliation_difference (payment_id);
        CREATE INDEX reconciliation_difference_by_resolver ON reconciliation_difference (resolved_by_id);
        CREATE INDEX reconciliation_difference_open ON reconciliation_difference (reconciliation_id)
            WHERE resolved_at IS NULL;
        ALTER TABLE sandbox_charge
            ADD CONSTRAINT sandbox_charge_positive CHECK (amount_fen > 0);
        ALTER TABLE sandbox_refund
            ADD CONSTRAINT sandbox_refund_positive CHECK (amount_fen > 0);
        CREATE INDEX sandbox_refund_by_charge ON sandbox_refund (charge_id);

        -- At commit, whatever was written: the postings of an entry add up to zero, and there are
        -- some.
        CREATE FUNCTION ledger_check_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            entry uuid;
            total numeric;
            postings bigint;
        BEGIN
            IF TG_TABLE_NAME = 'ledger_entry' THEN
                entry := NEW.id;
            ELSE
                entry := NEW.entry_id;
            END IF;
            SELECT sum(amount_fen), count(*) INTO total, postings
            FROM ledger_posting WHERE entry_id = entry;
            IF postings < 2 OR total <> 0 THEN
                RAISE EXCEPTION 'The postings of a ledger entry add up to % fen.', coalesce(total, 0)
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_balanced',
                        TABLE = 'ledger_entry';
            END IF;
            RETURN NULL;
        END
        $$;
        CREATE CONSTRAINT TRIGGER ledger_entry_balanced AFTER INSERT ON ledger_entry
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_check_balanced();
        CREATE CONSTRAINT TRIGGER ledger_posting_balanced AFTER INSERT ON ledger_posting
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_check_balanced();

        -- What is in the ledger stays as it is.
        CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry
            FOR EACH ROW EXECUTE FUNCTION hub_append_only();
        CREATE TRIGGER ledger_entry_not_emptied BEFORE TRUNCATE ON ledger_entry
            FOR EACH STATEMENT EXECUTE FUNCTION hub_append_only();
        CREATE TRIGGER ledger_posting_append_only BEFORE UPDATE OR DELETE ON ledger_posting
            FOR EACH ROW EXECUTE FUNCTION hub_append_only();
        CREATE TRIGGER ledger_posting_not_emptied BEFORE TRUNCATE ON ledger_posting
            FOR EACH STATEMENT EXECUTE FUNCTION hub_append_only();
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP TABLE sandbox_refund,
            sandbox_charge,
            reconciliation_difference,
            reconciliation,
            provider_event,
            meal_refund_policy,
            meal_refund,
            ledger_posting,
            ledger_entry,
            meal_payment,
            meal_bill,
            meal_card_move,
            meal_card,
            ledger_account,
            cash_drawer;
        DROP FUNCTION ledger_check_balanced;
    """
