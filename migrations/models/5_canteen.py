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


MODELS_STATE = (
    "eJztfWtz4rjW7l9R5Uv3VDE5nXT6splTp4okdIfdXFJAuifvMGUcWwl+Y2S2bZKhZs9/P1"
    "ry/YoNdiLcyodgbC3ZLMnSWs+6/X20NFSsW8edtarZR2309xGRl5geRC+00JG8WgWn4YQt"
    "3+mspew3ubNsU1agn3tZtzA9pWJLMbWVrRkEmo4IRrJt4+XKxipSFjJ5wG30vDBaSLbop6"
    "YskGnolPLeMOH8kh6ZxpIeYpOefdbsBT2WbWSsbcVY4mO4r2oo9MYaeajvFmui/WeNJdt4"
    "wDZtR2/0x5/0tEZU/Be2vK+rR+lew7oaYaSmQgfsvGRvVuzczU3v8gtrCY9/JymGvl6SoP"
    "VqYy8M4jdfrzX1GGjg2gMm2JTpjwuxmax13R0O75TzxPSEba6x/6hqcELF9/Jah8E6+r/3"
    "a6LAGCF2J/h39v/cRws1k6ThaCpNulNJOkqMLTxCbCzcU4pBYF5oxAZG/f2P02/AEHb2CG"
    "5wcdUZv33/8RfGAsOyH0x2kbHr6B9GKNuyQ8qYHnBZtpNcvqRcsrUlTue0QxHjtOqSHHsH"
    "u3DcOxGwPHgdPGZ67HpZBk97g+5k2hlcQ/dLy/qPzvjUmXbhyik7u4mdfeuMh0HfbOd99z"
    "tBP3rTKwRf0f+Mht34qPntpv9zBM8kr21DIsazJKthnninvVO0aWhYFcVYE1sq9xJFqfZ4"
    "mdxX5QBGduurE/AUVr8kNy8WspnOTa99jI/0wQ6Pg0dL+S9Jx+TBXtCvZ+9yOPq9M2ZMPX"
    "sXm/9D98opuxTl7R3lxr2maLK5KTlnk5Ri3kZ5a6zgJ8OtS0zeCNFOM5i35T06hT8XmcKf"
    "s6fw58QUNjH9mVb6kpuzSESoGsjoj2cFGP3xLJPRcCnKaMtYm0qplTigEAwuwGCNrNYpYu"
    "G/J6NhhvDtEcSlQk2x0X+Rrll2oxZf4EREEvS4+XbQ+T3O6Iv+6Dy+SkMH5/Fl2lGbSi3S"
    "AYmY2AUmNuU+PG+JmR1QiKldbmqDXn//GNI54cSdrDw+y6YqJa4Yp0ZW2+Sl5ekyfkYm8g"
    "NjJPxi+H0uDnMh0/mkyuboCZumpuKjFKwm0aaVB9sobmvJCDffCuF0kCpvkA0Aiard32PT"
    "cuATe4HRan1HJ9ICcBe38zaSkW7Qb2hh6BpQGiY9tZQf8a/rFXo2zEc6wNBlEsmp9U57AD"
    "ppAihADRlrW5rkGYEZ6gF1Xue1A9BgC1KjWZI7GEk2nhtU15RJxu4cIYxx9I5SHuBOkcPK"
    "89GoH1nBznvT2Lp1Mzjvjt+esOWMNtJsdro3nApJM29DPn1XRGmirTK3ZHaNm72h+4RJKn"
    "jvXMjdBbDfZOvKP6Eimr2ARZStyQvaKZ0Fags9m5ptY+JA57A6O6g70mwL6/ctZBu6Sv8h"
    "ei9zg1amoWDLQvK9jU3aJrnw13mjioH8c+2hR+wSUL5GEnKWu3Rzu9zTh6Ufv/7r9PT9+0"
    "+n795//Pzh7NOnD5/ffaZt2fMmL33KW9h6X2GJirxa3pqVvW3YxkpTyixhPkEDV7DqUR9r"
    "ffe/WCkLtEepqrRa8bsvl0AsLcVY4bIsDdEIBDjKz5W80Q05hZ3Zim+IZC/N94AmaC2ojr"
    "CvNtK+Sn8WsWRm+09dp6bB9Z6asc8mutgu8tQ6ypP/6JfOt7dvVg+SsjZNKuNKf8lso3r7"
    "y5tf6hn833uXnxNvDXNEsZKMzZQawySvy8h3e4uMpydnn84+v/945kuK/pk8ATGpwJrYNj"
    "dS+TUoTFfBSnQ4m+rBLURUkVN1rEp3m+QYd0xT3qQPcJQsNsQvvrWHVp7Z0Zu//3kzO6pp"
    "rZl2f5/+8WfsLfGYUf49iVKKN4XnNwWbpmGWUYR9guY58DQNyeupdO83bEyUzVEKnhe+3M"
    "pD9bRYw63Y3nSBERXjnrGJHrQnTJhzrExQqCP0iDctZBkOKAfom0WfDs6iB2xbwRmnnySs"
    "V9M9UhC9P2IegBEnINrZ0Z/CeZcr593X9fI8IAVTuMvxBpzCclKCwW7zBrL25PRzAd7SVp"
    "nMZddSXLikhWwt0mwvRDYz9IIoXdxWvLGxdYD8zrOpuDCeL8BSpp73hp3xrQ/6+VJsfzT8"
    "ep4C+53fTrsd4Wkk4NaDmfUHobtxolp0TCwfpQX4wflcZUL2WhTwDSOUHBn3TFB/MDUVYu"
    "40G2kWvfJ8jOYyUbBlG6Y1h3PMk0u2F4Ffl6LZVAFw7PlIl60U74C6biJC/LgQYLO1hEf6"
    "+9JFrS5ZLxmve/QxYPSTYpdLy7PcdXTRm962Efyfkenox3By1btuI+9oRi5Gg8HN0GnkHb"
    "Kz16Ob4SU7yY5m5Pym17/sDb+2kXc0I93hdNwZXnTbyDuKv1qFpLyPRYS8+BobkvE+xkU8"
    "xVBLuaZ57asZytf1rKk5Go19lmCt157nt4QbxQ8+JVxKuw6RNA+LPTktwmLaKkf/SzDZ38"
    "pLWYUiVK9tFKp9S4WtM2ELAmFHKuepHiKp2l2dX+b5DusB69bE1vSSvAvT7Mk8zl7ycrxb"
    "yczXopxAHCESPm8p1qg4g5Pc/WKYWHsg3/AmIQjHOBrT+w6Sp8HZ4BFN+dlXzaJTiv54+p"
    "OxEx0xpkr8uHcxPfonWw8PCacLTVfNtF3+3KX88m2M9SzIvJG8jrzwOpZVnLY9l+VPn3V0"
    "uJtLPpvgh1bApIGr+zSRRc4rWwGTrv0lsolsujfMJTal6hamZrMLdtcq5pRxyFpDPosszd"
    "53bZpoh6wX5LNnYawtvDBANNiLR1deP01lFJVhNXX/JXzsdtNQgcnED5plYxOrkmBYEYbJ"
    "Kt3nLGvfJcrjUsfprqHMglxt0oMp7z+paEdfoZ+GMspa39H5sJFWhq4p2t77n9PbNXS2ad"
    "L6XrdF2tX6MuzSgU6Yb52W9KDhViP1j4WB2HaOZATSoZv+VWbZRhiO5xwfo7m3QEuaykzJ"
    "FrYdp1X0SIxngrzrSSN1XTcRRmoO4LkWyjZSh0azDLtjZAIEFYbMFzNk0tvZEBu5oqwqaY"
    "mPETbPqFnIpplj0kxaNDWLPvNqbad4DW/LfhTQvWDyI//MwWY/EqZQYQp9Bd5RkdWglBkx"
    "rTlhLTE6IQtE+Yrpw6vS86JU2EWEqInbVEVxkJEJDJpVyZCsgETEY8VdI4yMpNo5jhFGVk"
    "btn5OdeX4RroGmAq+Ihtl6WnHXiGBSZThGxBeBivjaYJ6G1r3SziZ1Q2zMZyADYPP8CbbA"
    "a0ujeHbgJQvOAHAKgrgJGo7Gg06/hVSs6LQzFd1tIOgb+mUwl2ZbyFrf2Sam3WkE/cFkb9"
    "luOTAZPfolLQakjtvMyIzMva9+7Aj+a4UVqCVFZYgWdOvUkIJL7CHoaQtOO/Ekv8F3SF2p"
    "2QjLpr5Bd/DQEKAyI/RBYEyP0VzRDYvl22C3eV5gwp6Q0qJn2UImVgyTSiwQ2SLT2zyJKl"
    "TcbEKtHPRvmRnLsD1EZVlpXENNISrOa9Z2X7cZGXcvRt+749s28o5m5EdnPGSxJ+7BjHQH"
    "3fHX7vCCNvMP4+90ETG3+uATeU2ZbWppaEy2MhEh4nm4dtQmavHkv5MtLcXKls1ln6CBHK"
    "5FX6NbnVUu20NA0UAefyjE4w85PP6Q5LErNaTjYdnB2SEyEaHNXYR2EvEsP8JhOjHEXA+x"
    "L3uXHeMIoUiSx/MYC+yyTrBNgEJ1g0JhlfKpqsiRAe2qQfyu3TnN51kOeubxtACCJi29to"
    "XqpFs2XkGWExfFemMhNzkbeWDAk1vUHLAjx7sM6p+4cJZ79nmRUlar4r4FJsXBWt3KwaRE"
    "KqlmSjiiMnrlJlqmpu+D4UY64BlTaRyQS9+UfQYuRC6G7QWHjRO45XBWs4Pbp0o6au3jos"
    "WbuPECeHSgXOwAdoToBOKxHfHI2GB2gj0alsihlQZ9hKYXd04xbtKDDMU+SImwRa0PsvFs"
    "1+l7xPUcYT4pnm+KLm8yY8MSqvtuXQgNnYO1pZWjoYsABRGg8Aq8e0HJjDM+Ced5LuZkqc"
    "qvr5hXsDksFTa92m16yVkruFpvtsbadQWIB8nSFNxYkW16gtesmOUPyzazziFI54LosGhE"
    "YyKuRpBBG0Cfx+iK/gLHdZzqACwBBviSa+BJ3kJPsiIT2/GQf9YsnGEHrOtO6UXZ3FkM94"
    "JPuLsoxcaXLsLGJMHnyVLW9cySxR7NK9d9rkg2dEoXvz/99NGvWgxf8goWTwadfj8ZeC5k"
    "wEplQJbbqmRalYBEsFPIfy8t/3kb3Z48hVxsl/7W3GDuhl7XPTzmIO+WSEn94h5zveXKMO"
    "3xmqTJysHFXGFZY80k0223VVq+Mp7pJZMFYzq0IM2C4HqvUXl2IVtIMZY4KClMBd01cQ4h"
    "zlJZA8E9ejCwRclAxjUxhG7Si0mJuda7seBT6EdStQdsBfGnk6vOr6cfPnoFz6DJb2iuaw"
    "RbkkpvPmenoYwZgpPguWdhdCfbygK6oE+01Gw6dbPl8qCwln93IZbzJZZn1z5L5/Mh1Dvb"
    "Ga4thNaWSMkVnvfJTSOnymyMUJSZbe1YZpYxsmySvwhRIyd6DXaJYN9IsjpTwY8SvZya/6"
    "4uPjs6/unJ2aezz+8/nvmKvn8mT9tPKvrMpzZF4MyukhxQ7FUlmbcJnMO1esokCyfoymEW"
    "qo2a9k7xkVFKET/AtV8mwAnWYqdxjpEK/1vexjkB872O8SyGW6XAAklkKxsbYOCQGm1cIB"
    "8V8NNRwfETNjeOyxwzeYGOhKyFsdZVqrs/4SwnuhZ61uyFk0HKWJtKii2tvtsI5z0utsds"
    "zVyUrxblqw+VuS9cvppvFlefWD8btNsekHYIAN5Rv9u57I7byPmckdGXL70LOOEexPfJIs"
    "NQQ443sNntMxaRDrgekIve9LaN4P+MTEc/hpOr3nUbeUczcjEaDG6GTiPvkJ29Ht0ML9lJ"
    "djQj5ze9/iWLIvSOZqQ7nI47w4tuG3lHfAww+J+koC/bnVbSAJga4ayTutax6lxWHMmzzK"
    "YQUPD8ZvAEwYpwDxHu8UK8KwEEiJK5r+g7MXGK1yTwEa+ubjYqYnktikAhuqxgB6SwsPmE"
    "LbTCxkrHxwhwGAswC8RqR0LiadoG6gL/xrwLwMMXY/LGQqAHo4VMHsCBgV5apoIhtd1IwC"
    "GcwyGN13kuOsNptzuksrJzMCODbqcvXY+oMNVGwfGMfOtNL66gpXswI5Pu+DvVi6QLkJ+p"
    "GB39zocwLfAsgWcdItjyCngWZ+LgCyRxl4Pi2UWZHCJp4DyuRUEsXYhTFOAs4e2nG+RBs9"
    "epqVx0Q85ygQpTxdh8D2SHx+g89XF0c97voutx96I36bmOO75Zm12EU0HVzTGVe+J8pjpi"
    "eTaHiASXC3BZsyRjlbbtbSsm61G9YClZT5YTlWSPBHInkLvilWRFHKkIfKyXpS+UzJ75cD"
    "Hkb0+AGXDEr9DPwb77ewLMIagYy7rkwcDpHB0RPDXov+18HdDOPNC5QWwtAcVf4pVs2msz"
    "FY8PLrbyQHk10mwrMj9dQOoN2V4gw4Rij5CFX36WN25mDmxpKiZ22ysTiRb0znRs1JZ/Bq"
    "ILH4nxTFpIJqrjYPi8MFLA+RrvxSIYWaHtOUP4Ac9fYVMzVMuxBVBiCIG0FoZpt9D875nD"
    "sRl9yNmRpjqf3qY/O/pn7nhEsiKc9E70c0OfR/2N3sbET8ZjUEDTwrb/fJTv9HmRQe9kG+"
    "gOo2eT6m4t+L2sCX1WVlFTdX63QkcYwUsm7Au8bNatn9m+cNnrXrYR/J+Rweh791Lq/Ojc"
    "tlFwzIedoJwoLzSgI7Zm7hBtEaYTMTXcxVoI76mXBccp+038oJUrdBohah5IXmRxz17bE0"
    "u7V31cuktJEJuTbClKJuIqo1xlknGSn9kxwj6BCBHeI0Q40BTKbrxRShHlyPPO641VyZzW"
    "MbLm7Qw1FRp3UIKyyfiiZAKXzselPXZVgE2PQ10dJmu3p46LTi6ukghfatiWzc0Q4yhilH"
    "K5lQsrOg0l4rXciiz+cLOQucx5Y6F7w1DRcm3ZcHKFFbt49ZF9OmPYoLW+c2aqn9sMOOHW"
    "IZ13dB2bdHbOabcmK27CTmwcmFFGz1S4RNYaqp9YaLb+F/2brT+/VxXWvvN91LsUEB4v61"
    "rrZ4bwOv1+d/z1to3cgxlhs7PtTNIZ6Y9+SJObrx2InPQO3bOd/tQ9SY9mZDL6Qr/Dfz5A"
    "P/8NLoVxhImaJ2JV7ydsQQoJzc6QZLe/JGF6rl+UQa9P3wr4D1j3ZXdMVQlAup0j8Jf/3n"
    "X85OGTj1eAGGmW1hwnY7d98ya+CI7ky8AgXKx2552PXe4CE0VIhYmGc6BIYNvVY9sCERKI"
    "0Auz9qARoStjbWGoU3CUggcFF1t5aNAi0qyQk5kThc08oHTtCSMPI0F3eAFZ6iCVvWoYZr"
    "rbWClqgcJwsJa0clCYF43zjW96jQ7zNQ1jWcoI5bZvnoZYPW+FeijUQxGBwyXbRATOIUTg"
    "LPHybu/iWL6EOmC9NYjptWZ5irMtT/YPOFtAA5CWQetCFWZDNlxYw71qr36Hx6jjt3FLvc"
    "o2WkKO60i7LFNxTfcQSgUHC3meUmGGlo5dLFdm9tLDl+Xqqtu5bCP4PyOT69HNBKxU7HNG"
    "Lq6YWYt9uN+k3lDqd364J91vM/J13Bleus2D4xm57oy7kE3K+aR36J33WS5W92BGRtMrlm"
    "cXPviwiwnJXEjmr8C7YA8st8LH6YSMLiD9V1B9IiDunvpPBDc+TOZuVYLir22RIszCatIQ"
    "q8m1afy1OUrRmpwLubrSym9SwGnWQG/nThXp+S9oKW8Qbc+8TCHOnV6DnzL/pQUqy/NCUx"
    "bIUgy6HpRxpa36Fo6DrW4EdYNZEt4WOoEo+A+sIzjr3BN8d+WlpsNtWS283yByHgjlRxYi"
    "T//dGfaCFSxCMl3PsEpvMadcpOsbNuns8O8D88Utd2w9QqIAGDWnC/o+3d8jVQNdj2o15I"
    "7eSkVsKODaxgJX3oVm2YYpFDxutiuh4AkFL833ly1AyYHvmKacUR85IImNdfNiF6fd36d/"
    "/JkspWmvM7KlFnDj9am5flOux6Pr0QSSVnhHM9K5mPa+0zfG+ZyRy+4FndYssYV7BNVkLu"
    "EE++BkhtPtMzlYW8rIuDQ7VZHhTPOusI5MSFAosy3HyISbXSpXd/FSjZEKL1WuvVThp4ES"
    "tqRisLFzsFSyF45dTI5GQ9gYqMjDPkFGugYJiH3wsT94/KRPsl6mIgp57lNJWo5HY0eHn1"
    "qSznusK7/oRSlFBgeelzxhPxL2o1exHwEeVtp4FCISJo4YSxnQW46hIRLBznyLEbBKmDKK"
    "mDJCk6qAmch5pwVni1nhQuvfPs6IxlMaoljGFZGZfga0nwaxu1YnxIBhWYY0j5tbjGnS0m"
    "tXyOXQsvHKSTLt2H/uKNMpcyDTtOEkl3ZsWy1ks+8ZXoW7dSPsShxsaq0cu1J53U7gWAeg"
    "1LnW5bKhExEqAQKnOFruZ1mKdcExDtUg6xJ9TfYbtUgHwiT4IoNWMp+oyCNaqs4lEyNLWw"
    "h9GgEV5EMFvs/bnhqt7153mEzdqs6G5xRXDo8+lJCiqoVhhmxNLez8ul1P60C9HstwPAUV"
    "zd4gC5tURXdq5xjgo2gxJ0WD4GM0h4hE5ga4MJa4jehtTJhILXS31nTQyoBOMZYrcPtLqn"
    "O13o35Q/okzCURunK9Ht0oyCCXBeUbpsqjiZ1ko/STld2gt6at77Airy3sFCCi12YEZoyG"
    "rd/QfLF+NNZucQHfJfLr+f+ZotPTj+8QZE1ATseO96UX1EZbAhFVZ03wmaR3pc/rdOY+Nf"
    "3xcOR4Ujr1kyzHi5N+AruEZsvLGtzK0WxF0fe6i76vNLLRyhd+D8iaJ66dfCxkh/+YY4f/"
    "mM5sjWi2JuulSsAnCJvH8DqSwP61q6LokvK8ghwNOn1I9Ur/z8iXrvPN+dxF8ftcZGHJXl"
    "fivL8zTFLSnh4i+al9EZi0SYUTic7SuzR72rlGZDPDXzyFOF6efGM7FqPDWixyeHju1rHx"
    "4Vw6Lc97w8741q9642O6/dHw63lK3Zvz22m3kzUQC9la7DgMHqkYhH0HYclio8psmimkzd"
    "s2T4os3CfZK/dJYuleUQ6lVULOme4+iZjmO05zxsEdFpoonWD/Xuwvv8TE6Zq3vhRyR87x"
    "Rk46I4vkjvWpPGEsrQyP43TN43XFBT5VDasl9ZsQyc/sLswKx0vG2i7Jvjjdz8zDAPfeqd"
    "pCjFh4APHtAfRamVMP5xUp4fsTGIjKRizECQVnOUpJyydHK8hImz53BWO3+dfH39Y9fOxV"
    "vJJNe23u62h/6fVzuBtq0tE+JhT71VX35VW0omsTueV6UCy0lcglXYRfjo/RvZFmESkb7t"
    "JkHmmVBAQ1lUNU8KYLubUvjzzfsY7TXVO55XhLV8Wsie973URemfgJp7p1lGMVdNJUFi3p"
    "b5OgCuC+5RMGtKORqTZ3s4OKz5q6kRRd1pZ7Mmvi9HUBXTWdX/svVi63bqxGiemlfKwT0W"
    "fZHB0RPDXov+187QRdNUPl/GdHV3RPZMjxSA9JFdsd0yU51LpAal7moh3UDQHnbZU5jMtR"
    "h+rimXgr6FE4YXOA5rVQthP2I/196RbF7d6UHi3X7pRXo0G3jeD/jFzdfBvd0C/wEZ/vr+"
    "BMKSzmNZaaLG0rF1bywlZykZFMZCT7mWpNHg7XRBmb12BrjrlU1Fg5KmHeK1ZjJb4mCKtp"
    "jQVSXyKK2wWQczTnAGIuoDgHuUCKBHYrmqmsl84EcfJneR1larZoruMnrLOoZlZF5qyFNE"
    "pJUtToOm4gtGoOFv3Wz6xVD3rD3uBmIPV731l1luj3Gen+Ph13B12JsvByctW7bqP4mRnp"
    "j35IveEF08+D4xm5Hne/dKH6S6/TlyhRZzpwSsKknociNN0LOPWlM+j1b6Xrfmc4dErGpF"
    "+YkcHostuXfozG3yCPevjbjFx0xl1p2IVsO/7hjFz2Jp3zXr83vW2j4Jj+BvZ7pU5/BAna"
    "w98oDwbX01tKP6HPHhzPSG8osZ57w8m0N72Z9kbDNko5uQtC8f60gKb3/jRT1YNLUTGRLU"
    "TJuZxf+8MnEsU/ouGzsqWVChD3CZqHSdSSEV8gEwKZeBXHfQXM37u57UdIhdM+1077/mjd"
    "paQPywNNImQCioq+PpgAb0pmFIwQNW97rCWvoMD8BOb3wqw96LrKrtteKjDlOfTlAVJ+m0"
    "KJ4GF/d/LZOeWBdcN4xCqC+sE+ZPTGQmviBKYjJxeMxXLksSR6JpbdrIEb9CA/4fRE8fXc"
    "RmBSHCxKrRxMSmQcr15wEcn5GyrlwwJXRhgNKHiGbYUoyjHPhSgqRNEcUdTzs06RRUMu2N"
    "nCaMjle7s0OjGW+M5QNywNtCITZNGpgjTSRncbBHdnsuBKtqxnw4QkzVbEqskyU9MmSLOs"
    "NTapMAnNktJofbcR0igH61KeNPqiyZ/jsud2Fh+w56uqWStd3khlORyna6AgUyj3c07q52"
    "TmZ29tykjxl5NhLk4oEMxilVE8vikLmTzsZHHJ6EIUweZZJVOohmXvNNxRSqF5cz3MIADS"
    "sdLIDgMdpxUvNM8jTcUNYPIub3SMVIzzQYxzeVAthbR5UtJZISnpLEdKOuMQXONK46oQWc"
    "vGfhKp7ffO19P9y8YmkfWem+/+cEWT/BwPD6YMzffi1djQ8Vfop7FM0p4wkV6aVZytnEXz"
    "9YA9W/CqAK8sbFm0331Tqzi9NPXVW+myQufTqyQ5OsRJFTBKguTeVXFrQPtqEMeStqIiVj"
    "svL0/1NjseJbY6DHZ7GeESIlmKNS5NbMs2y2G3taSFm28PWyTINegxo5hnAmO1WS2k2W00"
    "t9Z3/4sV2y+9GjGStZAz0OhZsxcaJbdTIhfruUeKae6PI4cQLrtdHv0p7HU82euCASqqvQ"
    "cUDbQkvS+ktb/P0drfJ7V2b+qXYHKIpIFcPv3woYgF6cOHbAsSXItyWVgSdlk6Dg53fGV3"
    "1wMa2j1qQWSlkSyff6NwFklOGbs9B0dkZnHlWgZKBV2wLui3NIE2fDlXloWaebDyUWa4TY"
    "uk36Bt0b1hIhmxqnst8P16xBusInCNwNYx6uiWgZayip0QBIKfqBRqOfkzKCEjsxAxmCsZ"
    "JUpNwlHTbYSjGQdLVJ7g+qoVODldrNJYXFcJTnjxdmB/hExwf2fuC2H3ZxB28V8rjXa3wz"
    "BHKcUwcz3M9JfSodLxfcowZ+biiRLtlJCHtzF1M/Kcnpx9Ovv8/uOZn5bHP5OXmyeZlmdt"
    "7bREhsiEDxJv700J141aI8h9C3JaEHnYvJwTR06bOebsokoVUHiwu4wsxVjhNgPonxdwRd"
    "HsDSg5CBJDvrGQtb6zTYwRU48szca/Uf1Gv/+VkkE4DosYT1Oq6rjNjMzInP1Yli6FmRaA"
    "p7RPzGLOEW1OXyPaidsKaTZywtGplrdcgu6ma0REpR+EegZTKB3w3p4p0aPlGfkGcKd3yf"
    "IXekeQY3A47XaHEl3XvnyBPIOhr8HVQWfY+QoJCmMnZuSy2+99745vpe+j/g1co42S52hP"
    "IzgaSxf97vgb7Sf8lV6lzzLuhm4T+T4jV2Np9OVL7wKuBcfsfOf6ejz67l7wvsD9BoObYW"
    "96G+o0foq26n3v9SX6Uzu98UTq3Fz2piNomXYaWlPaziUkmJxMxx23afwc8OR7tz+6dljh"
    "HsaXrNcJyGIJ5spLFyEyIZZzJ14kM+ftID+G6IQAyfMIi4QQ9fusezJf+fcoSikWS85fJc"
    "c9d5dMmWFKsWDyP8o7xPwkCEXET6HVU7g71JHeSxQcqpCbAahTkqcJQsHZeLifszOW5myC"
    "UHA25pKp2bgkT0MkgpvCfewl3cdEYazKC2PFF4MKWDrRDrggwlaWhpa/AiwNtvYXXQUOlL"
    "cJQagAh4MtXnC4SEBZTCDiylHXC7RNMSWHYnCzDclWqFGhjOROSp1fNYJU/KQp+Bj1bISJ"
    "aoH3rGZbyHims4D50jJHog1Lyrgm4BnBnGbnmqpjycKU8ao1T89HXsdNhN2XA9GvlWP3te"
    "lrRnbwC43SCcfQ1o6OoY2vUOja1l2betIKH1+KiiB3J0XqqJ9kF1I/SVRSX9Llydh5IAJq"
    "rofiujOZ/BiNL9vIO5qR66vRsCtdjC679Kx/PCO9yeQGbPjOJx+DZBlrUymVSzWg4Hlgds"
    "SvP54VYPDHs+wsqmdxBtOd3JSoyJOGBWQzOUrVQEbXkkBVRATssg0fnAHOwninHJoBmRhg"
    "rgc4rPMkRzkzGiBOJuIBUuIBRDjNT/EKORUkdxhkUmm9Vj6hsqaMcK4PynYVK9oDx84oR5"
    "Pe12H3UhrdUCU3OKaalqtzSVQkHH7thrQw78yMdC6Yb7jEStv3oU38zC6aWKEC3zn1vZPl"
    "vYWXi7DK8mQu4Dipx3RhGrbNuJswFvjXWnnWAjvcaqu54Mp4RvRhNsi4Z6A9CztFMivj1H"
    "KSZwBs7yAj6C1LuqH+Ank0kC0/ugFgC4xWdKJSlR4906E3npMWgxrvI4wGHKxMrRyjQeNB"
    "a39nHnYGXakzvJQmo5vxRTe0Z8euhPZ3uBJrGLqa6MijB9xVciDYQW94M+1C0FbsVKTVFS"
    "WMtIETkRaXndtIA/rdve49ReiLe2U6vo1eDU7sIntUH8blptrbwWYVpxRWq9aOViu2gpdA"
    "O/z2AuZIgTlkXTeeccqKmsnPEIXgaFoiCT4iAXlj86FDCpzkkrjUrEWaOM/O54ryqteiUO"
    "VXyOfwQEVqBbzNqMSsGMajdYwmVM7CKrjhRFM8OJkZ5uD452drSK/1WlXHQlDnXFB/0equ"
    "vK12ddcchU8pTQzK56+UKgnxBGHuyOGTQjjjSQ7QeJJEGhuvasL5QbfTbyPvaEbo/2kbwX"
    "963PsdcGD2MSPfu1+7UwCC28g/nBGqnl1TevqfHk8713DZ+eQELtZ1bFJ+pxhIO6YpZ6hr"
    "EarYGOqaVZucG1r479aabmvEOob7vcbaP+3+Pv3jz/g7och6CWXBa76TpsDbilOxomCtH2"
    "RTWj6UYGeYRLA0haWGqq2XJXkaphFMTTJVsySq8Uts7qWAXgYV1WWSITvHSOOoF6WtayX1"
    "z7ww6jUa9SNq7HlvGtusbgbnXSqLsD2MNtIcW1E232U9BUsoxHaXUnC9HNctIy256jaOe1"
    "SC2yW4vTI1BUv3aZrMufaQuWZHyJqEQv7r9PT9+0+n795//Pzh7NOnD5/f+at38lLeMn7e"
    "+9obxkYlyX4T25qJVSnNNwbQynTuR6nysMrD2zxzWArQo0gN8HJOKBWFWkPxyJ893Dobqw"
    "5tfDZe7l2nk6x7tJsDXH+zeJ1So7M6MD+oApuC6EdKxGbD+kGl1WLgPkTbeiUz31iIUbII"
    "WnCagc6O0Zysl3fYnCPm2GSh9QpBIlJ0ElRxtGhTsk6P5a2sd5YG2kf+wS7wqNmKkwJath"
    "3LQQvNVwYdrjkYCkzMWsF9gAJCVUgL3WMgUplHEHj7wN2O0YA+0aZNb+DLEnNwJwJ6AFxa"
    "SMeWheaqZjnuXeEGXvZpr5G1vqM/ecPatODOc3XtdHkMvwBMG9YcvX1eGOh+DUHN0IlL9A"
    "v9Bf9ZG/Aj3y6MZ0hk/Syz4pmP8Mxr+xdWiWguqyrtxekGfihtp1kz+rLo2hP9rv4CGbah"
    "SCfte4OeoUmQLZsNA3QrKwpe0ZdSmFB42QBbeSYU9qaUwDICgiYJxZUhGeXE3ErEW95YWk"
    "6+peuctntockDNtRXkfNztfPvSmUzbyD+ckf7N8OKqjdjHjExurllaceeTD8vG0q2wt8vQ"
    "eLRcD8xlb9iVesM2cg9m5Lp38Q3MTc5nkAQ/SH3Px9BQrtvrFGG62OAE1FwPz3W/c8FCSd"
    "gnfWNGF9/gu/MJLp2jb73hV3DlZAeQgaFzeQvpF+gHfae64+/Q3vmckavO8BICVpyaAsEX"
    "f5ihsX8I9NNp3+mAHbCqCRfdPjvnH4bOSv0O82yNfKf99KZdKUQa/T4jw5E0uRr9aCP3gD"
    "5Pb3J9M2WP4x7Bb/tyA48MP885mpGb66tun55xPnmamruEBYcJhYMadw5qAlblBlYNK43l"
    "RiBOKQZh50EIKeXlxiBGKIZg9/dgvcMiFCISrN999jPQKcn5f09Gw4xp71PEN3dNsdF/UZ"
    "1uT6+zrQMvIju6Jzf5ASohkeoiJTwFOjiPMZ5heWX47hMItu/BdhceTVe5Mnz8ApLmOcTW"
    "kjeKpE7tHJfj9Jkt2JuRlmshE4JT3CuLwQYhcq5xg0m3D0kZ6f8ZuR6Pfr9tI/bh1yr0qx"
    "S6KQLd7IB86M8rXVZ2yhgTIRT6M9f6s2ZJ8r2NTUmhre7vUwTYLc5gcWrhFFbCKUyB5U3X"
    "d0tQGKMVuZl4fs/AzF/SfypEIrL4pO9NpUsAxemEY1qMr+BhUpanIRoxURMM1TWl9CwNE4"
    "kpGvfkdZyuShf/ipCJiRqH0bD5RO9S1sc3QiWYyovXdHPYmeM2DQJSkrU7uE073RwmS7f6"
    "TIfEyCJVv5wXugK2ToKeGsrZ6OL3ciXVSvj5HyxrS9VVYxKoYGwRxoaF9UL11BypqQLmjk"
    "NdNZS5MRmz0MwFSb+K1dYx5V/7/R2kalBg+oY0oyL89fT9Cljc+HKAcXBkjxArXSNpNvly"
    "IVZuVFCf9tWgRSPm2fxUGZ8GtK8m8alUPFoIU9dlbZnN0hHBU4P+285Yd0m98Pprxkv/z6"
    "6Re+w1zIve897TIhF8ku413hrGd22YcGhBSBrE1kF2P0hrLRMn2qvFoulY9Bc8GYsho4Ng"
    "I+bj6QTQsSCxlWksNcuNCIvE8tVzCxF0xgF80ELZQWe0ueYtAVFeT5ayrmc7D4fomuS49/"
    "7000ffVQ++5DnnTQadfj9p0RS5EEUuxBfjcC25EFfuZpDkcs6CEJA0aUGoLBxVRGm8qos0"
    "JLwoaYYIkQgzRDy4mkmw5fgZphEMzbfr+Dk+KoBz/bwih8nYrZhNeF5F8JqLzuSic9k9Si"
    "wEFVnMGpb9Js7X0PrHVaGrKNqTp457cFAhdXzpNS6UVQdag67s6cdI1g3ywNLZQOwsttqQ"
    "177F0rK0WBaaFrLZ9016Ip19OxSqNgcreitH1S7v3iq8xw/AqxXeRGm/FBCxLjhWUkUaiI"
    "NMA0Gn734zNNIBzziVmKAHOUHzSjZn+bIeQInmHTG9WuINS8cJiACBiGAnsA+BffCno5fD"
    "PoQPUBGe7u78UzfqMXGiKFMBD89pcwvW4fnfbkc5pguMFDq4wFMETn0MnUDQQQutCUAULL"
    "Mt/f7GQo84Bdco3wXLAuwm/vUTAXvVA4NEwCzLsOzk/mXunL8xdsEJYjntNK8pJNCFzLye"
    "hUqSpRU2qfAwR3eGn6B3FfN/YC+WAFZ42S5auT4MsYEt78yQ0sHL2do+1iVUVufS4Cae3k"
    "imrGprS1piOzXhUHaep8wORBGmJLvdBbCkjBmlElI7r3Fo21dlLpmZI7G7M68imb3Z9Tui"
    "b+ke/uXgobmv47RXSLoZrE4J42diXFXe5Q3SI5OAhmBSgflUAZOatbolErxUUFSoqTOIxc"
    "oqVJPUlvuu2xOnq+lBm38LcIs8VMGoRkVgp8QEbYuu9uJ9isZR7hj+y4NcW3X5tD0hO7qY"
    "pcJ1ziKXB9W5LbaidD8A6wLAyquWZdzf082cnnLCeOSNX5HLqdDSQgwcoy2eiVOVC3yNiO"
    "pW4vIANSuJ5tV3K4b6OfnzJNn2cT8d3J5sRC/8Sq8AMse8odyFoeVAfs8LTXcLZCEZqaZ8"
    "bx+juS5btuTWHpsRt/iYXx3LQvgJHsWtj9VCluGAhlhWFugBu20J/stGTicCCeRFDW3lII"
    "Gi5JMo+ZRcIg+15NNPUVfoctz5QgeGfczI9c15vze5Yg483mHch4ePwRHZsevNju0JA+kL"
    "ek5K2DChyAfLs+fsan2nA4a5U37tGK0YaZ5HWjeUx52GOUIoxpjrMQ40rhJ24RjVyxnd39"
    "W1N1ZsCubHbMnvu7K74VJkI6wJN8tz7RSWpnzkG+IuKzCjNCw6VRgHKk8YtgOczSZVBqTt"
    "Tbh8WFvyArCLxdmyPFTMaxSI2wwB9hNQObmnZMtPOtVipxfGM6K/YhM4dcomRrb8iEl67G"
    "3VN2F4NjtkWLZsIx1TQQe9Y5T065LuUsj3SJ1DFK+mONm1ANy8ky2MlAVWHi0BPPMiRrRy"
    "gGeRRkuk0RJptA5K936JNFoi5dNrpnwSWcyqhyOYUFOCoX57geyk1I1flER2QiQC2YmxU1"
    "SXE3VmXhsky6ozkxqMq7q+93uytKAL/6GyNLTkiVz8BwcZhf2UU1CjmBtzNnAUdp0uhh39"
    "AAdFJ9SYeQxiK+SYCInNDZZzTcUtN5W5rekstxq4EoLUYnmuguDTqNlp7pAV3wFQo5FzRt"
    "ENCyPPJVKVN9Yc3WHaDrsY0QbgKjhkbpSy7bcFDs1bSDcUep6ZR9ElJZ8RQKcWsn7/q7HC"
    "pA3PR7tTMHhvzlkCKoNQOmIgSDuHTXaePTNcECgUL3t0Kw+FEt58/HrzwUqw69B4tFwPzG"
    "Vv2JV6Q0g/xQ5m5Lp38e3muo2cTz9j1q2fMOuWj6Fxl7/k6GT7DodIfmoHYm+HKMO7MM2e"
    "zOMMUyzHOyY0SDCTUtYF8HyaZvpFRUmzmNjM7KCpXGRzakc2+rQ/NR9DsmZZK1aMtEnAaR"
    "WGrJBkXnqGxmh/7hkqr2RFs1NymGXPzBCJSDQjvAt3mYnCu3BvttbqXVg7fsV+Xzp25TiP"
    "bcGt3EZbIasO8z4CTyMmlzBHIYYoQZBsGFBqs/T/biWAEK7kwkmA9HihrUnYqpa7AHQ1kF"
    "XstHBwKXoTzUJ+oEYQZPsM/7w6wVa0aiAy1jZkCoNYXmUhkwfsAl0z4mYJdKFAhm1Zx8hz"
    "s3JDfL2HIyoiLMYX/6VgrFpo7m0F85b/kPS+GgPtBLzFy2rayoG3BILCLYLCTbgepxtgIy"
    "J8AtBhh4FOEIvBPoDBdqC6XUc7TC2Gm+vhFrq1cJXjl5XCt6tSVzknNWY5foZpBEOFs9wL"
    "O8ux6SewtCJ8Db+pIlS3cnbX6y+3vrM0dXOhy1pqmGXkeisXeXRaSorftFDBD5csWgUDXW"
    "PTdTRDToEEtJAdbzen1IaFiAGQHkQ5AtIHYuGvz5qK00uC1HETgd5xsCe2ctA7kZtP5OZL"
    "rjmH6s0nL8HeUD62L0rXJE+JFw7u+ymSI1KJzS1H6h1BSc/LbnfgnHOO4Fy/25k455wjPt"
    "6SlaFrStm6kxEioWomKqU6dtOSTI2RCbZyXNOThzzq1QIi3uyrQIEfh7o6zJm6VYGPvasZ"
    "Onxyna2Au65+ee3311AWR/aYCjyOthavLVmCYS/ghIf1Y/fCtXUUYohO62xcJZj324GV4J"
    "0r4tnlu0H54Iel0G9rnbYGiOMJmxZt3ELPmr1wyhwYa1PBxwjyU2lWEK+3gsIFJpaZj5Mq"
    "p1RdrfVuLLUVvd16SVcoJ7sVmpu0Z+vY4d4cXMv+PRkNs2CZP+iUcZxx3Mc4+lMgNTwhNU"
    "qmn1WGIfgAfKuKa7MRleisiEp0lq0SnSVUIm/OJ/ibCRmEKJqEF1RmHBZ5wurNYuVsDWU4"
    "HFA0kMdnhcodnOWUOzhLljsQEagiAvUVeOfJcUnegQCXzrswTZx3mmKj/yIqeh7ivpTDOu"
    "AG9Ox78nkv89tB5/f4e37RH53HpS7o4DwOjvJV/uKAhuPgvCtBgyoJLoZIBFibjy4CqyrA"
    "vjpuN4fJ0q2AS2hCHZBXEJ/ba35yeuZys29q+pijT0MmZVRys/Yug+xw6cY64A3uVRzMgG"
    "PZMKjLz+0Y6NoqnI1NtqN+XXR1d8JPDZMeqxgv4RhS8CvyqoXuNk6SMxM9Y/zYQrJiGpaF"
    "ZF1nCdeyqtNWeguAOqfhjPyPGK8sNA98OOYMQNUImuvaUnNPAVI6B0c2K37ZOfkbfQAYlR"
    "lhZ5FqYMe17Y5OxGzQNGxDC7DnZ0pDhY5WoA8KMJUrMDU0QDv4qQTUPCMpVMiGiNTO7Yz8"
    "6Ha/tRH8j7+gr+OBIoCVncEB4eL2yi5u/p5Sjv8RsgYF5r0w99lmXcJM47dv0oyvzEgTEo"
    "BK8DRG1aDJXBljhYulcLHkl63CJ1D4BB4Ki6v2CawOtOlgU1MWRymAjXullQfWyEGbbThN"
    "Nk8rDq/L3PFT186Ujd4dQG7dIKvZ5rNhhUw3omyvjGw/Iq7AhB3dMk4/fCiCHXz4kA0ewL"
    "WYCkxfqhIcdps3kLsnhZxeTnKcXk6STi/0jnZJ54MQifA9KOl7kJDFXnIz++f/AxgvbFU="
)
