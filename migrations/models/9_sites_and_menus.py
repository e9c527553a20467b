"""Closures of sites, recipes, set meals, week templates, substitutions, and what is left over."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        ALTER TABLE "meal_site" ADD "service_radius_metres" INT;
        ALTER TABLE "meal_site" ADD "funding_area_id" UUID;
        ALTER TABLE "meal_site"
            ADD CONSTRAINT "meal_site_funding_area_id_fkey"
                FOREIGN KEY ("funding_area_id") REFERENCES "area" ("id") ON DELETE RESTRICT,
            ADD CONSTRAINT meal_site_service_radius_positive CHECK (service_radius_metres > 0);
        CREATE INDEX meal_site_by_funding_area ON meal_site (funding_area_id);

        CREATE TABLE "meal_site_closure" (
    "id" UUID NOT NULL PRIMARY KEY,
    "periods" TEXT[] NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "reason" VARCHAR(200) NOT NULL,
    "is_stop" BOOL NOT NULL,
    "cancelled_orders" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "ended_at" TIMESTAMPTZ,
    "created_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
    "ended_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
    "site_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "meal_site_closure" IS 'Days on which a site does not serve some meals: planned, or stopped at once.';
        ALTER TABLE meal_site_closure
            ADD CONSTRAINT meal_site_closure_of_some_meal CHECK (
                cardinality(periods) > 0 AND periods <@ ARRAY['BREAKFAST', 'LUNCH', 'SUPPER']
            ),
            ADD CONSTRAINT meal_site_closure_ends_after_it_starts CHECK (until_on > from_on),
            ADD CONSTRAINT meal_site_closure_planned_ends CHECK (is_stop OR until_on IS NOT NULL),
            ADD CONSTRAINT meal_site_closure_has_reason CHECK (reason <> ''),
            ADD CONSTRAINT meal_site_closure_counts_up CHECK (
                cancelled_orders >= 0 AND (is_stop OR cancelled_orders = 0)
            );
        CREATE INDEX meal_site_closure_by_site ON meal_site_closure (site_id, from_on);
        CREATE INDEX meal_site_closure_by_creator ON meal_site_closure (created_by_id);
        CREATE INDEX meal_site_closure_by_ender ON meal_site_closure (ended_by_id);

        ALTER TABLE "dish" ADD "texture" VARCHAR(20) NOT NULL DEFAULT 'REGULAR';
        ALTER TABLE "dish" ADD "contents" TEXT[] NOT NULL DEFAULT '{}';
        ALTER TABLE "dish" ADD "recipe" TEXT;
        UPDATE dish SET texture = 'SOFT' WHERE is_soft;
        ALTER TABLE dish
            ADD CONSTRAINT dish_soft_texture_is_soft CHECK (
                texture NOT IN ('SOFT', 'PUREED', 'LIQUID') OR is_soft
            ),
            ADD CONSTRAINT dish_recipe_not_endless CHECK (length(recipe) <= 4000);

        CREATE TABLE "dish_ingredient" (
    "id" UUID NOT NULL PRIMARY KEY,
    "position" SMALLINT NOT NULL,
    "name" VARCHAR(40) NOT NULL,
    "grams" INT NOT NULL,
    "dish_id" UUID NOT NULL REFERENCES "dish" ("id") ON DELETE CASCADE
);
COMMENT ON TABLE "dish_ingredient" IS 'How much of one ingredient goes into a portion of a dish.';
        ALTER TABLE dish_ingredient
            ADD CONSTRAINT dish_ingredient_grams_in_range CHECK (grams BETWEEN 1 AND 5000),
            ADD CONSTRAINT dish_ingredient_one_of_a_name UNIQUE (dish_id, name);

        CREATE TABLE "dish_part" (
    "id" UUID NOT NULL PRIMARY KEY,
    "position" SMALLINT NOT NULL,
    "portions" SMALLINT NOT NULL,
    "dish_id" UUID NOT NULL REFERENCES "dish" ("id") ON DELETE CASCADE,
    "part_id" UUID NOT NULL REFERENCES "dish" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "dish_part" IS 'Portions of a dish in a set meal. A part is no set meal made of parts itself.';
        ALTER TABLE dish_part
            ADD CONSTRAINT dish_part_is_another CHECK (part_id <> dish_id),
            ADD CONSTRAINT dish_part_portions_in_range CHECK (portions BETWEEN 1 AND 9),
            ADD CONSTRAINT dish_part_one_of_a_dish UNIQUE (dish_id, part_id);
        CREATE INDEX dish_part_by_part ON dish_part (part_id);

        ALTER TABLE "serving" ADD "closed_at" TIMESTAMPTZ;

        ALTER TABLE "menu_item" ADD "is_sold_out" BOOL NOT NULL DEFAULT false;
        ALTER TABLE "menu_item" ADD "revision" INT NOT NULL DEFAULT 0;
        ALTER TABLE "menu_item" ADD "counter_portions" INT NOT NULL DEFAULT 0;
        ALTER TABLE "menu_item" ADD "counter_sold" INT NOT NULL DEFAULT 0;
        ALTER TABLE "menu_item" ADD "counter_price_fen" BIGINT;
        ALTER TABLE menu_item
            ADD CONSTRAINT menu_item_within_counter_portions CHECK (
                0 <= counter_sold AND counter_sold <= counter_portions
            ),
            ADD CONSTRAINT menu_item_counter_has_price CHECK (
                counter_price_fen >= 0
                AND (counter_portions = 0 OR counter_price_fen IS NOT NULL)
            );

        CREATE TABLE "menu_item_substitution" (
    "id" UUID NOT NULL PRIMARY KEY,
    "from_name" VARCHAR(60) NOT NULL,
    "to_name" VARCHAR(60) NOT NULL,
    "reason" VARCHAR(200) NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
    "from_dish_id" UUID NOT NULL REFERENCES "dish" ("id") ON DELETE RESTRICT,
    "item_id" UUID NOT NULL REFERENCES "menu_item" ("id") ON DELETE CASCADE,
    "to_dish_id" UUID NOT NULL REFERENCES "dish" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "menu_item_substitution" IS 'Another dish in the place of one that was on a menu, and maybe ordered already.';
        ALTER TABLE menu_item_substitution
            ADD CONSTRAINT menu_item_substitution_changes CHECK (from_dish_id <> to_dish_id),
            ADD CONSTRAINT menu_item_substitution_has_reason CHECK (reason <> '');
        CREATE INDEX menu_item_substitution_by_item ON menu_item_substitution (item_id, at);
        CREATE INDEX menu_item_substitution_by_former ON menu_item_substitution (from_dish_id);
        CREATE INDEX menu_item_substitution_by_dish ON menu_item_substitution (to_dish_id);
        CREATE INDEX menu_item_substitution_by_account ON menu_item_substitution (by_id);

        CREATE TABLE "counter_sale" (
    "id" UUID NOT NULL PRIMARY KEY,
    "portions" INT NOT NULL,
    "price_fen" BIGINT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "sold_at" TIMESTAMPTZ NOT NULL,
    "voided_at" TIMESTAMPTZ,
    "void_reason" VARCHAR(200),
    "item_id" UUID NOT NULL REFERENCES "menu_item" ("id") ON DELETE RESTRICT,
    "site_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT,
    "sold_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
    "voided_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "counter_sale" IS 'Leftover portions sold at the counter to whoever comes, unsubsidised.';
        ALTER TABLE counter_sale
            ADD CONSTRAINT counter_sale_has_portions CHECK (portions >= 1),
            ADD CONSTRAINT counter_sale_adds_up CHECK (
                price_fen >= 0 AND amount_fen = portions * price_fen
            ),
            ADD CONSTRAINT counter_sale_void_has_reason CHECK (
                (voided_at IS NULL) = (void_reason IS NULL) AND void_reason <> ''
            );
        CREATE INDEX counter_sale_by_item ON counter_sale (item_id);
        CREATE INDEX counter_sale_by_site ON counter_sale (site_id, sold_at);
        CREATE INDEX counter_sale_by_seller ON counter_sale (sold_by_id);
        CREATE INDEX counter_sale_by_voider ON counter_sale (voided_by_id);

        CREATE TABLE "menu_template" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(60) NOT NULL,
    "site_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "menu_template" IS 'A week of meals of one kitchen, under a name.';
        ALTER TABLE menu_template
            ADD CONSTRAINT menu_template_has_name CHECK (name <> ''),
            ADD CONSTRAINT menu_template_one_of_a_name UNIQUE (site_id, name);

        CREATE TABLE "menu_template_item" (
    "id" UUID NOT NULL PRIMARY KEY,
    "weekday" SMALLINT NOT NULL,
    "period" VARCHAR(20) NOT NULL,
    "position" SMALLINT NOT NULL,
    "portions" INT NOT NULL,
    "price_fen" BIGINT,
    "dish_id" UUID NOT NULL REFERENCES "dish" ("id") ON DELETE RESTRICT,
    "template_id" UUID NOT NULL REFERENCES "menu_template" ("id") ON DELETE CASCADE
);
COMMENT ON TABLE "menu_template_item" IS 'A dish of one meal of the week. Weekdays count from Monday, 1, to Sunday, 7.';
        ALTER TABLE menu_template_item
            ADD CONSTRAINT menu_template_item_on_a_weekday CHECK (weekday BETWEEN 1 AND 7),
            ADD CONSTRAINT menu_template_item_portions_not_negative CHECK (portions >= 0),
            ADD CONSTRAINT menu_template_item_price_not_negative CHECK (price_fen >= 0),
            ADD CONSTRAINT menu_template_item_one_of_a_dish
                UNIQUE (template_id, weekday, period, dish_id);
        CREATE INDEX menu_template_item_by_dish ON menu_template_item (dish_id);

        CREATE TABLE "diet_conflict" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) NOT NULL,
    "dish_name" VARCHAR(60) NOT NULL,
    "found_at" TIMESTAMPTZ NOT NULL,
    "resolution" VARCHAR(20),
    "resolved_at" TIMESTAMPTZ,
    "reason" VARCHAR(200),
    "item_id" UUID NOT NULL REFERENCES "menu_item" ("id") ON DELETE RESTRICT,
    "order_id" UUID NOT NULL REFERENCES "meal_order" ("id") ON DELETE CASCADE,
    "resolved_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "diet_conflict" IS 'A dish that was changed after it was ordered, and does not suit the person as it is now.';
        ALTER TABLE diet_conflict
            ADD CONSTRAINT diet_conflict_resolved_is_whole CHECK (
                (resolved_at IS NULL) = (resolution IS NULL)
            ),
            -- Nobody answers for an allergy.
            ADD CONSTRAINT diet_conflict_allergy_is_never_accepted CHECK (
                kind <> 'ALLERGY' OR resolution <> 'ACCEPTED'
            ),
            ADD CONSTRAINT diet_conflict_accepted_has_reason CHECK (
                resolution <> 'ACCEPTED' OR reason <> ''
            );
        CREATE UNIQUE INDEX diet_conflict_one_open ON diet_conflict (order_id, item_id, kind)
            WHERE resolved_at IS NULL;
        CREATE INDEX diet_conflict_by_order ON diet_conflict (order_id);
        CREATE INDEX diet_conflict_by_item ON diet_conflict (item_id);
        CREATE INDEX diet_conflict_by_account ON diet_conflict (resolved_by_id);

        ALTER TABLE "meal_order" ADD "has_diet_conflict" BOOL NOT NULL DEFAULT false;
        -- A conflict that was found after the facts of a move were read: they are to be read again.
        CREATE FUNCTION meal_order_refuse_conflict() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'The order has a dish that does not suit the person.'
                    USING ERRCODE = 'serialization_failure';
            END
        $$;
        CREATE TRIGGER meal_order_packed_without_conflict BEFORE UPDATE OF status ON meal_order
            FOR EACH ROW WHEN (
                NEW.has_diet_conflict AND NEW.status <> OLD.status
                AND NEW.status IN ('READY', 'SERVED', 'HANDED_OVER', 'DELIVERED')
            ) EXECUTE FUNCTION meal_order_refuse_conflict();
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP TRIGGER meal_order_packed_without_conflict ON meal_order;
        DROP FUNCTION meal_order_refuse_conflict();
        ALTER TABLE "meal_order" DROP COLUMN "has_diet_conflict";
        DROP TABLE "diet_conflict";
        DROP TABLE "menu_template_item";
        DROP TABLE "menu_template";
        DROP TABLE "counter_sale";
        DROP TABLE "menu_item_substitution";
        ALTER TABLE menu_item
            DROP CONSTRAINT menu_item_within_counter_portions,
            DROP CONSTRAINT menu_item_counter_has_price;
        ALTER TABLE "menu_item" DROP COLUMN "counter_price_fen";
        ALTER TABLE "menu_item" DROP COLUMN "counter_sold";
        ALTER TABLE "menu_item" DROP COLUMN "counter_portions";
        ALTER TABLE "menu_item" DROP COLUMN "revision";
        ALTER TABLE "menu_item" DROP COLUMN "is_sold_out";
        ALTER TABLE "serving" DROP COLUMN "closed_at";
        DROP TABLE "dish_part";
        DROP TABLE "dish_ingredient";
        ALTER TABLE dish
            DROP CONSTRAINT dish_soft_texture_is_soft,
            DROP CONSTRAINT dish_recipe_not_endless;
        ALTER TABLE "dish" DROP COLUMN "recipe";
        ALTER TABLE "dish" DROP COLUMN "contents";
        ALTER TABLE "dish" DROP COLUMN "texture";
        DROP TABLE "meal_site_closure";
        ALTER TABLE meal_site DROP CONSTRAINT meal_site_service_radius_positive;
        ALTER TABLE "meal_site" DROP COLUMN "funding_area_id";
        ALTER TABLE "meal_site" DROP COLUMN "service_radius_metres";
    """
