"""Counter sales in the ledger; standing orders that are paid by card."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        ALTER TABLE "ledger_entry" ADD "sale_id" UUID;
        -- A sale is paid once, and once taken back.
        ALTER TABLE "ledger_entry"
            ADD CONSTRAINT "ledger_entry_sale_id_fkey"
                FOREIGN KEY ("sale_id") REFERENCES "counter_sale" ("id") ON DELETE RESTRICT,
            ADD CONSTRAINT ledger_entry_one_of_a_sale UNIQUE (sale_id, kind),
            ADD CONSTRAINT ledger_entry_has_its_sale CHECK (
                (sale_id IS NOT NULL) = (kind IN ('COUNTER_SOLD', 'COUNTER_VOIDED'))
            );

        ALTER TABLE "standing_order" ADD "pays_by_card" BOOL NOT NULL DEFAULT False;
        ALTER TABLE "standing_order" ALTER COLUMN "pays_by_card" DROP DEFAULT;
        ALTER TABLE "standing_attempt" ADD "payment_refusal" VARCHAR(40);
        ALTER TABLE standing_attempt
            ADD CONSTRAINT standing_attempt_unpaid_is_placed CHECK (
                payment_refusal IS NULL OR outcome = 'PLACED'
            );
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        ALTER TABLE standing_attempt DROP CONSTRAINT standing_attempt_unpaid_is_placed;
        ALTER TABLE "standing_attempt" DROP COLUMN "payment_refusal";
        ALTER TABLE "standing_order" DROP COLUMN "pays_by_card";
        ALTER TABLE ledger_entry
            DROP CONSTRAINT ledger_entry_has_its_sale,
            DROP CONSTRAINT ledger_entry_one_of_a_sale;
        ALTER TABLE "ledger_entry" DROP COLUMN "sale_id";
    """
