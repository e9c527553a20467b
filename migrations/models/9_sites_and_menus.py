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


MODELS_STATE = (
    "eJztfWtz4ji37l9R5cvMVDHZ0+n0ZTOnThUhdIfdBHKAdE/vYco4thK8Y2Re2yRDvXv++9"
    "GSfL9hg0mEW/kQjK0lm0eytPRoXf59srR0bDqnnbVuuCdt9O8Toi4xPYhfaKETdbUKT8MJ"
    "V70zWUk1KHLnuLaqQT33qulgekrHjmYbK9ewCBQdEYxU18XLlYt1pC1U8oDb6HlhtZDq0E"
    "9DWyDbMqnkvWXD+SU9sq0lPcQ2PftsuAt6rLrIWruatcSncF/d0uiNDfJwuFusifGvNVZc"
    "6wG7tBy90Z9/0dMG0fHf2PG/rh6VewObegxIQ4cK2HnF3azYudvb/uUnVhIe/07RLHO9JG"
    "Hp1cZdWCQovl4b+inIwLUHTLCt0h8XgZmsTdNrDv8Uf2J6wrXXOHhUPTyh43t1bUJjnfyf"
    "+zXRoI0QuxP8O/+/3qNFiinKcDRVJr2popyk2hYeIdEW3inNItAvDOICUP/+h9cbAsLOns"
    "ANuled8c9v3//CILAc98FmFxlcJ/8wQdVVuSgDPURZddMoX1KUXGOJs5HmEgmkdU/k1D/Y"
    "BXH/RAh5+Dr4YPpwvSzA0/51bzLtXN9A9UvH+ZfJcOpMe3DljJ3dJM7+zNvDom82f9+DSt"
    "C3/vQKwVf036NhL9lqQbnpf5/AM6lr11KI9ayoehQT/7R/ihaNNKumWWviKtVeorjUHi+T"
    "96ocQctufXVCTGH0S6PZXah2Npp++QSO9MGOD8GTpfq3YmLy4C7o1/PfChD92hkzUM9/S/"
    "T/oXfljF2KY3tH0bg3NEO1NxX7bFpS9ts4ttYKfjLcukLnjQnt1INFG97jXfhjmS78Mb8L"
    "f0x1YRvTn+lkD7kFg0RMqoFAvz8vAfT781yg4VIcaMda21qlkTiUkACXANggq3WGWvhfk9"
    "EwR/n2BZJaoaG56H+RaThuowZfQCKmCfpo/nzd+SMJdHcwukiO0lDBRXKY5sumSoN0KCI7"
    "domOTdGH563Qs0MJ2bWrdW1Y198/RtaccOJO1R6fVVtXUlesMyuvbPrS8myZPKMS9YEBCb"
    "8Yfp/Hw3RV2p901R49Yds2dHySwdWkyrSKaBvNK61Y0eJbKZwO0tUNcoEg0Y37e2w7nD5x"
    "Fxit1ne0Iy2Ad/EqbyMVmRb9hhaWaYCkZdNTS/UR/7peoWfLfqQNDFWmmZyD3mkPQidLAQ"
    "WqIWdsy9I8YzTDYUid13ntgDTYwtQYjuI1RhrGC4uuNVWSMzvHBBOI3lHJI5wpCqC8GI0G"
    "sRHsoj9NjFu31xe98c9v2HBGCxkuO90fTqWmWTQhn/1WZtFES+VOyeyaMHND7wmTTPKeXy"
    "icBXBQZOvIP6EqmruAQZSNyQtaKe0Fegs924brYsKpcxidOeuODNfB5n0LuZap03+I3sve"
    "oJVtadhxkHrvYpuWSQ/8h7xRzUT+hfHQJ24FKt8gKT3LG7qFHe7pw9KPX//z7Ozt2w9nv7"
    "19//Hd+YcP7z7+9pGWZc+bvvShaGDrf4YhKvZq+WNW/rThWitDqzKEBQINHMHqZ32c9d3/"
    "YK0q0R6XqnPXStx5uQJj6WjWCleFNCIjGeA4nit1Y1pqBpz5C9+IyF4r3yPqoAdhdeT+ai"
    "P3V+nPIo7K9v4zx6lpeL2v58yzqSq2qzwHbeXJv8xL/u3nn1YPira2barjKn+rbKL6+Zef"
    "fjlM4//Rv/yYemuYIYqTBjZXa4yKvC6Qv+2tMp69Of9w/vHt+/NAUwzOFCmI6QWsjV17o1"
    "Qfg6JyNYxExzOpHt1ARBdyuol15W6TbuOObaub7AaOiyWa+MWn9sjIMzv56d///DQ7OdBY"
    "M+39Mf3zr8Rb4oNR/T2JS8o3ReQ3Bdu2ZVdZCAcCzTPgaRqT19fp3G+5mGibkww+L3q5Vc"
    "TqGYmCW7m96QIjqsY9Yxs9GE+YMONYlaBIRegRb1rIsTgpB+ybQ58OzqIH7DrhGV5PmtY7"
    "0D0yGL0/ExaAMSMgWtnJX9J4Vyjj3de18jyiBaY0lxONOIXhpALAXvEGQvvm7GMJbGmpXH"
    "DZtQwTLmWhOousvRei2jnrgrhccq9442LnCPEu2lPxaLxAgaWgXvSHnfH3gPQLtNjBaPj5"
    "IoP2u/g+7XWkpZGkW4+m1x/F2k2QpUXHxupJloMfnC9cTKh+iRK2YYSKI+ueKeoPtqGDz5"
    "3hIsOhV55P0VwlGnZcy3bmcI5ZcqnuIrTr0gyXLgD4fj4yVSfDOuBQN5EufkIosPmrhEf6"
    "+7JVrR5ZLxnWffoY0PpptcuTFVnvOun2p9/bCP7PyHT0bTi56t+0kX80I93R9fXtkBfyD9"
    "nZm9Ht8JKdZEczcnHbH1z2h5/byD+akd5wOu4Mu7028o+Sr1YpLe99GSUvOcZGdLz3SRVP"
    "s/RKpml++Xqa8nUtaw7sjcY+K0Drlxf5LRFm4QefCq60uo6INI+LfXNWBmJaqmD9lwI5mM"
    "or7QrFpF57U+jgUypMnam9IFB2lGqW6hGRus3VxQUvMFgPoVsT1zArYheV2RM8wV7yatit"
    "VGZrUU0hjglJm7eM3agkwGl0P1k2Nh7IF7xJKcIJRBPrvqPENDwbPqKtPgdLs3iXoj+e/m"
    "TMvSPGdBE/7nenJ//kr8MjyunCMHU7a5a/8CQ/fRljM48ybyTWsRfexKqOs6bnqvgMWEXH"
    "O7kUwwQ/tAaQrr21TxMh4q9sDSDdBENkE2G6t+wltpX6BqZmwwWzax19yjrmVUMxRI7h7j"
    "s2TYxjXhcUw7Ow1g5eWKAa7IXRlV9PU4GiOqyh7z+Ej71qGqow2fjBcFxsY12RgJUBTNXp"
    "POc4+w5RPkodXl1DwYJYbcqDre7fqWhFn6GehgJ1v6YPpytLrJpKDRPgNa2n5CR4jGg56z"
    "v69myUlWUamrG3tsBru4HKNk2aDQ+9f++tkXN28cMVdPFevmKGBbdu6X9bWIgpP0hFoEt7"
    "wXJVFpuFsZ78+BTN/elMMXS28e5gl5v4okdiPRPkX09v6R/qJnJLXwAys4Xyt/QjrVkF7o"
    "SYpIzltu+LbfvS27ngSbqiUFW0W0gINm8LuNQOcMEGcHr/13DoM6/WboaN9bZYUaHcC4aK"
    "Cs4cbawouXEsN45fATuqslpUMscDuMAJKCEndYE4rpgtc58XlZxUYkJNnKZq8hqNdWBYWV"
    "V0YAtFpPda0pDEyglBXmBGYuXFH/8x4SyyIvG2s2qwIWnYzlgraUgSdqocM5LkIFATrg3G"
    "NDLuVTbNOTTFxiwscgg23/piC722tMrHUl4yVxYgp8DlnaDhaHzdGbSQjjWTVqajuw24yE"
    "O9jOYyXAc56zvXxrQ6g6A/me6tui1Ok9GjX7I8Zg5xmxmZkbn/NfC0wX+vsAaZt6gO0YJq"
    "ecYtuMQegp524DT3vvkdvkOgT8NFWLXNDbqDhwZ3nhmhDwJteormmmk5LDoJu83zAhP2hF"
    "QWPasOsrFm2VRjAT8gld7mSebsEmYSahWwf/6LsotDjy8rMmd1wl+ztve6zci41x197Y2/"
    "t5F/NCPfOuMh89TxDmakd90bf+4Nu7RYcJh8p8uoufW76qhrCrZtZLEx+YuJmJDIzbXjau"
    "Igfg93qmNk7LLloxwINBDhg6zX6FTnVIuNEUo0EON3pTB+V4DxuzTGntaQzYflu7JHxKQ/"
    "u3D+7GnGs3oLR+VkEwvdxIHuXbWNY4IypKDIbSy5y0OSbZIUOjQpFF1SPtXlZ3NNq2oQ3g"
    "c3TgswK2DPfExLMGjK0i9bKqu84+IVxITxWKyfHOSFsiMPjHjyUsADd8StyyBbjEdneWef"
    "FxlJyGquW3JSAozVrQJOSgbeaqaGI/PI175Fy5bp+3C4sQpE5lQaR+TSN2WfhouIy2Z7wW"
    "YThG45ntHs6OapioZa+5hoiaZuvAAfHS4udiA7InKS8djOeORMMDvRHg0Le9HKoj4i3Us4"
    "oxgvRETOwj4MILFlWR/GLtq+pu8Tz3KE2aT4timmusn1DUst3XerQq7QBRhbWgUrdOmgIB"
    "0UXgG7F9TMBMNJGs8L0Scr5cl9xSiMzYFU7ukdfE8v3WslqoeNbXnwtQL4g+StFDxfkW3r"
    "BL9YuZ0/rLpsdw5B8BtEm8UgBlNxDYIsWgDqPEVX9Bdw03G6BmABMMCW3ABL8hZ6UjWVuN"
    "xC/tlwcM4+4KHulJ3CzuvFcC/4hLvLxHVirUVYm6RwnixV08xN8OzLvHKW7Jp0Q57o+e3Z"
    "h/dBjmf4UpTeeXLdGQzSjudSB6xVB2SRwCqGVQlFJJxS/3tp/c+f6PbEFCLXXQZTc4PRjb"
    "yue1jMQdwtGcD7xS3m+suVZbvjNcnSlcOLhcqywYoptlduq7Z8ZT3TSzZzxuSyoM2C4npv"
    "UH12oTpIs5Y4TMBMFd014YfgZ6mtQeAePVjYoWKg49oYXDfpxbTGfNC7MedTqEfRjQfshP"
    "6nk6vOr2fv3vvp4aDI72huGgQ7ik5vPmenIekbgpNguedgdKe62gKqoE+0NFzadfP18jAN"
    "WXB3qZaLpZbnZ4rLxvkYssPtTNeWYmsrhOSK9vv0pFGQkzchKJPytnZMysuArBrkLybUyI"
    "5+gH2JcN5IQ527wI8Lvdwy/7dD4czX+Gdvzj+cf3z7/jxY6Adnilb76YU+s6nNUDjzc0qH"
    "EnvllBatAxegdpik0tIIunaaha5GbXcn/8i4pPQfENouE+gEZ7FTOydEpf2taO2covleZ/"
    "MswVtl0AJpZiufG2DkkB4vXCIeFeDJl+D4CdsbbjLHtrxgjYSchbU2dbp2f8J5RnQt9Gy4"
    "Cx5BylrbWsZe2uFuI433hJge81fmMtm3TPZ9rOC+cLJvsSGuP7B+Pmm33SHtGAi8k0Gvc9"
    "kbtxH/nJHRp0/9LpzwDpLzZJlmOECMN9iz26ctYhUI3SDd/vR7G8H/GZmOvg0nV/2bNvKP"
    "ZqQ7ur6+HfJC/iE7ezO6HV6yk+xoRi5u+4NL5kXoH81Ibzgdd4bdXhv5R2I0MNifZLAv24"
    "1WsgiYA9JZbw41jtVnssI1zyqTQigh8pshEgUr3T2ku8cLYVeBCJAJhl/RdmLCk9ek+BE/"
    "AWM+K+L4JcpQIaaqYU5SONh+wg5aYWtl4lMEPIwDnAVimTYh8DQtA0kkf2fWBWDhizH5yU"
    "GwDkYLlTyAAQO9tMwkQw52I0mHCE6HNH7N0+0Mp73ekOrK/GBGrnudgXIzospUG4XHM/Kl"
    "P+1eQUnvYEYmvfFXui5SuqA/UzU6/l0MZVryWZLPOkay5RX4LMHUwRcI4q6GqcbLghwRaW"
    "A/PsgCsXIiTpmAs4K1n2mRB8NdZ4ZyMS01zwQqKpWA+R7Ejg/oouXj6PZi0EM34163P+l7"
    "hjvBtja7CKfCrJtjqvckcaZrxOowR4QkyiVQNhzFWmVNe9uSyfpSL5hK1tflZCbZE8ncSe"
    "aufCZZ6UcqHR8PC+kLBbNnNlyM+duTYAYe8TPUc7Tv/p4Ec4Qqxqqp+DRwNqIjgqcW/bcd"
    "12tamU86NwjWClT8JV6ptru2M/n48GKriJTXY8W2MvPTBYTeUN0FsmxI9ghR+NVndeNF5s"
    "COoWPitv00kWhB70zbRm8FZ8C78JFYz6SFVKJzA8PnhZVBzh/wXsyDkSXanjOGH/j8FbYN"
    "S3f4XgAVBhdIZ2HZbgvN/z3jiM3oQ85ODJ1/+pP+7OSfObeIZEk46Z3o54Y+j/47vY2Nn6"
    "zHMIGmg93g+Sju9HmRRe/kWugOo2ebrt1a8HtZEfqsLKOmzn+3RlsYwUsm9xdEmaxbP/L+"
    "wmW/d9lG8H9Grkdfe5dK51vnexuFx2LsE1RT5eUK6ISNmTt4W0TlpE+NcL4W0nrqZclxCr"
    "+NH4xqiU5jQs0jycsM7vlje2po97OPK3cZAWILgi3FxaRfZRxVphmn8cz3EQ4EpIvwHi7C"
    "4Uqh6sQbl5RejiLPvH5bVYxpnRBr3sxwoETjnCWoGowvLiZ56WJe2oerBm56HKnqOKHdHj"
    "ou3rmECiJ8aWBXtTdDjOOMUcblViGtyAsqxC+5lVn85kUh88D5yUH3lqWj5dpx4eQKa275"
    "7CP7VMa4QWd9x3tqENsMkPDykM47polt2jvntFqbJTdhJzacZlTRM1UukbOG7CcOmq3/k/"
    "7N1h/f6hor3/k66l9KCk+Uca31I1N4ncGgN/78vY28gxlhvbPNO+mMDEbflMnt5w54TvqH"
    "3tnOYOqdpEczMhl9ot/hvxikX/AGV+I4okLNU7HqtxN2IISE4eZosttfkqi80C/KdX9A3w"
    "r4D1z3ZW9MlxLAdPMjsJf/2uN28vApxitArKyd1gIjY6988zq+dI4Ua4NBmljtjl3AXe5C"
    "E8VE5RaN4ESR5Lbr57YlIyQZoReG9qgZoStr7WDIU3CSwQeFF1tFbNAiVqyUkRn3wmYWUK"
    "bxhJHPkaA7vIAodRDKXrcsO9tsrJK0ZGEEGEtaBSzMi/r5Jie9Rrv52pa1rLQJ5ZVv3gqx"
    "fmzl8lAuD6UHjpCwSQ+cY/DAWeLl3d7JsQIN9ZrV1iDQDxrlKQlbke4fIltiBaAsw9KlMs"
    "xG9nBhDPezvQYVnqJOUMZL9aq6aAkxrmPl8raKD3QPuagQYCAvWlTYkaFjl50rO3/oEWvn"
    "6qrXuWwj+D8jk5vR7QR2qdjnjHSv2LYW+/C+Kf2hMuh8805632bk87gzvPSKh8czctMZ9y"
    "CaFP+kd+hfDFgsVu9gRkbTKxZnFz7E2BeTmrnUzF8Bu3AOrDbCJ+Wkji4p/VdY+sRI3D3X"
    "PzHe+DjB3boISr62ZZIwy12Thuya3NjW35uTjFUTv1C4VloFRUoYzVro5znPIj3/BS3VDa"
    "LlmZUp+LnTa/BT5r+0YMnyvDC0BXI0i44HVUxp674FN7A1rTBvMAvC20JvwAv+HasIzvJ7"
    "gu2uujRMuC3Lhfc7eM6DoPrIXOTpvzvLXbCERUil4xnW6S3mFEU6vmGb9o7gPtBfvHTHzi"
    "MECoBW41XQ9+n+HukGrPXoqobc0VvpiDUFXNs4YMq7MBzXsuUCT5jpSi7w5AIvy/aXDUDp"
    "hu/YtpqTHzkUSbR183wXp70/pn/+lU6l6a5zoqWWMOMNpIV+U27Go5vRBIJW+Ecz0ulO+1"
    "/pG8M/Z+Sy16XdmgW28I4gm8wlnGAfgvRwOn2mG2tLGhlPZqcsMoKtvGvMIxNRFKpMywkx"
    "aWaXieouVqoJUWmlKrSVKvw0WIQtqRps7ewsla5FYBOTk9EQJgaq8rBP0JFuQANiH2LMDz"
    "6e9EnWy0xGoch8Ki0rcGvsaPBzkKDzPnTVB724pIzgIPKQJ/eP5P7Rq+wfAR9WefMoIiS3"
    "OBKQMqK3GqAREQln8Y4RQCW3MspsZUQ6VYltIv5OS2TL7cJFxr99jBGtpyxGsYopItv6ua"
    "b1NAjugxohhoDlbaT5aG7ZTFOWfrlSJoeOi1c8yDTf/7mjoFNwINK0xYNL872tFnLZ9xyr"
    "wt2qkftKAkxqrYJ9peprO8ljHcGizttdruo6EZOSJHCGoeV+O0uJKgTmoRq0u0Rfk/1aLV"
    "aB3BJ8kUarGE9UxhGtlOeSqZGVdwgDGUkVFFMFgc3bnivawLzuOEHdupyN9imhDB4DKiFj"
    "qRalGfJXalHj1+3rtA7k63EsbimoGe4GOdimS3SeO8cCG0WHGSlaBJ+iOXgkMjPAhbXEbU"
    "RvY0NHaqG7tWHCqgzkNGu5ArO/9HLuoHdj9pCBCDNJhKo8q0fPCzKMZUFxw3TxaGMebJR+"
    "srQb9Na09B3W1LWDeQIiem1GoMcY2PkdzRfrR2vtJRcITCI/X/zHFJ2dvf8NQdQExCvm1p"
    "e+UxstCUJ0OWuDzSS9K31eXpn31PTHwxG3pOT5kxxuxUk/AS65shVlDG4VrGxl0vdDJ31f"
    "GWRjVE/8Hoo1T117877UPvz7gn3499lgG8RwDdWslAI+Jdg8wA8RBPbvXReKnqjII8jJdW"
    "cAoV7p/xn51OPf+OcuC7+PZQaW/HElif2dZZOK++kRkR/aFoFpm1Q5UWgvvcvaT7swiGrn"
    "2ItnCCfTk29cvmN0XINFAYYXXh6bgM6l3fKiP+yMvwdZbwJOdzAafr7IyHtz8X3a6+Q1xE"
    "J1Fjs2gy8qG2HfRlgy36gqk2aGaPOmzTdlBu43+SP3m9TQvaIIZWVCLujugYjs5jt2c4bg"
    "DgNNXE7Cvxf81YeYpFzzxpdS5sgF1shpY2QZ3PFwS54ol1YF46Rc87CuOcGnbmC94vomIv"
    "IjmwuzxPGKtXYrwpeU+5ExDHnvnbItJISlBZDYFkCvFTn1eF6RCrY/4QZRVY+FpKBEVqCQ"
    "tGIiWkNE2uy+K4HdZl+ffFv3sLHX8Uq13bW9r6H9pV/P8U6oaUP7hFIcZFfdF6t4Rtcmou"
    "VZUCyMlYwlXQYvbmN0b2XtiFR1d2kyRkYtDkFNRYgq3nQgd/bFyLcd6/DqmooWt5auC6xJ"
    "YHvdRKxs/IQzzTqqQQWVNBWiJf1tCmQB3Dd9wjWtaGTrzZ3sIOOzoW8UzVSN5Z5gTXhdXa"
    "iq6XjtP1h5aN06jVLTK9lYp7zP8hEdETy16L/tuHbCqpqx5PxnR1N0X2UosEiPaBXbDdMV"
    "NVK6RGheZqId5g0B422dGYyrcYPq8pF4a6hRGmELwOa1UL4R9iP9fdk7itutKX1Zoc0pr0"
    "bXvTaC/zNydftldEu/wEeyv7+CMaXcMT9gqsnKe+Vyl7z0LrmMSCYjkv1IuSaPBzWZxuY1"
    "YC3YLpU5Vk4qbO+Vy7GSHBPkrukBE6S+hBe3RyAXrJxDirnEwjmMBVLGsVszbG295B2Ex8"
    "/yK8pd2aK5iZ+wybyaWRaZ8xYyqCTJWEYf4gZyVS3AoN/6kVfV1/1h//r2Whn0v7LsLPHv"
    "M9L7YzruXfcUCuHl5Kp/00bJMzMyGH1T+sMuW5+HxzNyM+596kH2l35noFChzvSap4TJPA"
    "9JaHpdOPWpc90ffFduBp3hkKeMyb4wI9ejy95A+TYaf4E46tFvM9LtjHvKsAfRdoLDGbns"
    "TzoX/UF/+r2NwmP6G9jvVTqDEQRoj36jGFzfTL9T+Ql99vB4RvpDhdXcH06m/enttD8atl"
    "HGyV0YirdnJVZ6b89yl3pwKa4msoEo3ZeLc38EQjL5R9x9VnWMSg7igUDzOImDRMSXzIRk"
    "Jl7FcF+D7e/dzPZjotJoX2ij/aC17jLChxWRJjExSUXFXx9MAJuKEQVjQs2bHg8SV1Byfp"
    "Lze2Fojzqvsme2l0lM+QZ9RYRUUKZUIHiY33k8O54e2LSsR6wjyB8cUEY/OWhNuGM64rFg"
    "HBYjjwXRs7HqRQ3coAf1CWcHij/MbSQnJcCg1CrgpGTE8foVFxmcv6FaPgxwVZTRUEJk2l"
    "aqogJjLlVRqYoWqKK+nXWGLhoxwc5XRiMm39u10Ym1xHeWvmFhoDWVIId2FWSQNrrbILg7"
    "0wVXquM8WzYEaXZiu5osMjUtggzHWWObKpNQLK2NHu42UhsVYFwq0kZfNPhzUvfcDvERW7"
    "7qhrMy1Y1SFeGkXAMVmVKxnwtCP6cjP/tjU06Iv4IIc0lByWCWy4zi46YtVPKw045LThUy"
    "CbbISzKNrrDcnZo7LilX3kI3MyiAtK0MskNDJ2XlCy1yS1N1A0De5Y1OiMp2Pop2rk6qZY"
    "g2T0s6L6UlnRdoSecCkmtCrbhqZNbyuZ9UaPu94/X0/naxTVSz78W7P17VpDjGw4OtQvG9"
    "sBpbJv4M9TQWJOMJE+WloRJs5Cwbrwf2syVWJbBysOPQevcNrcJraeqrx3hzbCuOau47pH"
    "d5VRNaU0N71JNlgFmexKxifE0ocm8a2r4jFgTY7HpVNRSulalqtIu9StCxY8QrBEqBYPt1"
    "oXVN62oyYo7hYkUzLWf/CMGA2YRW1+W1NRQ1bpAtEaugfq3vHLqyW7v762DXmKz7Ll5OIl"
    "U2CLW0ZUUZGxc/il39Fi4i8huHMG/Zy2QlRWBk2K5kkRz5RizYK60Y0eLbnfwJ8sxfmAmJ"
    "bzDCMpk7yHDbaE5fxf/BmhskKo+ZlLQQb2j0bLgLg4q7GX7+h7lHhiHLnydcEC57VZ78Ja"
    "1bRLJuCRuoLNcdSjTQ7uJtKY77bQHH/TbNcftdvwLIEZEGonz27l0Ze4t37/LtLeBaHGW5"
    "777L0HF0u3Sv7BxyRE27R+akvKDL1aNVlY65LCiw2yNWxXqWUIbYsKigA1aXfstSaKOXC3"
    "VZyDALIx8FwytaJlgVLYvuLRupiOWobYGl9CPeYB2BISF2TlHHdCy0VHXMHfYIfqJaqMOj"
    "TVFBJuYgYjHDayqUGbLqQLeRZtkCDFFFiuur5qsWdLDKgvhQCavhxdsB/piYRH9n9KWy+y"
    "Mou/jvlUGr26GZ45KymYVuZvpLaVOZ+D6jmXMj18WFdgpfJ1qbevHrzt6cfzj/+Pb9eRDE"
    "LjhTFMkuHcRu7ew0REbEpMWuaO9NBUPHg8ZbCeytskKuRI2xCqKu0GLc+KvsogokfNpdRY"
    "5mrXCbEfTPC7iiGe4GFjkIwij/5CBnfefaGCO2PIJd4t/p+sa8/5WKgfMqi6+Stag6xG1m"
    "ZEbm7Mey4GJsawEwpXViFqEF0eL0NaKVeKWQ4SIevIWu8pZLWLuZBpExXI5ieQZdKJvw3h"
    "5X2JcVmfkGcqd/yaL9+kcQkXc47fWGCh3XPn2CqLyRr+HV686w8xnC+SZOzMhlb9D/2ht/"
    "V76OBrdwjRZKn6M1jeBorHQHvfEXWk/0K71Kn2Xci9wm9n1GrsbK6NOnfheuhcfsfOfmZj"
    "z66l3wv8D9rq9vh/3p90ilyVO0VP9rf6DQn9rpjydK5/ayPx1ByazTUJrKdi4hHPNkOu54"
    "RZPnAJOvvcHohkPhHSaHrHLeC3W7L7NwrNW1i4iYVMuFUy/ScWZ30B8jclKBFLmFZfikw3"
    "t4+Tpf9fcoLikHS8FfJe7Msktc6aikHDDFb+UdPGRTgtI/ttToKc0dDhEMU6bnqxHNkNSp"
    "iGlKUCKbdI7nM2NlZFOCEtmESSa4zFTDNCIi0ZTmYy9pPibTSNaeRjI5GNQA6cQ44vRBWy"
    "GNDH8lIA2n9hcdBY4U25QiVALhcIqXCJdxKEsoREIZ6vphKTK2kiMRK/I3kp1IoVL5O3gA"
    "ul8NgnT8ZGj4FPVdhInugPWs4TrIeqa9gNnSMkOiDQthvCZgGcGMZueGbmLFwRR43ZlnZ+"
    "84xE3kvq8Aql+rYN/Xpa8Z2cEuNC4nDUNbOxqGNj6fr7e37u2pp3fhk0NRGebuzfsSxN2b"
    "JO8aSe/5PknbLenwZO3cEKG00E1x05lMvo3Gl23kH83IzdVo2FO6o8sePRscz0h/MrmFPX"
    "z+KUYjOdba1ipFHg8lRG6YHfnr9+clAH5/nh9z/DwJMJ3JbYWqPFlcQD7IcakGAn2QcOPS"
    "I2CXafjoNuAcjHeKOB2KyQYWuoGja550K+d6AyTFpD9Ahj+AdKf5IV4hHt5rh0YmtWY3F5"
    "Mqa0oLF9qgbF9ixWsQ2BjlZNL/POxdKqNbusgNj+lKy1tzKVQlHH7uRVZh/pkZ6XSZbbhy"
    "2Z90LgZQJnlml5XYWTn1tUB7lVYucldW5O0CgYN6TBe25boM3dRmQXCtVbRb4EZLbd0uuL"
    "KeEX2YDbLuGWnP3E6RypIetnjwDKDtOTOCfmZBN/RfII4GctVHzwFsgdGKdlS6pEfPtOmt"
    "5/SOwQHvIzcNBBiZWgWbBo0nrYOZedi57imd4aUyGd2Ou73InJ24Epnf4UqiYORqqiJfHn"
    "hXhVOw1/3h7bQHTluJU7FSV1QwVgZOxEpcdr7HCtDv3nX/KSJfvCvT8ff41fDELrpH/W5c"
    "Xqi9HfaskpJy16q1464VG8ErsB1BeUlzZNAcqmlazzhjRM3FMyIhEc0KJCGGJ6BoMB87pS"
    "BILIlo3pAMrT6RViRfsY+mMimn3A/wvWtBOLyVZbPQ7lS/NnWkul7UBVYfci0I/MDC5mnW"
    "EjsQABoCwhu64eCMZOm11ArxIjoIfgqVoqLPVNHnKVt4DRCxDy3p0vV3tlwIbqXaPB4gk1"
    "QfaF+Va4BjWAP4DVhh1oqKyGkrY9pa2YaGlfss1erCeMjHNSrWJGD/8+zs7dsPZ7+9ff/x"
    "3fmHD+8+/hYgnL5UBPVF/3OfmxqFk1WGHrZkJFJl/ONysgF2bgCYdnbZLA/FpNImnNKWkc"
    "OtehPHBOVen+htvIPDeUJM4B0+kazIDBcvK+7CRUTkFpwobqYNhRMm5srO0HEp6bv7T9YU"
    "WhnVpJzEtXD3vSYfUz/b4PEOATU7msLsUwuuPClhg3GNzNNlfKL5oFkDtI33LY3PLyWwDY"
    "ZOie52dJPzjFDGOLEc1hnUfTLHdT53H8usXY687yDdcBYhO64tVEKfEqn3QK8b/CTLpox1"
    "nvpGt1iiGxc5a4OT8Sts0wUS5IGkJyAic5ZpzqFuBBT/t4Vh4uCci+iEaplPtHIWERrqZF"
    "ewAaw9WtFWo9eIZSP6DLAXAPsMkuAXRQFqFRD8jTfy6QwGvfHn723kHczI5PZzZ9xG7IN+"
    "G132b6/pV/Y5I6yu0adpG/lHM9L5OupfMjtdfpB8F1/HPBdef4V9yWy/7PckJiRyw+3Iv7"
    "wvA/P7fJjfpwNK05l8FzIzKicJa6HJTDa9BSnPdxkK4zUITGtS5exm0OnCYOYfMYeE3s3U"
    "c0RgRzMy6NxM4Az/FGPE89WQncLZxkTl5oLY7+MLBwAXrC3lloIQ700FvpatiSriGZWRgO"
    "YN9TtEWU1KShK8kARn/bAmFnzk13WcnXYr7xV9Z2OcV7cz6XYue5IGfwkaPPKKS7K2TJjF"
    "5IgoGF3rLE4yaVruwFNEz3oltrKyEwuid1EwkYo0COuJCdIs69E5RROqVGId4h3Gc+nxFH"
    "hz2PgK0uKlWdi6KmaJ+GhLupg27pzZS4MUQOKA86VqmojehVZoQIlTNLqHtH7YRUs67LJE"
    "6lDMYoQs4AKm29ywm9fZmhH4SuvBNu3mDmOE2S3W9McwEhNu+mzZwOVaaxdBSixuxa3aLi"
    "//iFcuoneQ6f6EmdhbBeRuVXJQ8oIVeEH4VLKMiIvxVTLthxuwTH1Tiu95U0D4vEkzPo3f"
    "noDz173OoI38oxmh/6dtBP/pcf8PYOHYx4x87X3uTSFCSBsFh7CFcXsDGxi3N/R42rmBy/"
    "xTDNoumHPSLdmxbTXHjzcmlWhD03AOZm8fGfjv1obpGsQ5hfu9xtg/7f0x/fOv5DuhqWYa"
    "yVy/Bb/4Th4Loo04NbviOOsH1VaWDxXgjIpISLO8O3RjvayIaVRGgpoG1XAU03pWWN9L43"
    "ph0aWFSnJ054RoMhwClT3USBqceeFwCKPRILbTcdFP+CQNb68velQXYXMYLWTwhXA+7qqZ"
    "seFUCnZPUqJeDXXHut8BcV9Kol0BbRf/7a7tndPCR8RfTtE+Gfc+3w4644oqmS8Ge9/sYE"
    "a6V6ObG9CwvQPQpsH4hxv+3NyOeyyGH/uckUH//9FVdxvxTzG0a5/gqaRcR4Wkbh1lljVj"
    "lfEuTGkvz9tu8iWasKTfgldsyPE7ZXaQIb94pBN3Ie6Q9IUv0hhf2BXbxq5hY13JMrYAe5"
    "q8Lh+VKjKladQLAKYxongSHg9qx+ScJSaqNfhm5W/sRbTucHcpYzD2hD99GWNTzbFzjOzb"
    "9YPKjnAszsM9PnPBptj+QN3QapoMkWLdS5CKQALLhz37UQPtQxJayspUtRxzj12AmqzvHN"
    "dwA3vtBoNWU9f6ERCjP5NCBlNpPa/k1Kuvaa/moW2BIrpDjlVQXLsotg9SjHjhcqHV19qC"
    "mdMQHLG6QQ/gQEmRsJDqhzZktjnM4CYnePquNUnjGgFWJy1UFBrRMbJdhiZL1TQL4iOGck"
    "2iLt6efXgfkBXwpYiemFx3BoM0HyENlg4YUv3BVrOmtdyOGpRvUi+tbUuWzy2VRtqIiPT3"
    "KOZ+fMvePbkf34T4OCHdSvxEOlS2M8LrGXSzJXuO+uYv57cobiu/2FaV7cYPMx2oUJB3Jj"
    "SPPkUdZsTMw1mkraa5gbPhOti8T6txtdcuVTsBBh+p2r2sapcfSXwbps0MJ14HplIHqdXn"
    "lPHV1eCMiEg4pUr3AipdssNKSLdBGnlHhfJ7DP2lM/TkmDN1vqIMiqYSOHBv15RHBEMwN0"
    "PHxP3JCw/HErMAP8mV2TlZL++wPfcTuqxX3BPwDXo2wNORuQQuMVmnNeVaa2cekYGTJHgq"
    "PhquBq6TLOQdc7JsofnKoi0/B59Kz2WS6d5UAtOeTFroHoOQzrJUAvMKdztF1/SJNm16g8"
    "CSaA6qOsiDPVoLmdhx0Jy+jZqf9SEoYK3gLbFsvxBPj7NhZVpw57m+5lWewi8AL1Bnjn5+"
    "XliIqsY6/y2e0C/0F/xrbcGP/HlhPfth+0IvzF+Y3+Vc1XVaC68GfigLzTej751pPEGAv1"
    "+Y86bK6t6gZyjyzKHy4/VBtaqm4RV9v2kzLFRHiUU3BAgh6J8ahhWckVRcQej1Tm4gQbm6"
    "EWUeLlrd8DewAhEYCjRJAa+NCaxmPFeL0ZxokFazmqODhWHt7NYZSovM+p9cjHudL586k2"
    "kbBYczMrgddq/aiH1AJMqbmx4LRQmfyen0dczJQcnYtWl8WaEb5rI/7Cn9YRt5BzNy0+9+"
    "AQ9a/jkjl71B/2tv/J0W8Y7EaBqKurvOIFDKNU4oLXTz+NEJ/diEg1H3C4tDyD4hffHoS3"
    "/4GdIWs4MZoW/X5Xdw6aAf9J3qjb9Cef45I1ed4WXvUhl9hRct8iVoZigcHIL8dDrgFbAD"
    "esfOsNsbsHPBYeSsMuiwLM6x77Se/rSnRETj3yHOrDK5Gn2DMLPsgD5Pf3Jzy6Iw+kfw2z"
    "7dDi95tEZ+NCO3N1e9AT3DP0Xqmrtk9YoKyjCpQodllM4ar+qsEV2MVmuBpKRshJ0bIbLY"
    "r9YGCUHZBLu/B+sdBqGIkIR+997PyKw08v81GQ1zun0gkZzcDc1F/4sO6W36OtM6YBGb0V"
    "N+kkmXyMRUDRUk/SQZR1gF90BAwr4H7B7tmr3kygY+ItIEh+AXCEVNMrt2gdFnds+W8GbD"
    "C/w9wRkRo8rRBhFxoXmDSW/wCRbtg08zcjMe/fG9jdgHMAa3wyms/r0Dev2KrpDo9Stvof"
    "T662fPwan6+jkmKNfPQq+fDUdhm2iKRkvdZ/lFbolvk5SWcW4qxLnRYHgzzZ3esqSsTB8i"
    "8nuW2tuu+KZlyst3rcK7BgYcFS3pIiLSki5bO6icCiMpJwOOJG2SaX1VMY3IyI6aApQOl5"
    "V7aVRIdtFUHhxmTlc9CU5UTHbUJJGJ7Sd6l6qxm2JSElRRomE1B84C+3lQkNLQ7pRM6Hgh"
    "3WrsHVEjSyQS8l7oGmCdhDU1FNn44FcG3BeP33a00G4N4JbSWiWwpVw/Isp6ubxiTGuqAd"
    "xxpKqGgpvQMUv1XND06xhtuTHFTVDfUS4NSnTfyMqoDL75YdJkVrwUuAlyZI/QmTGycO+g"
    "kNjtRnjHhgwesX5qGmT/wHSef9yA1tVUnJbWU204XdO6moRTJc/MyC6QqRoZOVl9SEcETy"
    "36bzuw3hTU9etrxiD5z64+rOw1LPJj9d/TMr6siukXrhT6BbxMg/AshPs9tphfaZBLk3lT"
    "0kZwEbNK5q6kzF1yZVtLw8F6cfyX+m4h3SQFoFtaSAaBkfH9XgpHmZD0RRE+SELS/DBGP1"
    "wEo9ocqKVf0asa9UO464rbNhERuW2TDAfANNhqeEZlJKDF+2BBtJsa6O8gws5xAruV44r2"
    "q+3hpAwvUH0NO4wNi3mfxDUy/okZUoqxPUXLcZ8OKrUcX/qFS8WXgtIsVqq3PkaqaZEHFt"
    "gJvL2x00bPC6vFAhS1WDymFnLZ9012SKl9K5RLbQFG9FbBUru6Qbb0dzgCO2x4E5X9gpYk"
    "qhB4kSoDlxxl4BLafffrobEKROapZAc9yg5qY9XJIqHzSb1QQuDhckdO7yAespX9KqRDRU"
    "yxk9yH5D7EW6NX4z6kzVQZTHc3ljo06zHhvoiZhIdv5LqF6/DtlbezHNMFRhptXMAUgREk"
    "Tw0DFbTQmgBFwWI80+8/OegRZ/Aa1atg8bC9ENhBSGxNJS6OhcRm8bZVHgWbmb/+zuCCE8"
    "Th5Qy/KISShhjV/g6Voio8kPMc3VlBqOpVwv6BvVinaM4MwjWs2KpurB1liV0W6Jo+GUSy"
    "vlfhF1gOnhGIUQ0MzZKHrWaP4sJzttDci2C9SdbiV0ElvCIOvSXEzwYbdJXqOD4GMwLfoH"
    "4Ho7u1/oBdtFI3HAjDbfmBsFUvQQ8PWO1az8RZGCsUxNM2DexIukiUSbBVaJmR6K7VTTQy"
    "Kni5HcT3h1KVa8wsk/laVtj0zq9gJ5wFmy/r3gHPHEoroJ0rL8FOgx2dRCquVTJE5RIwjq"
    "6noVQENi4lMRXVsXa7giEkmAVLaq/n1bSoLulPJ2Yv3br8i7+lJRySouNlHetrr5pmopsx"
    "uezhk8SYCGwrjmru60PS5VVNaE0N4ovi+q7hLPaFqWQatSPpnRmBctjCvy5/pKb2JAlS2f"
    "5UA0jNmm7j4QpNy1lnrgJ3AanLa2tqf4KoH3sj1ai4KOlwfC5erkywltsfp6lXVVPx8ukU"
    "sCHbE64Jr2p61NZoJdAiD3UA1agAOhkuytuC4/jux2XDYOwYvUWEVXwNQXHq30H0p8mCjc"
    "TITFpiP1HRIsW37itewraVRSATq7bwdgMjyVbpG4KRYy15jlunjeggTAjWWyy5rWutVpCm"
    "1aU1aDi941hn5bAXyeqDrLML1bz/1Vph8jua04WiYSoW36Bk+448qyyx7ix9gx6J9cw3FT"
    "HRvR1PWvUpAjNv7iitOnAN6zMC0PGnW8AmqUo2aGnZ+BTNw3DMXNsOsgkH6W69nU5ePQrK"
    "y/09URi5VtH+HsvwmTGfdGxb3eRs6YUyCcCbl+pk2vtj+udfyV0NsJSuloo2IvJD56P1B6"
    "0q2EVl9gRPzNVpSexe3DxVtK72AvaphqPANJahX2/JF+FLydj1O+WJyKPycrfhs0Rfzqzk"
    "t0P18Jr33zU6Ari7peGISUrvL6G9v5gWv0MjR+VknhWRW9h/HSv7T6QEpcHHPxnvTmVcE2"
    "ISVVHNaI4WzgJDGhnuuz5mM3uUrQHdxnuopKaWEgj7w6bEdzu+iSlGMD8gsj7JpO751m4R"
    "X++V2ErRf1swDhwjzxYOWff3QDdbhMcGVTfM7wSOOSXZQszjhpZ4JsgzymIhQuFc6KXjpA"
    "n7w92KuRLxNJJU0Q6cidjusIvohV/pFaDnWYgVb3uvFeXzuSOPinRbvXdP0dxUHVch6+Ud"
    "tuczkmbj8RM8iqbhlQtbCo7F+Xmsagv0gL2yBP/tIl6JJOpFmfFbBUR9NcpUMs3eLkU2W7"
    "o91EQoLTJzenIx7nW+fOpMpm0UHM7I4HbYvWoj9jEjk9ubGwgbwT+TQ185prXuSAv7xQE5"
    "kiAgl+POJ9ow7GNGbm4vBv3JFYsK4h8mA4OI0TgySfxhk8T7ykBlSjYqKOk6kem61frOBD"
    "P3ndLMJ2RlS4vc0qalPe7UzDFB2cZCt3G44qqwQ5mQkpuTKU9syRFLjlgAnq2i9WtRvCjp"
    "jFRsvw7BnGtwimhYyGtp4l97FrId6GzWqXIobb/DFdPaih/VvVzwbpbcihlmg3CbMcBBVi"
    "ue0Ep1gkxWLXYaYjUtwTw7iBQFZuGu+ohJdkDvum/C+Gx2yLhs1UUmpooO+o1J0q9LOkuh"
    "IMzVvOUZwQPpDOTmnepgpC2w9uicoiDdF2OoueH6jLCRFOs8FjkYzkaqQ66F5r6/dXjWiz"
    "uFN+xJbQzPRGtwLR65i5f/nRZT3Rmhjw0xueh1j4x31kuA6M5yF5IMF0W1aRWQ4TJfmMwX"
    "dkDaT+YLO858YTK31WvmtpLp2uqnSJiiVQHQoLxkm1Kp1xzFsWg5a51B1W717ohISg+PKh"
    "4eCVW9Ql/OEpXdOg9g6KE7gOuLSWBze+5uWkWmeINChL6wcgE0RsW9goiI3CtIwMnZqkpw"
    "RkQknMVbL76J695bL40Kk9RKbLtEOtT2nBG6F/BvT0hLxg08VkgjQ54MZ/li4SyxC0XuTU"
    "PbN87eJa2r61XVVLxMg9QRaY9tkw5oXU3FyVnfOa7hrnOWTbtsmU4iVTYJtpfYGYxhV7BL"
    "mMS4xI6h4iRltm4fdiBSE7b57p5BeO4YU9WwnzgmCPBkEW/rj2/tLdXNnecpAjGmTBurek"
    "bKnAPULzfVBFBaWwWbaixEUdVdoJiQ3AoqsRUEdoYVQY6ISIhLQCwDJR3ei0HmEW+kqbPM"
    "z1oXxcZmxh1oy6ScJNuSG3mgMldUCUMRCWdaH9mhl8alJKjFhLBvF1oDIdww0+dWgsGMvK"
    "nbSeFgqJTM8NaER4lZpUSoFu8Vl9huwzY+FpZAVoa/KQOruIFvgpwcOTxgNGfHFv7PjRbd"
    "TvuhZ4wfgYNjgeN9Ms4LWuMns1aZgX8GqVdVWlJ2AqgVrQLKTtpsH5BFku6p0j1VhHmwHv"
    "fUmjwv/amtYcuQg28hxnDbojaUdDb0VYcKXoedwB0QJn4Wpo4ew+YeaAan6Bv9r0OuGaZa"
    "ct+7a4vQUy30pgXudJM1//YhS72or3LwMpzCniNzUPTc9KD6n5wWbDlyb8IN9/vj+49Qaq"
    "nqGPQYEzsOewp67sF4omWo+iJ1GmHmhSKd5pl3kzTUxa59EbEmeZLU4dknI+EJHAlPurIe"
    "oMNLT7Ta3SFezblSMPZKuj+IoMDvu+cVqM7VNr3iYhLW4iV+lNusYeergZmQW8mdhHgHk2"
    "4Rr+8WcUhiIJqwOoMTSOSzzqcDojm0yxEB3/i6meWlZelonUhsezD4ZUt4C1bTYNXLMjDy"
    "xbbhskBAjh9tHsLiG25WRP2a7wCUwIifYdlqkR9VHziFObrDtBwOiAGPeWAshOoGZQGheQ"
    "uZlkbPM7szBLl1ZySWXLcNz0erA3NnguZe7k4qRywqSh6wzc4HCXglsSDKbNQqIBbkMljg"
    "ZTCMBLs2jS8rdMNc9oc9pT9sI+9gRm763S+3N23EP2fksjfof+2Nv9Mi3pEYTSOzHctsx6"
    "+AHVMaFOhJGeMCBM+e5lqax0XzQGymtXkmiqxP7QhjIPtD4xjRNasytQnRJrGLdZC1Ec28"
    "cg9NyP7YPVRdqZrhZmyc5ffMiEiDuFkZoF6cBZm0AHplC6CD81fs92VzVzz++BbeyitUwn"
    "aFWXmoPEsiZrGmGaMEeRajhFKbm5Y8ezatAa/k0UnA9PjZEbOMWA5wF6CurlUdB2GqA4OV"
    "INdPmKcRYlQj+hIZOobEjs/YxkF4bmStXdMALk1F2kIlD9gjumYE+shPXgZJDTNuyzlFfq"
    "RuL0uk/3BER4SlicR/axjrDpr7UwGL180f0mbmM/T30uf/xjJRzhnxpvt5LB3s8vDZwPEZ"
    "Hi2nM77OXRg8DSZn9yCaAAUYaSpBYXgASZuJMkq3CmgzycwIy8wIk0lO0Ik1T3M+Ko/skM"
    "zYoaFTwrKxj6CxOQW4a2tHpWVzC93ccs0uI6aLC2Wg7VdWL6KCMrWlyCOQDARcq2Ehowkq"
    "4hmVkYDKyMovHFmZdT/Jw5bBNfqmykyhtcN9UCdMiMtq6JuuqRqZDpix661C1pqXVLSg6F"
    "buesqSDDIx3z+SdYJTdINtz0gRTCMdi6CF6oQRVg0HuNMgoWELger/67OhZ4R3ONRNJEMr"
    "wJzYKmBoq9kXSbMsaQkqsiWouoS9quqeZnG5JlnZvLCvGe327jpDPSn3doTSQr8dVGPrjb"
    "/2LtvIP5qRce+y17vm5/gRnBv0OhN+jh+J8ZasLNPQqsZqjQnJpWYqajTfc68IakJMwpqA"
    "lemgFTGNyrysPigknAWEiN/7aljAjyNVHWdP3bqAT7yrJUI18iGzBnS99eVNUF9DIY7NMT"
    "VYqyUGknRLjAieWvRfBZpqZ+JEhPFjawtEB88yDVAHreJ163xeJez324mV8J0rYxUYmNAF"
    "5Iej0W9rE7cYxfGEbYcWbqFnw10gw3WQY61tDZ+iEQ8QFfh6riD6pY1VZrKmq1lpcQ55N7"
    "ASnNPbrZd0hGIGdiqa27Rm55SjNwezxP+ajIZ5tMyftMtwgyvvMU7+kkyNSEyNlmtLl7OR"
    "egT2c+VXs7El0XmZJdF5/pLoPLUk8vt8Ct9cyiAi0SS+oDYDABleNuiub0ot4d8UrOHfpB"
    "fxfGqognAo0UCMz0vlKTovyFN0ns5TJL2XpffyK2Dn63Fp7ECBy8YuKpPEztBc9L+Iqp7H"
    "OC8VQAdoQM2BrZT/Mv983fkj+Z53B6OLpNYFFVwkyVFfSd/Bdi0pKy1ohbZfgxVURXIxIi"
    "LJ2mJ2EaCqgfvqeNUcJ6RbCZdIhzoiqyAxp9finNjM5GZPjJKGPg3plHHNzdk3xbqH0q1z"
    "xBPcqxiYAWL5NKiH53YOdO2UjuSnunG7Ljq6c9dly6bHOsZLOL4Hl2F11UJ3Gx4gz2Zh+V"
    "tI1WzLcZBqmsyR18kK5Vf3Lfzw/kCU3akORo8Yrxw0D2045oxANQiam8bS8E4BUzpnuYuS"
    "l/nJ3yF5EW2VGWFnkW5hbtp2RztiPmka3UMLuednKkOVjla4HpRkqlBkaqSBdrBTCaVFZl"
    "Kokg1ex53vM/Kt1/vSRvA/+YK+jgWKJFZ2Jgekidsrm7gFc0o1/GNiDXK+fGH02WRdYZsm"
    "KN+kHl/bJk1EAaqAaUKqQZ25vowX0sRSmlgKC6u0CZQ2gccCcd02gfWRNh1sG9riJIOw8a"
    "60isgaNSyzjafJx7Rm97rcGT9z7MyY6L0GFNYMsp5pPp9WyDUjyrfKyLcjEopM2NEs4+zd"
    "uzLcwbt3+eQBXEssgelLVQFhr3gD0X1TyujlTYHRy5u00Qu9o1vR+CAiIm0PKtoepHSxl5"
    "zM/vn/zV+nuQ=="
)
