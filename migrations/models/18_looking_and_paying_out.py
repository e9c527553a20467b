"""Looks at card numbers, paying out by two people, and indexes for lists of money."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE "meal_card_reveal" (
            "id" UUID NOT NULL PRIMARY KEY,
            "at" TIMESTAMPTZ NOT NULL,
            "reason" VARCHAR(200) NOT NULL,
            "by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "card_id" UUID NOT NULL REFERENCES "meal_card" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "meal_card_reveal" IS 'Somebody looked at the full number of a card, and said why.';
        ALTER TABLE meal_card_reveal
            ADD CONSTRAINT meal_card_reveal_says_why CHECK (reason ~ '[^[:space:]]');
        CREATE INDEX meal_card_reveal_by_card ON meal_card_reveal (card_id, at);
        CREATE INDEX meal_card_reveal_by_account ON meal_card_reveal (by_id, at);

        CREATE TABLE "pay_out_proposal" (
            "id" UUID NOT NULL PRIMARY KEY,
            "amount_fen" BIGINT NOT NULL,
            "received_by" VARCHAR(200) NOT NULL,
            "proposed_at" TIMESTAMPTZ NOT NULL,
            "entry_id" UUID REFERENCES "ledger_entry" ("id") ON DELETE RESTRICT,
            "proposed_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT,
            "site_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "pay_out_proposal" IS 'Money that is owed to a resident, to be paid out at a counter by a second person.';
        -- Each serves once.
        ALTER TABLE pay_out_proposal
            ADD CONSTRAINT pay_out_proposal_positive CHECK (amount_fen > 0),
            ADD CONSTRAINT pay_out_proposal_one_an_entry UNIQUE (entry_id);
        CREATE INDEX pay_out_proposal_by_resident ON pay_out_proposal (resident_id, proposed_at);
        CREATE INDEX pay_out_proposal_by_site ON pay_out_proposal (site_id, proposed_at);
        CREATE INDEX pay_out_proposal_by_account ON pay_out_proposal (proposed_by_id);

        -- Policies that are in force say nothing of it: what held where there is none holds there.
        ALTER TABLE "meal_refund_policy" ADD "pay_out_alone_fen" BIGINT NOT NULL DEFAULT 20000;
        ALTER TABLE "meal_refund_policy" ALTER COLUMN "pay_out_alone_fen" DROP DEFAULT;
        ALTER TABLE meal_refund_policy
            ADD CONSTRAINT meal_refund_policy_alone_not_negative CHECK (pay_out_alone_fen >= 0);

        CREATE INDEX meal_payment_begun_at_site ON meal_payment (site_id, created_at, id);
        CREATE INDEX ledger_account_owed ON ledger_account (balance_fen, id)
            WHERE kind = 'PAYABLE' AND balance_fen > 0;
        -- What a trial balance adds up: the days of a span, out of the index alone.
        CREATE INDEX ledger_posting_by_time ON ledger_posting (at) INCLUDE (account_id, amount_fen);
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX ledger_posting_by_time;
        DROP INDEX ledger_account_owed;
        DROP INDEX meal_payment_begun_at_site;
        ALTER TABLE "meal_refund_policy" DROP COLUMN "pay_out_alone_fen";
        DROP TABLE pay_out_proposal;
        DROP TABLE meal_card_reveal;
    """
