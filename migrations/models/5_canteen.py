"""The rules of the canteen that PostgreSQL keeps: checks, uniques, exclusions, indexes."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        ALTER TABLE meal_site
            ADD CONSTRAINT meal_site_is_its_site CHECK (id = site_id),
            ADD CONSTRAINT meal_site_kitchen_elsewhere CHECK (kitchen_id <> id),
            ADD CONSTRAINT meal_site_portions_in_range CHECK (portions_a_person BETWEEN 1 AND 99),
            ADD CONSTRAINT meal_site_radius_positive CHECK (delivery_radius_metres > 0);
        CREATE INDEX meal_site_by_kitchen ON meal_site (kitchen_id);

        ALTER TABLE service_time
            ADD CONSTRAINT service_time_ends_after_it_starts CHECK (until_on >= from_on),
            ADD CONSTRAINT service_time_serves_forwards CHECK (serve_from < serve_until),
            ADD CONSTRAINT service_time_cutoff_in_range CHECK (cutoff_days BETWEEN 0 AND 30),
            ADD CONSTRAINT service_time_capacity_not_negative CHECK (capacity >= 0),
            ADD CONSTRAINT service_time_one_a_day EXCLUDE USING gist (
                hub_key(site_id) WITH &&,
                hub_key(period::text) WITH &&,
                hub_key(mode::text) WITH &&,
                daterange(from_on, until_on) WITH &&
            );
        CREATE INDEX service_time_by_site ON service_time (site_id, period);

        ALTER TABLE dish
            ADD CONSTRAINT dish_price_not_negative CHECK (price_fen >= 0),
            ADD CONSTRAINT dish_nutrition_not_negative CHECK (
                kcal >= 0 AND sugar_mg >= 0 AND sodium_mg >= 0
            ),
            ADD CONSTRAINT dish_one_of_a_name UNIQUE NULLS NOT DISTINCT (site_id, name);

        ALTER TABLE menu
            ADD CONSTRAINT menu_one_a_meal UNIQUE (site_id, "on", period),
            ADD CONSTRAINT menu_published_is_whole CHECK (
                status = 'DRAFT' OR (cutoff_at IS NOT NULL AND published_at IS NOT NULL)
            ),
            ADD CONSTRAINT menu_locked_is_dated CHECK ((status = 'LOCKED') = (locked_at IS NOT NULL)),
            ADD CONSTRAINT menu_numbers_from_one CHECK (last_number >= 0);
        CREATE INDEX menu_by_day ON menu ("on", period);
        -- What the lock job looks for.
        CREATE INDEX menu_open ON menu (cutoff_at) WHERE status = 'PUBLISHED';

        ALTER TABLE serving
            ADD CONSTRAINT serving_one_a_mode UNIQUE (menu_id, point_id, mode),
            ADD CONSTRAINT serving_within_capacity CHECK (
                taken >= 0 AND (capacity IS NULL OR taken <= capacity)
            ),
            ADD CONSTRAINT serving_serves_forwards CHECK (serve_from_at < serve_until_at),
            ADD CONSTRAINT serving_cutoff_before_end CHECK (cutoff_at <= serve_until_at);
        CREATE INDEX serving_by_point ON serving (point_id);

        ALTER TABLE menu_item
            ADD CONSTRAINT menu_item_within_portions CHECK (0 <= taken AND taken <= portions),
            ADD CONSTRAINT menu_item_price_not_negative CHECK (price_fen >= 0),
            ADD CONSTRAINT menu_item_one_of_a_dish UNIQUE (menu_id, dish_id);
        CREATE INDEX menu_item_by_dish ON menu_item (dish_id);

        ALTER TABLE subsidy_policy
            ADD CONSTRAINT subsidy_policy_version_from_one CHECK (version >= 1),
            ADD CONSTRAINT subsidy_policy_has_source CHECK (source <> ''),
            ADD CONSTRAINT subsidy_policy_ends_after_it_starts CHECK (until_on >= from_on),
            ADD CONSTRAINT subsidy_policy_one_at_a_time EXCLUDE USING gist
                (hub_key(area_id) WITH &&, daterange(from_on, until_on) WITH &&);
        CREATE INDEX subsidy_policy_by_area ON subsidy_policy (area_id, from_on);

        ALTER TABLE meal_order
            ADD CONSTRAINT meal_order_one_a_number UNIQUE (menu_id, number),
            ADD CONSTRAINT meal_order_number_from_one CHECK (number >= 1),
            ADD CONSTRAINT meal_order_money_adds_up CHECK (
                price_fen >= 0 AND discount_fen >= 0 AND subsidy_fen >= 0 AND due_fen >= 0
                AND due_fen = price_fen - discount_fen - subsidy_fen
            ),
            ADD CONSTRAINT meal_order_subsidy_has_policy CHECK (
                subsidy_fen = 0 OR policy_id IS NOT NULL
            ),
            ADD CONSTRAINT meal_order_delivered_somewhere CHECK (
                (mode = 'DELIVERY') = (address IS NOT NULL)
            ),
            ADD CONSTRAINT meal_order_cancelled_is_dated CHECK (
                (status IN ('CANCELLED', 'CANCELLED_LATE', 'SITE_CANCELLED'))
                <= (cancelled_at IS NOT NULL)
            );
        -- One order a meal, anywhere in the city, unless it was cancelled.
        CREATE UNIQUE INDEX meal_order_one_a_meal ON meal_order (resident_id, "on", period)
            WHERE status NOT IN ('CANCELLED', 'CANCELLED_LATE', 'SITE_CANCELLED');
        CREATE INDEX meal_order_by_resident ON meal_order (resident_id, "on", id);
        -- The boards of a kitchen and of a meal point, in their two orders.
        CREATE INDEX meal_order_by_site ON meal_order (site_id, "on", period, number, id);
        CREATE INDEX meal_order_by_point ON meal_order (point_id, "on", period, number, id);
        -- Also what the lock and no-show jobs look for.
        CREATE INDEX meal_order_by_serving ON meal_order (serving_id, status);
        CREATE INDEX meal_order_by_policy ON meal_order (policy_id);
        CREATE INDEX meal_order_by_account ON meal_order (placed_by_id);

        ALTER TABLE meal_order_line
            ADD CONSTRAINT meal_order_line_has_portions CHECK (portions >= 1),
            ADD CONSTRAINT meal_order_line_price_not_negative CHECK (price_fen >= 0),
            ADD CONSTRAINT meal_order_line_one_of_an_item UNIQUE (order_id, item_id);
        CREATE INDEX meal_order_line_by_item ON meal_order_line (item_id);
        -- The lines of an order as they are shown, in their order.
        CREATE INDEX meal_order_line_by_order ON meal_order_line (order_id, position, id);

        ALTER TABLE meal_order_move
            ADD CONSTRAINT meal_order_move_goes_somewhere CHECK (from_status <> to_status);
        CREATE INDEX meal_order_move_by_order ON meal_order_move (order_id, at);
        CREATE INDEX meal_order_move_by_account ON meal_order_move (by_id);

        ALTER TABLE subsidy_claim
            ADD CONSTRAINT subsidy_claim_positive CHECK (amount_fen > 0);
        -- One subsidised meal a person a period, anywhere in the city.
        CREATE UNIQUE INDEX subsidy_claim_one_a_meal ON subsidy_claim (resident_id, "on", period)
            WHERE status <> 'RELEASED';
        CREATE INDEX subsidy_claim_by_policy ON subsidy_claim (policy_id, "on");

        ALTER TABLE subsidy_use
            ADD CONSTRAINT subsidy_use_within_caps CHECK (
                amount_fen >= 0 AND meals >= 0
                AND (limit_fen IS NULL OR amount_fen <= limit_fen)
                AND (limit_meals IS NULL OR meals <= limit_meals)
            );
        CREATE INDEX subsidy_use_by_policy ON subsidy_use (policy_id);
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX subsidy_use_by_policy,
            subsidy_claim_by_policy,
            subsidy_claim_one_a_meal,
            meal_order_move_by_account,
            meal_order_move_by_order,
            meal_order_line_by_order,
            meal_order_line_by_item,
            meal_order_by_account,
            meal_order_by_policy,
            meal_order_by_serving,
            meal_order_by_point,
            meal_order_by_site,
            meal_order_by_resident,
            meal_order_one_a_meal,
            subsidy_policy_by_area,
            menu_item_by_dish,
            serving_by_point,
            menu_open,
            menu_by_day,
            service_time_by_site,
            meal_site_by_kitchen;
        ALTER TABLE meal_site
            DROP CONSTRAINT meal_site_is_its_site,
            DROP CONSTRAINT meal_site_kitchen_elsewhere,
            DROP CONSTRAINT meal_site_portions_in_range,
            DROP CONSTRAINT meal_site_radius_positive;
        ALTER TABLE service_time
            DROP CONSTRAINT service_time_ends_after_it_starts,
            DROP CONSTRAINT service_time_serves_forwards,
            DROP CONSTRAINT service_time_cutoff_in_range,
            DROP CONSTRAINT service_time_capacity_not_negative,
            DROP CONSTRAINT service_time_one_a_day;
        ALTER TABLE dish
            DROP CONSTRAINT dish_price_not_negative,
            DROP CONSTRAINT dish_nutrition_not_negative,
            DROP CONSTRAINT dish_one_of_a_name;
        ALTER TABLE menu
            DROP CONSTRAINT menu_one_a_meal,
            DROP CONSTRAINT menu_published_is_whole,
            DROP CONSTRAINT menu_locked_is_dated,
            DROP CONSTRAINT menu_numbers_from_one;
        ALTER TABLE serving
            DROP CONSTRAINT serving_one_a_mode,
            DROP CONSTRAINT serving_within_capacity,
            DROP CONSTRAINT serving_serves_forwards,
            DROP CONSTRAINT serving_cutoff_before_end;
        ALTER TABLE menu_item
            DROP CONSTRAINT menu_item_within_portions,
            DROP CONSTRAINT menu_item_price_not_negative,
            DROP CONSTRAINT menu_item_one_of_a_dish;
        ALTER TABLE subsidy_policy
            DROP CONSTRAINT subsidy_policy_version_from_one,
            DROP CONSTRAINT subsidy_policy_has_source,
            DROP CONSTRAINT subsidy_policy_ends_after_it_starts,
            DROP CONSTRAINT subsidy_policy_one_at_a_time;
        ALTER TABLE meal_order
            DROP CONSTRAINT meal_order_one_a_number,
            DROP CONSTRAINT meal_order_number_from_one,
            DROP CONSTRAINT meal_order_money_adds_up,
            DROP CONSTRAINT meal_order_subsidy_has_policy,
            DROP CONSTRAINT meal_order_delivered_somewhere,
            DROP CONSTRAINT meal_order_cancelled_is_dated;
        ALTER TABLE meal_order_line
            DROP CONSTRAINT meal_order_line_has_portions,
            DROP CONSTRAINT meal_order_line_price_not_negative,
            DROP CONSTRAINT meal_order_line_one_of_an_item;
        ALTER TABLE meal_order_move
            DROP CONSTRAINT meal_order_move_goes_somewhere;
        ALTER TABLE subsidy_claim
            DROP CONSTRAINT subsidy_claim_positive;
        ALTER TABLE subsidy_use
            DROP CONSTRAINT subsidy_use_within_caps;
    """
