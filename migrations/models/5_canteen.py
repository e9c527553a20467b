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
    "eJztfWtz4ji37l9R5Ut3VzE5nXT6splTp4oEusPbXFJAuid7mDKOrQTvGJnXNmGod89/P1"
    "ry/YoNOBFu5UMwtpZslmRprWfd/nOyMFSsW6etlarZJ030nxMiLzA9iF5ooBN5uQxOwwlb"
    "vtdZS9lvcm/ZpqxAPw+ybmF6SsWWYmpLWzMINB0SjGTbxouljVWkzGXyiJtoPTcaSLbop6"
    "bMkWnolPLBMOH8gh6ZxoIeYpOeXWv2nB7LNjJWtmIs8CncVzUUemONPFZ3ixXR/r3Ckm08"
    "Ypu2ozf68y96WiMq/htb3tflk/SgYV2NMFJToQN2XrI3S3bu9rbb/spawuPfS4qhrxYkaL"
    "3c2HOD+M1XK009BRq49ogJNmX640JsJitdd4fDO+U8MT1hmyvsP6oanFDxg7zSYbBO/u/D"
    "iigwRojdCf5d/D/30ULNJGkwnEjjzkSSThJjC48QGwv3lGIQmBcasYFR//nH6TdgCDt7Aj"
    "e4um6N3n749I6xwLDsR5NdZOw6+YcRyrbskDKmB1yW7SSX25RLtrbA6Zx2KGKcVl2SU+9g"
    "F457JwKWB6+Dx0yPXS/L4Em33xlPWv0b6H5hWf/WGZ9akw5cOWdnN7Gzb53xMOib7bzvfi"
    "foZ3dyjeAr+u/hoBMfNb/d5L9P4JnklW1IxFhLshrmiXfaO0WbhoZVUYwVsaVyL1GUao+X"
    "yX1VjmBkt746AU9h9Uty82oum+nc9NrH+Egf7Pg4eLKQ/5Z0TB7tOf168T6Hoz9aI8bUi/"
    "ex+T9wr5yzS1He3lNuPGiKJpubknM2SSnmbZS3xhJ+Mty6xOSNEO00g3lb3qNT+EuRKfwl"
    "ewp/SUxhE9OfaaUvuTmLRISqhoz+dFGA0Z8uMhkNl6KMtoyVqZRaiQMKweACDNbIcpUiFv"
    "5rPBxkCN8eQVwq1BQb/S/SNcuu1eILnIhIgh433/Zbf8QZfdUbXsZXaejgMr5MO2pTqUU6"
    "IBETu8DEptyH5y0xswMKMbXLTW3Q6x+eQjonnLiXlae1bKpS4opxbmS1TV5anC/iZ2QiPz"
    "JGwi+G3+fiMFcynU+qbA6fsWlqKj5JwWoSbRp5sI3itpaMcPOtEE4LqfIG2QCQqNrDAzYt"
    "Bz6x5xgtV/d0Is0Bd3E7byIZ6Qb9huaGrgGlYdJTC/kJ/7ZaorVhPtEBhi6TSE6ld9oD0E"
    "kTQAFqyFjb0iTPCMxQDajzOq8dgAZbkBrNktzBSLLx0qC6pkwyducIYYyj95TyCHeKHFZe"
    "Doe9yAp22Z3E1q3b/mVn9PaMLWe0kWaz093BREiaeRvy+fsiShNtlbkls2vc7A2dZ0xSwX"
    "vnQu4ugP0mW1f+MRXR7DksomxNntNO6SxQG2htaraNiQOdw+rsoO5Isy2sPzSQbegq/Yfo"
    "vcwNWpqGgi0LyQ82Nmmb5MJf5Y0ODORfao9dYpeA8jWSkLPcpZvb5Z4+LP347b/Ozz98+H"
    "z+/sOnLx8vPn/++OX9F9qWPW/y0ue8ha37DZaoyKvlrVnZ24ZtLDWlzBLmE9RwBTs86mOt"
    "7v8HK2WB9ijVIa1W/O7LJRBLSzGWuCxLQzQCAY7ycylvdENOYWe24hsi2UvzPaIJWgmqI+"
    "yrtbSv0p9FLJnZ/lPXqUlwvatm7LOJLraLPJWO8vjfetv59vbN8lFSVqZJZVzpb5ltVG/f"
    "vXlXzeD/0W1/Sbw1zBHFSjI2U2oMk7wuI9/vLTKen118vvjy4dOFLyn6Z/IExKQCa2Lb3E"
    "jl16Aw3QFWouPZVI9uIaKKnKpjVbrfJMe4ZZryJn2Ao2SxIX7xrT208kxP3vznnzfTk4rW"
    "mknnj8mff8XeEo8Z5d+TKKV4U3h+U7BpGmYZRdgnqJ8DT92QvK5K937DxkTZnKTgeeHLjT"
    "xUT4s13IrtTeYYUTFujU30qD1jwpxjZYJCHaEnvGkgy3BAOUDfLPp0cBY9YtsKzjj9JGG9"
    "iu6Rguj9GfMAjDgB0c5O/hLOu1w5776ul+cRKZjCXY434BSWkxIMdpvXkLVn518K8Ja2ym"
    "Quu5biwiXNZWueZnshspmhF0Tp4rbijY2tI+R3nk3FhfF8AZYy9bI7aI3ufNDPl2J7w8G3"
    "yxTY7/Ju0mkJTyMBtx7NrD8K3Y0T1aJlYvkkLcAPzucqE7LXooBvGKHkyHhggvqjqakQc6"
    "fZSLPolfUpmslEwZZtmNYMzjFPLtmeB35dimZTBcCx5yNdtlK8A6q6iQjx40KAzdYSnujv"
    "Sxe1OmS1YLzu0seA0U+KXS4tz3LXyVV3ctdE8H9KJsOfg/F196aJvKMpuRr2+7cDp5F3yM"
    "7eDG8HbXaSHU3J5W231+4OvjWRdzQlncFk1BpcdZrIO4q/WoWkvE9FhLz4GhuS8T7FRTzF"
    "UEu5pnntDzOUr+tZU3E0GvsswVqvPc9vCTeKH3xKuJR2HSKpHxZ7dl6ExbRVjv6XYLK/lZ"
    "eyCkWoXtsoVPmWCltnwhYEwo5UzlM9RHJod3V+mec7rAesWxFb00vyLkyzJ/M4e8nL8W4p"
    "M1+LcgJxhEj4vKVYo+IMTnL3q2Fi7ZF8x5uEIBzjaEzvO0qeBmeDRzTlta+aRacU/fH0J2"
    "MnOmJElfhR92py8k+2Hh4STuearpppu/ylS/n1+wjrWZB5LXkdeeF1LKs4bXsuy58e6+h4"
    "N5d8NsEPPQCT+q7uU0cWOa/sAZh04y+RdWTTg2EusCkdbmGqN7tgdz3EnDKOWWvIZ5Gl2f"
    "uuTWPtmPWCfPbMjZWF5waIBnvx6Nrrp66MojKspu6/hI/cbmoqMJn4UbNsbGJVEgwrwjBZ"
    "pfucZe27RHlcajnd1ZRZkKtNejTl/ScV7egb9FNTRlmrezofNtLS0DVF23v/c3q7gc42dV"
    "rfq7ZIu1pfhl060AnzrdOSHjTcaqT+OTcQ286RjEA6dNO/yizbCMPxnONTNPMWaElTmSnZ"
    "wrbjtIqeiLEmyLueNFJXdRNhpOYAnmugbCN1aDTLsDtGJkBQYch8MUMmvZ0NsZFLyqqSlv"
    "gYYf2MmoVsmjkmzaRFU7PoMy9XdorX8LbsRwHdCyY/8s8cbfYjYQoVptBX4B0VWQ1KmRHT"
    "mhPWEqMTskCUr5g+vCqt56XCLiJEddymDhQHGZnAoFmVDMkKSEQ8Vtw1wshIqp3jGGFkZd"
    "T+NdmZ5xfhGmgO4BVRM1tPI+4aEUyqDMeI+CJwIL7WmKehda+0s0nVEBvzGcgA2Dx/gi3w"
    "2sIonh14wYIzAJyCIG6CBsNRv9VrIBUrOu1MRfcbCPqGfhnMpdkWslb3tolpdxpBfzLZW7"
    "YbDkxGj96lxYBUcZspmZKZ99WPHcF/L7ECtaSoDNGAbp0aUnCJPQQ9bcFpJ57kd/gOqSs1"
    "G2HZ1DfoHh4aAlSmhD4IjOkpmim6YbF8G+w26zkm7AkpLVrLFjKxYphUYoHIFpne5llUoe"
    "JmE2rkoH+LzFiG7SEqi4PGNVQUouK8Zk33dZuSUedq+KMzumsi72hKfrZGAxZ74h5MSaff"
    "GX3rDK5oM/8w/k4XEXMPH3wiryizTS0NjclWJiJEPA/XjtpEJZ7897KlpVjZsrnsE9SQw5"
    "Xoa3Srs8plewgoasjjj4V4/DGHxx+TPHalhnQ8LDs4O0QmIrS5i9BOIp7lRzhMJ4aY6yH2"
    "Ze+yYxwhFEnyeB5jgV1WCbYJUKhqUCisUj4fKnKkT7uqEb8rd07zeZaDnnk8LYCgSQuvba"
    "E66ZaNl5DlxEWx3ljITc5GHhnw5BY1B+zI8S6D+icunOWeXc9TymoduG+BSXGwVjdyMCmR"
    "SqqeEo6ojH5wEy1T0/fBcCMd8Iyp1A7IpW/KPgMXIhfD9oLDxgnccjyr2dHtUyUdtfZx0e"
    "JN3HgBPDpQLnYAO0J0AvHYjnhkbDA7wR41S+TQSIM+QtOLO6cYN+lBhmIfpETYotYH2Xi2"
    "6/Rd4nqOMJ8UzzdFlzeZsWEJ1X23LoSGzsHa0sjR0EWAgghQeAXevaBkxhmfhPM8F3OyVO"
    "XXV8wrWB+WCpte5Ta95KwVXK02W2PlugLEg2RpCm6syDY9wWtWzPKHZZtZ5xCkc0F0WDSi"
    "MRFXI8igDaDPU3RNf4HjOk51AJYAA3zJNfAkb6BnWZGJ7XjIrzULZ9gBq7pTelE2dxbDve"
    "AT7i5KsfGli7AxSfB5vJB1PbNksUfzynWfDyQbOqWLP5x//uRXLYYveQWLx/1Wr5cMPBcy"
    "4EFlQJbbqmRalYBEsFPIfy8t/3kb3Z48hVxsbX9rrjF3Q6/rHh5zkHdLpKR+cY+57mJpmP"
    "ZoRdJk5eBirrCssWaS6bbbKi1fG2t6yWTBmA4tSLMguD5oVJ6dyxZSjAUOSgpTQXdFnEOI"
    "s1RWQPCAHg1sUTKQcU0MoZv0YlJirvRuLPgU+pFU7RFbQfzp+Lr12/nHT17BM2jyO5rpGs"
    "GWpNKbz9hpKGOG4CR47lkY3cu2Mocu6BMtNJtO3Wy5PCis5d9diOV8ieXZtc/S+XwM9c52"
    "hmsLobUlUnKF531y08ipMhsjFGVmGzuWmWWMLJvkL0JUy4legV0i2DeSrM5U8KNEL6fmv6"
    "+Kz46Of3528fniy4dPF76i75/J0/aTij7zqU0ROLOrJAcUe1VJ5m0C53CtmjLJwgn64DAL"
    "1UZNe6f4yCiliB/g2i8T4ARrvtM4x0iF/y1v45yA+V7HeBbDrVJggSSylY0NMHBIjTYukI"
    "8K+Omo4PgZmxvHZY6ZvEBHQtbcWOkq1d2fcZYTXQOtNXvuZJAyVqaSYkur7jbCeY+L7TFb"
    "Mxflq0X56mNl7guXr+abxYdPrJ8N2m0PSDsGAO+k12m1O6Mmcj6nZPj1a/cKTrgH8X2yyD"
    "BUkOMNbHb7jEWkA64H5Ko7uWsi+D8lk+HPwfi6e9NE3tGUXA37/duB08g7ZGdvhreDNjvJ"
    "jqbk8rbba7MoQu9oSjqDyag1uOo0kXfExwCD/0kK+rLdaSUNgKkQzjqrah07nMuKI3mW2R"
    "QCCp7fDJ4gWBHuIcI9Xoh3JYAAUTL3FX0nxk7xmgQ+4tXVzUZFLK9FEShElxXsgBQWNp+x"
    "hZbYWOr4FAEOYwFmgVjtSEg8TdtAXeDfmXcBePhiTN5YCPRgNJfJIzgw0EuLVDCkshsJOI"
    "RzOKT2Os9VazDpdAZUVnYOpqTfafWkmyEVppooOJ6S793J1TW0dA+mZNwZ/aB6kXQF8jMV"
    "o6Pf+RCmBZ4l8KxjBFteAc/iTBx8gSTuclA8uyiTQyQ1nMeVKIilC3GKApwlvP10gzxq9i"
    "o1lYtuyFkuUGGqGJsfgOz4GJ2nPg5vL3sddDPqXHXHXddxxzdrs4twKqi6OaJyT5zPVEcs"
    "z+YQkeByAS5rlmQs07a9bcVkPaoXLCXryXKikuyJQO4Ecle8kqyIIxWBj9Wy9IWS2TMfLo"
    "b87QkwA474Dfo52nd/T4A5BBVjWZc8GDido0OCJwb9t52vfdqZBzrXiK0loPg2XsqmvTJT"
    "8fjgYiMPlFcjzbYi85M5pN6Q7TkyTCj2CFn45bW8cTNzYEtTMbGbXplINKd3pmOjNvwzEF"
    "34RIw1aSCZqI6D4XpupIDzFd6LRTCa+Nl4CipbWtj2CSlDaEfIWNFDA91jtDapUtWAB2FN"
    "LGOBDSeAkZW8VJ0HU+gQIHgLhAGAl9208SsbANrdTruJ4P+U9Ic/Om2p9bN110TBMR9Afj"
    "lZW6goJ2xR2yEcIkwngl64C4YQ7k0vi15T9pv4UStXiTRCVD8Uu8jinr22J5Z2rzy4dJ+S"
    "wTUnG1KUTAQ+xrnqia5ld4AopYiH43kL8MaqZPbjGFn9lqiKSlI7+mTZtG1RMoFg5iOYHr"
    "sOgGKOQl0dJ2u3JxmLTi6u0s22NWzL5maAcRS6SLncyAWgnIYS8VpuxaB+uvmqXOa8sdCD"
    "YahosbJsOLnEil28TsU+nTEUyVrdOzPVz4IFnHArVs5auo5NOjtntFuTlcFgJzYOICWjNZ"
    "VykLWCOhkWmq7+i/5NV18+qApr3/ox7LYFlsTLutb4lbGkVq/XGX27ayL3YErY7Gw6k3RK"
    "esOf0vj2Wwti7LxD92yrN3FP0qMpGQ+/0u/wnw/0yX+DSynbYaL6iViH9yi1INmAZmdIst"
    "tfkjA91y9Kv9ujbwX8B9C13RlRVQIgV+cIPKt/dByPavjk4xUgRppNLscd1W1fv4kvwuj4"
    "QrqFM87uvPNBtF1gogipsBVwDhQJkLUKkFUgQgIREohQUUTo2lhZGDLan6TgQcHFRh4aNI"
    "80K+SO5MTrMlccXXvGyMNI0D2eQz4z8NNRDcNMdzAqRS1QGA7WkkYOCvOiEaHxTa/WAaGm"
    "YSxKGaHc9vXTEA/PW6EeCvVQxGpwyTYRq3EMsRoLvLjfu4ySL6H2WW81Ynql+YDibMuT/Q"
    "POFtAApEXQulAt0pANF9Zwry6o3+Epavlt3KKgso0WkA050i7LVFzRPYRSwcFCnqdUmKGl"
    "YxfLlZm99PBlubrutNpNBP+nZHwzvB2DlYp9TsnVNTNrsQ/3m9QdSL3WT/ek+21Kvo1ag7"
    "bbPDiekpvWqAN5h5xPeofuZY9l7XQPpmQ4uWYZWeGDD7uYkMyFZP4KvAv2wHIrfJxOyOgC"
    "0n8F1ScC4u6p/0Rw4+Nk7lYlKP7aFinXK6wmNbGa3JjG35uTFK3JuZCrKy39JgWcZg30du"
    "bUG569Qwt5g2h75mUKEdH0GvyU2bsGqCzruabMkaUYdD0o40p76Fs4Dra6EVSYZelaG+gM"
    "wrI/so7grHNP8N2VF5oOt2VV036HUG4glJ8wcQK37w17zkrbIJmuZ1ilt5hRLtL1DZt0dv"
    "j3gfniFsa1niCkHEbNjf225YcHpGqg61GthtzTW6mIDQVc21jgyjvXLNswhYLHzXYlFDyh"
    "4KX5/rIFKDnwLdOUMyrpBiSxsa5fIcxJ54/Jn38liy7aq4y8mgXceH1qrt+Um9HwZjiG7A"
    "ne0ZS0ribdH/SNcT6npN25otOaZVhwj6DuSBtOsA9OZjjdPpODtaXgiEuzU70RzjTvA1Yc"
    "CQkKZbblGJlws0vl6i5eqjFS4aXKtZcq/DRQwhZUDDZ2DpZK9sKxi8nJcAAbAxV52CfISD"
    "cgAbEPPvYHj5/0SVaLVEQhz30qScvxaOzo8FNJenKPdeUXvSilyODA85In7EfCfvQq9iPA"
    "w0obj0JEwsQRYykDessxNEQi2JlvMQJWCVNGEVNGaFIVMBM577TgbDErXGj928cZ0XhOQx"
    "TLuCIy00+f9lMjdlfqhBgwLMuQ5nFzizFNWnjtCrkcWjZeOumIHfvPPWU6ZQ7kJDacNMSO"
    "bauBbPY9w6twt26EXYmDTa2RY1cqr9sJHOsIlDrXulw2dCJCJUDgFEfL/SxLsS44xqFqZF"
    "2ir8l+oxbpQJgEX2TQSuYTFXlES1VEZGJkaQuhTyOggnyowPd521Oj9d3rjpOpW9XZ8Jzi"
    "yuHRhxJSVLUwzJCtqYWdXwsVk8em5VRmR4pmb7xC745fIvgoWsxJ0SD4FM0gIpG5Ac6NBW"
    "4iehsTJlID3a80HbQyoFOMxRLc/lIryld3N+YP6ZMwl0ToyvV6dKMgg1wWlG+YKo8mdpKN"
    "0k9W/4Hemra+x4q8ssDJEW/g2pTAjNGguv1svnoyVm6We98l8tvl/5mg8/NP7xFkTUBOx4"
    "73pRfURlsCEVVnTfCZpHelz+t05j41/fFw5HhSMv9KJ0jOntNPYJfQbHlZgxs5mq0oD151"
    "efClRjZa+RLhAVn9xLWzT4Xs8J9y7PCf0pmtEc3WZL1UsfAEYf0YXkUS2L93VRRdUp5XkJ"
    "N+qwepXun/Kfnacb45n7sofl+KLCzZ60qc9/eGSUra00Mkv7QvApM2qXAi0Vl6n2ZPu9SI"
    "bGb4i6cQxwtZb2zHYnRci0UODy97w8sInEun5WV30Brdve23/ngXwXR7w8E3r31YDLm8m3"
    "RaWQMxl635jsPgkYpB2HcQFiw2qsymmUJav23zrMjCfZa9cp8llu4l5VBazdyc6e6TiGm+"
    "4zRnHNxhoYnSCfbvxf7yS0ycrn7rSyF35Bxv5KQzskjuWJ3KE8bSyvA4Tlc/Xh+40qSqYb"
    "WkfhMi+ZXdhVkFc8lY2SXZF6f7lXkY4N47VVuIEQsPIL49gF4rc+rxvCIlfH8CA1HZiIU4"
    "oeAsRylp+eToATLSps9dwdht/vXxt3UPH3sVL2XTXpn7Otq3vX6Od0NNOtrHhGK/uuq+vI"
    "pWdK0jt1wPirm2FLmki/DL8TF6MNIsImXDXerMI+0gAUF15RAVvOlCbu3LI893rOV0V1du"
    "Od7Sh2LW2Pe9riOvTPyMU906yrEKOqkrixb0t0lQBXDf8gl92tHQVOu72UHFZ03dSIoua4"
    "s9mTV2+rqCrurOr/0XK5dbt1atxPRSPtaJ6LNsjg4Jnhj033a+toKu6qFy/rOjK7onMuR4"
    "pIekiu2O6ZIcal0gNS9z0Q7qhoDztsocxuWoQ3XxTLwH6FE4YXOA5jVQthP2E/196RbF7d"
    "6UHi3X7pTXw36nieD/lFzffh/e0i/wEZ/vr+BMKSzmFZaaLG0rF1bywlZykZFMZCT7lWpN"
    "Hg/XRBmb12BrjrlU1Fg5KWHeK1ZjJb4mCKtphQVSXyKK2wWQczTnAGIuoDgHuUCKBHYrmq"
    "msFs4EcfJneR1larZopuNnrLOoZlZF5qKBNEpJUtToKm4gtGoOFv3Gr6xV97uDbv+2L/W6"
    "P1h1luj3Ken8MRl1+h2JsrA9vu7eNFH8zJT0hj+l7uCK6efB8ZTcjDpfO1D9pdvqSZSoNe"
    "k7JWFSz0MRms4VnPra6nd7d9JNrzUYOCVj0i9MSX/Y7vSkn8PRd8ijHv42JVetUUcadCDb"
    "jn84Je3uuHXZ7XUnd00UHNPfwH6v1OoNIUF7+BvlQf9mckfpx/TZg+Mp6Q4k1nN3MJ50J7"
    "eT7nDQRCknd0EoPpwX0PQ+nGeqenApKiayhSg5l/Nrf/hEovhHNHxWtrRSAeI+Qf0wiUoy"
    "4gtkQiATr+K4r4D5eze3/QipcNrn2mnfH637lPRheaBJhExAUdHXBxPgTcmMghGi+m2Ple"
    "QVFJifwPxemLVHXVfZddtLBaY8h748QMpvUygRPOzvTj47pzywbhhPWEVQP9iHjN5YaEWc"
    "wHTk5IKxWI48lkTPxLKbNXCDHuVnnJ4ovprbCEyKg0WpkYNJiYzjhxdcRHL+mkr5sMCVEU"
    "YDCp5hWyGKcsxzIYoKUTRHFPX8rFNk0ZALdrYwGnL53i6Njo0FvjfUDUsDrcgEWXSqII00"
    "0f0Gwd2ZLLiULWttmJCk2YpYNVlmatoEaZa1wiYVJqFZUhqt7jZCGuVgXcqTRl80+XNc9t"
    "zO4iP2fFU1a6nLG6ksh+N0NRRkCuV+zkn9nMz87K1NGSn+cjLMxQkFglmsMorHN2Uuk8ed"
    "LC4ZXYgi2DyrZArVsOydhjtKKTRvrocZBEA6VhrZYaDjtOKF5nmkqbgBTN7ljY6RinE+in"
    "EuD6qlkNZPSrooJCVd5EhJFxyCa1xpXAdE1rKxn0Rq+73z9XT+trFJZL3r5rs/XtEkP8fD"
    "oylD8714NTJ0/A36qS2TtGdMpJdmFWcrZ9F8PWDPFrwqwCsLWxbtd9/UKk4vdX31lrqs0P"
    "n0KkmOjnFSBYySILn3objVp33ViGNJW1ERq52Xl+fwNjseJbYqDHZ7GeESIlmKNS5NbMs2"
    "y2G3taSFm28PWyTINegxo5hnAmO1WS2k2U00s1b3/4MV2y+9GjGSNZAz0Git2XONktspkY"
    "vV3CPFNPfniUMIl90uT/4S9jqe7HXBABXV3gOKGlqSPhTS2j/kaO0fklq7N/VLMDlEUkMu"
    "n3/8WMSC9PFjtgUJrkW5LCwJuywdR4c7vrK76xEN7R61ILLSSJbPv1E4iySnjN2egyMys7"
    "hyLQOlgi5YV/RbmkAbvpwry0LNPFj5KDPcpkXSb9C26MEwkYxY1b0G+H494Q1WEbhGYOsU"
    "tXTLQAtZxU4IAsHPVAq1nPwZlJCRWYgYzJWMEqUm4ajoNsLRjIMlKk9wfdUKnJwuVmksrq"
    "oEJ7x4O7A/Qia4vzP3hbD7Kwi7+O+lRrvbYZijlGKYuR5m+kvpUOn4IWWYM3PxRIl2SsjD"
    "25i6GXnOzy4+X3z58OnCT8vjn8nLzZNMy7OydloiQ2TCB4m396aE60alEeS+BTktiDxsXs"
    "6JI6fNHHN2UaUKKDzYXUaWYixxkwH06zlcUTR7A0oOgsSQbyxkre5tE2PE1CNLs/HvVL/R"
    "H36jZBCOwyLG05SqKm4zJVMyYz+WpUthpgXgKe0Ts5hzRJvT14h24rZCmo2ccHSq5S0WoL"
    "vpGhFR6UehnsEUSge8t2dK9Gh5Rr4B3Om2Wf5C7whyDA4mnc5Aouva16+QZzD0Nbjabw1a"
    "3yBBYezElLQ7ve6PzuhO+jHs3cI12ih5jvY0hKORdNXrjL7TfsJf6VX6LKNO6DaR71NyPZ"
    "KGX792r+BacMzOt25uRsMf7gXvC9yv378ddCd3oU7jp2ir7o9uT6I/tdUdjaXWbbs7GULL"
    "tNPQmtK22pBgcjwZtdym8XPAkx+d3vDGYYV7GF+yXicgiyWYKy9dhMiEWM6deJHMnLeD/B"
    "iiEwIkzyMsEkJU77PuyXzl36MopVgsOX+VHPfcXTJlhinFgsn/KO8Q85MgFBE/hVZP4e5Q"
    "RXovUXDogNwMQJ2SPE0QCs7Gw/2cnbE0ZxOEgrMxl0zNxiV5GiIR3BTuYy/pPiYKYx28MF"
    "Z8MTgAS8faERdE2MrS0PJXgKXB1v6iq8CR8jYhCBXgcLDFCw4XCSiLCURcOep6gbYppuRQ"
    "DG62IdkKNSqUkdxJqfObRpCKnzUFn6KujTBRLfCe1WwLGWs6C5gvLXMk2rCkjCsCnhHMaX"
    "amqTqWLEwZr1qz9HzkVdxE2H05EP0aOXZfm75mZAe/0CidcAxt7OgYWvsKha5t3bWpJ63w"
    "8aWoCHJ3VqSO+ll2IfWzRCX1BV2ejJ0HIqDmeihuWuPxz+Go3UTe0ZTcXA8HHelq2O7Qs/"
    "7xlHTH41uw4TuffAySZaxMpVQu1YCC54HZEb/+dFGAwZ8usrOoXsQZTHdyU6IiTxoWkM3k"
    "KFUNGV1JAlUREbDLNnx0BjgL451yaAZkYoC5HuCwzpMc5cxogDiZiAdIiQcQ4TS/xCvkVJ"
    "DcYZDJQeu18gmV1WWEc31QtqtY0R44dkY5GXe/DTptaXhLldzgmGpars4lUZFw8K0T0sK8"
    "M1PSumK+4RIrbd+DNvEzu2hihQp859T3Tpb3Fl4uwirLk7mA46Qek7lp2DbjbsJY4F9r5F"
    "kL7HCrreaCa2ON6MNskPHAQHsWdopkVsap4STPANjeQUbQW5Z0Q30HeTSQLT+5AWBzjJZ0"
    "olKVHq3p0BvrpMWgwvsIowEHK1Mjx2hQe9Da35kHrX5Hag3a0nh4O7rqhPbs2JXQ/g5XYg"
    "1DVxMdefSAu0oOBNvvDm4nHQjaip2KtLqmhJE2cCLSot26izSg393r3lOEvrhXJqO76NXg"
    "xC6yx+HDuNxUezvYrOKUwmrV2NFqxVbwEmiH317AHCkwh6zrxhqnrKiZ/AxRCI6mJZLgIx"
    "KQNzYfO6TASS6JtmbN08R5dj5XlFe9FoUqv0I+h0cqUivgbUYlZsUwnqxTNKZyFlbBDSea"
    "4sHJzDADxz8/W0N6rddDdSwEdc4F9Ret7srbald1zVH4lNLEoHz+SqmSEE8Q5o4cPiuEM5"
    "7lAI1nSaSx9qomnO93Wr0m8o6mhP6fNBH8p8fdPwAHZh9T8qPzrTMBILiJ/MMpoerZDaWn"
    "/+nxpHUDl51PTuBiXccm5XeKgbRlmnKGuhahio2hrlmVybmhhf9+pem2RqxTuN9rrP2Tzh"
    "+TP/+KvxOKrJdQFrzmO2kKvK04B1YUrNWjbEqLxxLsDJMIlqaw1FC11aIkT8M0gqlJpmqW"
    "RDV+ic29FNDLoKK6TDJk5xhpHPWitFWtpP6ZF0a9hsNeRI297E5im9Vt/7JDZRG2h9FGmm"
    "Mryua7rKdgCYXY7lIKrpfjumWkJVfdxnGPSnC7BLeXpqZg6SFNk7nUHjPX7AhZnVDI/zo/"
    "//Dh8/n7D5++fLz4/Pnjl/f+6p28lLeMX3a/dQexUUmy38S2ZmJVSvONAbQynftRqjys8v"
    "g2zxyWAvQoUgO8nBPKgUKtoXjkrx5unY1VhzY+Gy/2rtNJVl3azRGuv1m8TqnReTgwP6gC"
    "m4LoR0rEZsP6QaXVYuA+RNt6JTPfWIhRsghacJqBzk7RjKwW99icIebYZKHVEkEiUnQWVH"
    "G0aFOySo/lPVjvLA20j/yDXeBJsxUnBbRsO5aDBpotDTpcMzAUmJi1gvsABYSqkAZ6wECk"
    "Mo8g8PaBu52iPn2iTZPewJclZuBOBPQAuDSQji0LzVTNcty7wg287NNeI2t1T3/yhrVpwJ"
    "1n6srp8hR+AZg2rBl6u54b6GEFQc3QiUv0jv6Cf68M+JFv58YaElmvZVY88wmeeWW/Y5WI"
    "ZrKq0l6cbuCH0naaNaUvi6490+/qO8iwDUU6ad8btIYmQbZsNgzQrawoeElfSmFC4WUDbO"
    "SZUNibUgLLCAjqJBQfDMkoJ+YeRLzljaXl5Fu6zmm7hyYH1FxbQS5Hndb3r63xpIn8wynp"
    "3Q6urpuIfUzJ+PaGpRV3PvmwbCzcCnu7DI1Hy/XAtLuDjtQdNJF7MCU33avvYG5yPoMk+E"
    "Hqez6GhnLdXqUI08UGJ6Dmenhueq0rFkrCPukbM7z6Dt+dT3DpHH7vDr6BKyc7gAwMrfYd"
    "pF+gH/Sd6ox+QHvnc0quW4M2BKw4NQWCL/4wQ2P/EOgnk57TATtgVROuOj12zj8MnZV6Le"
    "bZGvlO++lOOlKINPp9SgZDaXw9/NlE7gF9nu745nbCHsc9gt/29RYeGX6eczQltzfXnR49"
    "43zyNDV3CQsOEwoHNe4c1ASsyg2sGlYay41AnFIMws6DEFLKy41BjFAMwe7vwWqHRShEJF"
    "i/++xnoFOS8/8aDwcZ096niG/ummKj/0VVuj29zrYOvIjs6J7c5AeohESqq5TwFOjgMsZ4"
    "huWV4btPINi+B9tdeDRd5crw8QtI6ucQW0neKJI6tXNcjtNntmBvRlquuUwITnGvLAYbhM"
    "i5xg3GnR4kZaT/p+RmNPzjronYh1+r0K9S6KYIdLMD8qE/L3VZ2SljTIRQ6M9c68+aJckP"
    "NjYlhbZ6eEgRYLc4g8WphVNYCacwBZY3Xd8tQWGMVuRm4vk9AzN/Sf+pEInI4pO+N5UuAR"
    "SnE45pMb6Ch0lZnoZoxERNMFTXlNKzNEwkpmjck9dxuipd/CtCJiZqHEbD5jO9S1kf3wiV"
    "YCovXtP1YWeO2zQISEnW7uA27XRznCzd6jMdEiOLVP1yXugDsHUc9FRTzkYXv5crqVbCz/"
    "9oWVuqrhqTQAVjizA2LKwXqqfmSE0HYO4o1FVNmRuTMQvNXJD0D7HaOqb8G7+/o1QNCkzf"
    "kGZUhL+evn8AFte+HGAcHNkjxErXSJpNvlyIlRsV1KN91WjRiHk2Px+MT33aV534VCoeLY"
    "Sp67K2yGbpkOCJQf9tZ6y7pF55/dXjpf9n18g99hrmRe9572mRCD5J9xpvDeO7MUw4tCAk"
    "DWLrILsfpLWWiRPt1WDRdCz6C56MxZDRQbAR8/F0AuhYkNjSNBaa5UaERWL5qrmFCDrjAD"
    "5ooOygM9pc85aAKK/HC1nXs52HQ3R1ctz7cP75k++qB1/ynPPG/Vavl7RoilyIIhfii3G4"
    "klyIS3czSHI5Z0EISOq0IBwsHFVEabyqizQkvChphgiRCDNEPLiaSbDl+BmmEQzNt+v4OT"
    "4OAOf6eUWOk7FbMZvwvIrgNVet8VWr3TlJLAQHspjVLPtNnK+h9Y+rQldRtCdPHffgoELq"
    "+MJrXCirDrQGXdnTj5GsG+SRpbOB2FlsNSGvfYOlZWmwLDQNZLPvm/REOvt2KFRtDlb0Ro"
    "6qXd69VXiPH4FXK7yJ0n4pIGJdcKykijQQR5kGgk7f/WZopAOecSoxQY9yguaVbM7yZT2C"
    "Es07YnqVxBuWjhMQAQIRwU5gHwL74E9HL4d9CB+gIjzd3fmnatRj7ERRpgIentPmFqzD87"
    "/djnJM5hgpdHCBpwic+hg6gaCDBloRgChYZlv6/Y2FnnAKrlG+C5YF2E386ycC9qoHBomA"
    "WZZh2cn9y9w5f2fsghPEctppXlNIoAuZeT0LlSRLS2xS4WGG7g0/Qe8y5v/AXiwBrPCyXT"
    "RyfRhiA1vemSGlg5eztX2qSqg8nEuDm3h6I5myqq0saYHt1IRD2XmeMjsQRZiS7HYXwJIy"
    "ZpRKSO28xqFtX5W5ZGaOxO7OvAPJ7PWu3xF9S/fwLwcPzX0dp71C0vVgdUoYPxPjDuVdXi"
    "M9MgloCCYVmE8HYFK9VrdEgpcDFBWq6wxisbIK1SS1xb7r9tjpanLU5t8C3CKPh2BUrSKw"
    "U2KCtkVXe/E+ReModwz/5UGuPXT5tD0hO7qYpcJ1ziKXB9W5LbaidD8B6wLAyquWZTw80M"
    "2cnnLCeOSNX5HLqdDSQAwcoy3WxKnKBb5GRHUrcXmAmpVE86q7FUP9nPx5kmz7uJ8Obk82"
    "ohd+o1cAmWPeUO7C0HAgv/Vc090CWUhGqik/2KdopsuWLbm1x6bELT7mV8eyEH6GR3HrYz"
    "WQZTigIZaVOXrEbluC/7aR04lAAnlRQxs5SKAo+SRKPiWXyGMt+fRL1BVqj1pf6cCwjym5"
    "ub3sdcfXzIHHO4z78PAxOCI7drXZsT1hIH1Bz0kJGyYU+WB59pxdru51wDB3yq8doxUjzf"
    "NI64bytNMwRwjFGHM9xoHGVcIuHKN6OaP7+6r2xgObgvkxW/L7ruxuuBTZCCvCzfJcO4Wl"
    "KR/5hrjLA5hRahadKowDB08YtgOczSZVBqTtTbh8WFvyArCLxdmyPFTMaxSImwwB9hNQOb"
    "mnZMtPOtVgp+fGGtFfsQmcOmUTI1t+wiQ99vbQN2F4NjtkWLZsIx1TQQe9Z5T064LuUsj3"
    "SJ1BFK+mONm1ANy8ly2MlDlWniwBPPMiRjRygGeRRkuk0RJptI5K936JNFoi5dNrpnwSWc"
    "wOD0cwoaYEQ/32AtlJqRs/L4nshEgEshNjp6guJ+rMvDZIllVnJjUYV3V97/dkaUEX/mNl"
    "aWjJE7n4jw4yCvspp6BGMTfmbOAo7DpdDDv6CQ6KTqgx8xjEVsgxERKbGyznmoobbipzW9"
    "NZbjVwJQSpxfJcBcGnUbPT3CEPfAdAjYbOGUU3LIw8l0hV3lgzdI9pO+xiRBuAq+CQuVHK"
    "tt8WODRrIN1Q6HlmHkVtSj4lgE7NZf3hN2OJSROej3anYPDenLEEVAahdMRAkHYOm+w8e2"
    "a4IFAoXvboRh4KJbz5+PXmg5Vg16HxaLkemHZ30JG6A0g/xQ6m5KZ79f32pomcTz9j1p2f"
    "MOuOj6Fxl7/k6GT7DodIfmkHYm+HKMO7MM2ezOMMUyzHOyY0SDCTktybZLpERamy+FfPxK"
    "DQs+/1lOrxFLzmXxI7KBCAg1PKILApWX4UfDIxDHsOQ0jSLWtDi5HWCbY9hBktpBeUmeAx"
    "MjHB953g8lJWNDslAVv2xA6RiCw5wjVyl9ksXCP3ZmulrpGVg2/s96UDb47n2xbQzW20FW"
    "9rMdcpcJNiohHzcmJwGET4htGwJqtd4JYxCIFiLhYGMJUXl5vE3Cq5C+BufVnFTgsHVKM3"
    "0SzkR5kEEcJr+OcVObaiJQ+RsbIhzRkEIitzmTxiF6WbEjfFoYtjMmDOOkWej5gbn+w9HF"
    "ERYQHK+G8FY9VCM28rmDX8h6T31RjiKLA5XlbTRg42J+AfbuEfbmINOd0AaxGeFMAmOwx0"
    "glgM9hEMtoMz7jraYWox3FwPt9CthZ8fv6wUjmkH9fNz8nqW42eYRjBUePq9sKcfm34CSy"
    "vC1/CbKuKMD87uap39VveWpm6udFlLjRGNXG/kIo9OS0nxmxaqVuKSRUt4oBtsul5yyKnu"
    "gOay46rn1AmxEDEA0oMQTUD6QCz8ba2pOL2eSRU3EegdB3tiIwe9E4kFRWLB5JpzrK6I8g"
    "LsDeUDE6N0dXK0eOHIxF8isyOV2Nxaqt4R1CNtdzp955xzBOd6ndbYOecc8fGWLA1dU8oW"
    "zYwQCVUzUebVsZuWZGqMTLCV44KkPCSBPywg4s2+Ayjwo1BXxzlTtyrwsXc1Q4dPrrMH4K"
    "6rX974/dWUxZE95gAeR1sr75asH7EXcMLD+rF71d0qqkhEp3U2rhLM++3ASvDOFfHs8t2g"
    "fPDDUui3lU5bA8TxjE2LNm6gtWbPnRoNxspU8CmC5FqaFQQbLqHqgoll5uOkyiklYyu9G8"
    "vLRW+3WtAVyknNhWYm7dk6dbg3A9eyf42HgyxY5k86ZRxnHPcxTv4SSA1PSI2S6WeVYQg+"
    "At+q4tpsRCW6KKISXWSrRBcJlcib8wn+ZkIGIYo64QUHMw6LJGfVpuBytoYyHA4oasjji0"
    "K1Gi5yajVcJGs1iPBZET77Crzz5Lgk70CAS+ddmCbOO02x0f8iKnoe476UwzrgBvTse/J5"
    "L/PbfuuP+Ht+1RtexqUu6OAyDo7yVbvjiIbj6LwrQYMqCS6GSARYm48uAqsOgH213G6Ok6"
    "VbAZfQhDoiryA+t9f8zPrM5WbfvPoxR5+aTMqo5GbtXcPZ4dKtdcQb3Ks4mAHHsmFQl5/b"
    "MdCVVTiVnGxH/bro6u6EnxomPVYxXsAx1A9Q5GUD3W+cDG0mWmP81ECyYhqWhWRdZ9nisk"
    "rrHvQWAHVOwuUEnjBeWmgW+HDMGICqETTTtYXmngKkdAaObFb8snPyd/oAMCpTws4i1cCO"
    "a9s9nYjZoGnYhhZgz2tKQ4WORqAPCjCVKzA1NEA7+KkE1DwjKVTIhojU1t2U/Ox0vjcR/I"
    "+/oK/jgSKAlZ3BAeHi9soubv6eUo7/EbIaBea9MPfZZl3CTOO3r9OMP5iRJiQAleBpjKpG"
    "k/lgjBUulsLFkl+2Cp9A4RN4LCw+tE/g4UCbFjY1ZX6SAti4Vxp5YI0ctNmG02Tz9MDhdZ"
    "k7furambLRuwPIrRvkYbb5bFgh040o2ysj24+IKzBhR7eM848fi2AHHz9mgwdwLaYC05eq"
    "BIfd5jXk7lkhp5ezHKeXs6TTC72jXdL5IEQifA9K+h4kZLGX3Mz++f9cdwba"
)
