"""Placing an order: one statement reads all facts, the rules decide, one statement does it all."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson

from hub.canteen import reads
from hub.canteen.rules import (
    CanteenReason,
    CanteenRefused,
    Decision,
    MenuFacts,
    Request,
    SubsidyFacts,
)
from hub.kernel.access import Viewer
from hub.kernel.db import Change, Statement, Transaction, command, deciding
from hub.kernel.ids import new_key

# Every limit is enforced here, whatever the facts said a moment ago: the menu row is locked first,
# so that orders of one meal come one after the other and get their numbers without gaps; the seat,
# the portions (of the dish that was checked, at the price that was quoted) and the caps are taken
# by conditional updates. What could not be taken makes a count too low, and nothing is written.
_PLACE = Statement(
    """numbered AS (
    UPDATE menu SET last_number = last_number + 1
    WHERE id = $2 AND CASE WHEN $3 THEN status IN ('PUBLISHED', 'LOCKED')
        ELSE status = 'PUBLISHED' AND cutoff_at > $4 END
    RETURNING last_number
), seated AS (
    UPDATE serving SET taken = taken + 1 FROM numbered
    WHERE id = $5 AND (capacity IS NULL OR taken < capacity) AND closed_at IS NULL
        AND CASE WHEN $3 THEN serve_until_at > $4 ELSE cutoff_at > $4 END
    RETURNING id
), wanted AS (
    SELECT * FROM unnest($6::uuid[], $7::int[], $8::bigint[], $9::uuid[], $36::int[])
        WITH ORDINALITY AS line (item_id, portions, price_fen, line_id, revision, position)
), taken AS (
    UPDATE menu_item SET taken = taken + wanted.portions FROM wanted, seated
    WHERE menu_item.id = wanted.item_id AND menu_id = $2
        AND menu_item.price_fen = wanted.price_fen
        AND menu_item.revision = wanted.revision AND NOT is_sold_out
        AND taken + wanted.portions <= menu_item.portions
    RETURNING wanted.*, name, name_en
), ordered AS (
    INSERT INTO meal_order (id, number, menu_id, serving_id, site_id, point_id, "on", period, mode,
        resident_id, status, status_at, price_fen, discount_fen, subsidy_fen, due_fen, policy_id,
        shares, quote, address, note, channel, placed_by_id, placed_at, is_after_cutoff)
    SELECT $1, last_number, $2, $5, $10, $11, $12, $13, $14, $15, $16, $4, $17, $18, $19, $20, $21,
        $22::jsonb, $23::jsonb, $24, $25, $26, $27, $4, $3
    FROM numbered, seated WHERE (SELECT count(*) FROM taken) = cardinality($6)
    RETURNING number
), lined AS (
    INSERT INTO meal_order_line (id, order_id, item_id, position, name, name_en, portions,
        price_fen)
    SELECT line_id, $1, item_id, position, name, name_en, portions, price_fen FROM taken, ordered
), moved AS (
    INSERT INTO meal_order_move (id, order_id, at, to_status, by_id, reason)
    SELECT $28, $1, $4, $16, $27, $29 FROM ordered
), claimed AS (
    INSERT INTO subsidy_claim (id, order_id, resident_id, policy_id, "on", period, amount_fen,
        status, windows)
    SELECT $30, $1, $15, $21, $12, $13, $19, 'RESERVED', $32::text[] FROM ordered WHERE $19 > 0
), used AS (
    INSERT INTO subsidy_use AS held (id, resident_id, policy_id, "window", from_on, amount_fen,
        limit_fen, meals, limit_meals)
    SELECT use_id, $15, $21, "window", from_on, $19, limit_fen, 1, limit_meals
    FROM ordered, unnest($31::uuid[], $32::text[], $33::date[], $34::bigint[], $35::int[])
        AS cap (use_id, "window", from_on, limit_fen, limit_meals)
    ON CONFLICT (resident_id, "window", from_on) DO UPDATE
    SET amount_fen = held.amount_fen + excluded.amount_fen, meals = held.meals + 1,
        policy_id = excluded.policy_id, limit_fen = excluded.limit_fen,
        limit_meals = excluded.limit_meals
    WHERE coalesce(held.amount_fen + excluded.amount_fen <= excluded.limit_fen, true)
        AND coalesce(held.meals < excluded.limit_meals, true)
    RETURNING 1
)""",
    holds="""EXISTS (SELECT FROM ordered)
    AND (SELECT count(*) FROM used) = cardinality($31)""",
)


@deciding
async def place_order(
    tx: Transaction,
    *,
    menu_id: UUID,
    point_id: UUID | None,
    resident_id: UUID | None,
    request: Request,
    viewer: Viewer,
    now: datetime,
) -> Change[UUID]:
    """Order one meal for a resident: for oneself, for one's ward, or as staff of the canteen.

    Without a point it is at the canteen that cooks. The answer is the order's key.

    Raises:
        CanteenRefused: with the reason, and `remaining` when a dish is sold out.
    """
    facts, resident, decision = await reads.quoted(
        tx,
        menu_id=menu_id,
        point_id=point_id,
        resident_id=resident_id,
        request=request,
        viewer=viewer,
        now=now,
    )
    order = _Order(new_key(), resident.resident_id, facts.menu, facts.subsidy, request, decision)
    tx.beneficiary_id = order.resident_id
    tx.record(
        "meal_order.placed",
        order.order_id,
        scope_id=facts.menu.site_id,
        point_id=facts.menu.point_id,
        resident_id=order.resident_id,
        mode=request.mode,
        status=decision.status,
    )
    return Change(
        order.order_id,
        _PLACE,
        order.values(tx.by.account_id, now),
        {"meal_order_one_a_meal": CanteenRefused(CanteenReason.ALREADY_ORDERED, field="menuId")},
    )


@command
async def begin_meals(tx: Transaction, *, meals: int) -> int:
    """Claim the key of a request for several meals, each of which is a command of its own."""
    return meals


@dataclass(frozen=True, slots=True)
class _Order:
    """An order that was decided, as the values of the statement that writes it."""

    order_id: UUID
    resident_id: UUID
    menu: MenuFacts
    subsidy: SubsidyFacts
    request: Request
    decision: Decision

    def _quoted(self) -> dict[str, object]:
        """How it was decided: every step, what may not suit the person, and that they know."""
        return {
            "steps": self.decision.quote.steps,
            "cautions": self.decision.cautions,
            "cautions_accepted": self.request.accepts_cautions and bool(self.decision.cautions),
        }

    def values(self, account_id: UUID | None, now: datetime) -> list[object]:
        menu, decision, wanted = self.menu, self.decision, self.request.wanted
        quote = decision.quote
        return [
            self.order_id,
            menu.menu_id,
            decision.is_after_cutoff,
            now,
            menu.serving_id,
            [line.item_id for line in wanted],
            [line.portions for line in wanted],
            [menu.items[line.item_id].price_fen for line in wanted],
            [new_key() for _ in wanted],
            menu.site_id,
            menu.point_id,
            menu.on,
            menu.period,
            self.request.mode,
            self.resident_id,
            decision.status,
            quote.price_fen,
            quote.discount_fen,
            quote.subsidy_fen,
            quote.due_fen,
            self.subsidy.policy_id,
            orjson.dumps(quote.shares).decode(),
            orjson.dumps(self._quoted()).decode(),
            decision.address,
            self.request.note,
            decision.channel,
            account_id,
            new_key(),
            self.request.reason if decision.is_after_cutoff else None,
            new_key(),
            [new_key() for _ in quote.uses],
            [use.window for use in quote.uses],
            [use.from_on for use in quote.uses],
            [use.limit_fen for use in quote.uses],
            [use.limit_meals for use in quote.uses],
            [menu.items[line.item_id].revision for line in wanted],
        ]
