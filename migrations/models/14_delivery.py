"""Delivery: rounds and their stops, kept sequences, figures, and welfare checks."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE "delivery_figure" (
            "id" UUID NOT NULL PRIMARY KEY,
            "kind" VARCHAR(20) NOT NULL,
            "value" INT NOT NULL,
            "source" VARCHAR(200) NOT NULL,
            "from_on" DATE NOT NULL,
            "until_on" DATE
        );
        COMMENT ON TABLE "delivery_figure" IS 'A figure of delivery, in force on `from_on` and no longer on `until_on`.';
        ALTER TABLE delivery_figure
            ADD CONSTRAINT delivery_figure_positive CHECK (value > 0),
            ADD CONSTRAINT delivery_figure_has_source CHECK (source <> ''),
            ADD CONSTRAINT delivery_figure_ends_after_it_starts CHECK (until_on >= from_on),
            ADD CONSTRAINT delivery_figure_one_at_a_time EXCLUDE USING gist
                (hub_key(kind::text) WITH &&, daterange(from_on, until_on) WITH &&);
        -- To begin with; a city replaces them by what it measures or decides, from a day on.
        INSERT INTO delivery_figure (id, kind, value, source, from_on) VALUES
            (gen_random_uuid(), 'WINDOW_MINUTES', 60,
                '盱眙县、泰州市老年人助餐服务规定：配送不超过 1 小时', '2022-01-01'),
            (gen_random_uuid(), 'STOP_SECONDS', 120, '估计：敲门、核对姓名与餐品、签收', '2022-01-01'),
            (gen_random_uuid(), 'WALKING_METRES', 70, '估计：步行每小时约 4.2 公里', '2022-01-01'),
            (gen_random_uuid(), 'RIDING_METRES', 200, '估计：电动三轮车每小时约 12 公里', '2022-01-01'),
            (gen_random_uuid(), 'DETOUR_PERCENT', 130, '估计：路网绕行约为直线的 1.3 倍', '2022-01-01'),
            (gen_random_uuid(), 'BUILDING_METRES', 40, '估计：同一楼栋内', '2022-01-01'),
            (gen_random_uuid(), 'COMPOUND_METRES', 200, '估计：同一小区内', '2022-01-01'),
            (gen_random_uuid(), 'COMMUNITY_METRES', 600, '估计：同一社区内', '2022-01-01'),
            (gen_random_uuid(), 'TOWNSHIP_METRES', 2500, '估计：同一镇街内', '2022-01-01'),
            (gen_random_uuid(), 'CITY_METRES', 8000, '估计：跨镇街', '2022-01-01'),
            (gen_random_uuid(), 'GRID_MINUTES', 15, '默认：15 分钟未确认转社区', '2022-01-01'),
            (gen_random_uuid(), 'COMMUNITY_MINUTES', 15, '默认：30 分钟未确认转市级值班', '2022-01-01'),
            (gen_random_uuid(), 'CITY_MINUTES', 30, '默认：60 分钟未确认再次通知市级值班', '2022-01-01');

        CREATE TABLE "delivery_round" (
            "id" UUID NOT NULL PRIMARY KEY,
            "on" DATE NOT NULL,
            "period" VARCHAR(20) NOT NULL,
            "number" INT NOT NULL,
            "mode" VARCHAR(20) NOT NULL,
            "vehicle" VARCHAR(40),
            "capacity" SMALLINT NOT NULL,
            "is_offered" BOOL NOT NULL,
            "depart_at" TIMESTAMPTZ NOT NULL,
            "status" VARCHAR(20) NOT NULL,
            "status_at" TIMESTAMPTZ NOT NULL,
            "created_at" TIMESTAMPTZ NOT NULL,
            "created_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "point_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT,
            "volunteer_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            CONSTRAINT "uid_delivery_ro_point_i_33d6bd" UNIQUE ("point_id", "on", "period", "number")
        );
        COMMENT ON TABLE "delivery_round" IS 'One volunteer''s way with the boxes of one meal. `number` counts up within point and meal.';
        ALTER TABLE delivery_round
            ADD CONSTRAINT delivery_round_numbers_from_one CHECK (number >= 1),
            ADD CONSTRAINT delivery_round_takes_boxes CHECK (capacity BETWEEN 1 AND 100),
            ADD CONSTRAINT delivery_round_out_is_driven CHECK (
                status <> 'OUT' OR volunteer_id IS NOT NULL
            );
        CREATE INDEX delivery_round_by_volunteer ON delivery_round (volunteer_id, "on");
        CREATE INDEX delivery_round_by_planner ON delivery_round (created_by_id);
        -- What volunteers may take over.
        CREATE INDEX delivery_round_offered ON delivery_round (point_id, "on")
            WHERE is_offered OR volunteer_id IS NULL;

        CREATE TABLE "delivery_round_move" (
            "id" UUID NOT NULL PRIMARY KEY,
            "at" TIMESTAMPTZ NOT NULL,
            "from_status" VARCHAR(20),
            "to_status" VARCHAR(20) NOT NULL,
            "reason" VARCHAR(200),
            "by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "round_id" UUID NOT NULL REFERENCES "delivery_round" ("id") ON DELETE CASCADE,
            "volunteer_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "delivery_round_move" IS 'One thing that happened to a round: a move, or the same state in other hands.';
        CREATE INDEX delivery_round_move_by_round ON delivery_round_move (round_id, at);
        CREATE INDEX delivery_round_move_by_volunteer ON delivery_round_move (volunteer_id);
        CREATE INDEX delivery_round_move_by_account ON delivery_round_move (by_id);

        CREATE TABLE "delivery_stop" (
            "id" UUID NOT NULL PRIMARY KEY,
            "position" SMALLINT NOT NULL,
            "planned_at" TIMESTAMPTZ NOT NULL,
            "until_at" TIMESTAMPTZ NOT NULL,
            "status" VARCHAR(20) NOT NULL,
            "status_at" TIMESTAMPTZ NOT NULL,
            "signed_by" VARCHAR(40),
            "signer" VARCHAR(20),
            "signature" TEXT,
            "order_id" UUID NOT NULL REFERENCES "meal_order" ("id") ON DELETE RESTRICT,
            "round_id" UUID NOT NULL REFERENCES "delivery_round" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "delivery_stop" IS 'One order on a round. `planned_at` is when its door is reached, `until_at` when it must be.';
        ALTER TABLE delivery_stop
            ADD CONSTRAINT delivery_stop_signature_bounded CHECK (length(signature) <= 8000),
            ADD CONSTRAINT delivery_stop_signed_is_whole CHECK (
                (signed_by IS NULL) = (signer IS NULL)
                AND (signature IS NULL OR signed_by IS NOT NULL)
                AND (signed_by IS NULL OR status = 'DELIVERED')
            );
        -- A meal is in one volunteer's hands.
        CREATE UNIQUE INDEX delivery_stop_once ON delivery_stop (order_id)
            WHERE status NOT IN ('CANCELLED', 'REFUSED', 'RETURNED');
        CREATE INDEX delivery_stop_by_order ON delivery_stop (order_id);
        CREATE INDEX delivery_stop_by_round ON delivery_stop (round_id, position);

        CREATE TABLE "delivery_stop_move" (
            "id" UUID NOT NULL PRIMARY KEY,
            "at" TIMESTAMPTZ NOT NULL,
            "from_status" VARCHAR(20),
            "to_status" VARCHAR(20) NOT NULL,
            "reason" VARCHAR(200),
            "by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "round_id" UUID NOT NULL REFERENCES "delivery_round" ("id") ON DELETE RESTRICT,
            "stop_id" UUID NOT NULL REFERENCES "delivery_stop" ("id") ON DELETE CASCADE
        );
        COMMENT ON TABLE "delivery_stop_move" IS 'One move of a stop: who, when, from, to, why; also from one round to another.';
        CREATE INDEX delivery_stop_move_by_stop ON delivery_stop_move (stop_id, at);
        CREATE INDEX delivery_stop_move_by_round ON delivery_stop_move (round_id);
        CREATE INDEX delivery_stop_move_by_account ON delivery_stop_move (by_id);

        CREATE TABLE "delivery_route" (
            "id" UUID NOT NULL PRIMARY KEY,
            "name" VARCHAR(40) NOT NULL,
            "set_at" TIMESTAMPTZ NOT NULL,
            "point_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT,
            "set_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            CONSTRAINT "uid_delivery_ro_point_i_ccf898" UNIQUE ("point_id", "name")
        );
        COMMENT ON TABLE "delivery_route" IS 'A sequence of residents that staff of a point keep: rounds follow it as it stands.';
        ALTER TABLE delivery_route ADD CONSTRAINT delivery_route_has_name CHECK (name <> '');
        CREATE INDEX delivery_route_by_setter ON delivery_route (set_by_id);

        CREATE TABLE "delivery_route_stop" (
            "id" UUID NOT NULL PRIMARY KEY,
            "position" SMALLINT NOT NULL,
            "point_id" UUID NOT NULL REFERENCES "meal_site" ("id") ON DELETE RESTRICT,
            "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT,
            "route_id" UUID NOT NULL REFERENCES "delivery_route" ("id") ON DELETE CASCADE,
            CONSTRAINT "uid_delivery_ro_point_i_8cd45d" UNIQUE ("point_id", "resident_id")
        );
        COMMENT ON TABLE "delivery_route_stop" IS 'One resident''s place in a kept sequence. A resident is in one sequence of a point.';
        CREATE INDEX delivery_route_stop_by_route ON delivery_route_stop (route_id, position);
        CREATE INDEX delivery_route_stop_by_resident ON delivery_route_stop (resident_id);

        CREATE TABLE "welfare_check" (
            "id" UUID NOT NULL PRIMARY KEY,
            "is_at_risk" BOOL NOT NULL,
            "level" VARCHAR(20) NOT NULL,
            "opened_at" TIMESTAMPTZ NOT NULL,
            "asked_at" TIMESTAMPTZ NOT NULL,
            "due_at" TIMESTAMPTZ NOT NULL,
            "outcome" VARCHAR(20),
            "note" VARCHAR(200),
            "confirmed_at" TIMESTAMPTZ,
            "area_id" UUID REFERENCES "area" ("id") ON DELETE RESTRICT,
            "confirmed_by_id" UUID REFERENCES "account" ("id") ON DELETE RESTRICT,
            "leader_id" UUID REFERENCES "area_leader" ("id") ON DELETE RESTRICT,
            "resident_id" UUID NOT NULL REFERENCES "resident" ("id") ON DELETE RESTRICT,
            "stop_id" UUID NOT NULL UNIQUE REFERENCES "delivery_stop" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "welfare_check" IS 'Somebody did not open: `leader` was asked, and has until `due_at` to say how they are.';
        ALTER TABLE welfare_check
            ADD CONSTRAINT welfare_check_due_after_asked CHECK (
                opened_at <= asked_at AND asked_at < due_at
            ),
            ADD CONSTRAINT welfare_check_confirmed_is_whole CHECK (
                (outcome IS NULL) = (confirmed_at IS NULL)
            );
        -- Whoever is looked for is looked for once.
        CREATE UNIQUE INDEX welfare_check_one_open ON welfare_check (resident_id)
            WHERE outcome IS NULL;
        -- What the job looks for that asks the next level.
        CREATE INDEX welfare_check_due ON welfare_check (due_at) WHERE outcome IS NULL;
        CREATE INDEX welfare_check_by_resident ON welfare_check (resident_id);
        CREATE INDEX welfare_check_by_area ON welfare_check (area_id, opened_at);
        CREATE INDEX welfare_check_by_leader ON welfare_check (leader_id);
        CREATE INDEX welfare_check_by_account ON welfare_check (confirmed_by_id);

        CREATE TABLE "welfare_call" (
            "id" UUID NOT NULL PRIMARY KEY,
            "at" TIMESTAMPTZ NOT NULL,
            "level" VARCHAR(20) NOT NULL,
            "check_id" UUID NOT NULL REFERENCES "welfare_check" ("id") ON DELETE CASCADE,
            "leader_id" UUID REFERENCES "area_leader" ("id") ON DELETE RESTRICT
        );
        COMMENT ON TABLE "welfare_call" IS 'One time that somebody was asked about a check.';
        CREATE INDEX welfare_call_by_check ON welfare_call (check_id, at);
        CREATE INDEX welfare_call_by_leader ON welfare_call (leader_id);
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP TABLE welfare_call;
        DROP TABLE welfare_check;
        DROP TABLE delivery_route_stop;
        DROP TABLE delivery_route;
        DROP TABLE delivery_stop_move;
        DROP TABLE delivery_stop;
        DROP TABLE delivery_round_move;
        DROP TABLE delivery_round;
        DROP TABLE delivery_figure;
    """


MODELS_STATE = (
    "eJzsvXtz4ji3N/pVVPlneqqYfqcvk+6HPnWqCKE77CaQDaR7+h2mjMEieMfIbNuE4ez9fP"
    "ejJfl+wwaTCLfyRzC2lmx+kqV1X/9zsTI1bNivWxtNdy6a6H8uiLrC9CB6oYEu1PU6OA0n"
    "HHVmsJaq32RmO5Y6h34WqmFjekrD9tzS145uEmg6IBipjoNXawdraL5UyQNuou3SbCDVpp"
    "/6fIks06CUC9OC8yt6ZJkreogtenarO0t6rDrI3Dhzc4Vfw301c05vrJOH091iQ/T/3mDF"
    "MR+wQ9vRG/31Nz2tEw3/g23v6/pRWejY0CJA6hp0wM4rzm7Nzt3fd68/s5bw+DNlbhqbFQ"
    "lar3fO0iR+881G114DDVx7wARbKv1xIZjJxjDc4fBO8SemJxxrg/1H1YITGl6oGwMG6+L/"
    "WWzIHMYIsTvBv/f/r/tooWaK0h+MlVFnrCgXibGFR4iNhXtqbhKYFzpxAKj/+TfvNwCEnb"
    "2AG7RvWsNX7y5/ZRCYtvNgsYsMrot/M0LVUTkpAz1AWXWSKF9TlBx9hdOR5hQxpDWX5LV3"
    "cAji3okA8uB18MD04HpegMfd285o3Lq9g+5Xtv3fBsOpNe7Albfs7C529hUfD5O+2fx99z"
    "tB37vjGwRf0f8d9DvxUfPbjf/vBTyTunFMhZhbRdXCmHinvVO0aWhY53NzQxyl3EsUpTri"
    "ZXJflTMY2b2vToAprH5JNNtL1UpH02sfw5E+2PkheLFS/1EMTB6cJf36/vccRL+1hgzU97"
    "/H5n/fvfKWXYpiO6NoLPS5rlq7knM2SSnnbRRbcw0/GW5dYvJGiA6awaIt79Ep/LHIFP6Y"
    "PYU/JqawhenPtNOX3JxFIkJVQ6Av3xcA+vJ9JtBwKQq0bW6seamVOKCQABcAWCfrTQpb+B"
    "+jQT+D+fYI4lyhPnfQ/yJDt51aLb6ARIQT9NB8ddv6Mw50uze4iq/S0MFVfJnmYlOpRTog"
    "kRO7wMSm6MPzlpjZAYWc2uWmNsj1i8eQzAknZur8catampK4Yr41s9omL63eruJnVKI+MC"
    "DhF8Pvc/UwbZXOJ021Bk/YsnQNX6ToahJtGnlqm7nbWjHDzfeqcFpIU3fIAQWJpi8W2LK5"
    "+sRZYrTezOhEWoLexe28iVRkmPQbWpqGDpSmRU+t1Ef822aNtqb1SAcYukxqck56pyMUOm"
    "kMKKgaMta2NM4zomY4jVLnZV47UBrs0dTotuIORhLGK5PKmirJ2J0jhDFEZ5TyDHeKHCiv"
    "BoNeZAW76o5j69b97VVn+OoNW85oI91hp7v9seQ08zbkt78XEZpoq8wtmV0TZm/oPGGSqr"
    "znF3J3Aew32bvyjyiL5ixhEWVr8pJ2SmeB1kBbS3ccTLjqHFZnrnVHumNjY9FAjmlo9B+i"
    "97J2aG2Zc2zbSF042KJtkgv/KW9UsSL/Sn/oEqeEKl8nCT7LXbqFXe7pw9KP3/719u27dx"
    "/e/v7u8uMf7z98+OPj7x9pW/a8yUsf8ha27hdYoiKvlrdmZW8bjrnW52WWMJ+ghitY9Vof"
    "ezP7Lzwvq2iPUlVptRJ3Xy6hsbTn5hqXhTREIzXAUTzX6s4w1RQ4swXfEMlRku8ZTdCTaH"
    "WkfbWW9lX6s4itMtt/6jo1Dq53tYx9NtHFfpbnpKM8+m/jmn979cv6QZlvLIvyuMo/Ktuo"
    "Xv36y6+nGfw/u9cfE28Nc0Sxk8Bmco1hkpcF8vejWca3b95/eP/x3eV7n1P0z+QxiEkB1s"
    "KOtVPKr0FhugpWovPZVM9uIaKCnGZgTZntkmPcsix1lz7AUbLYED/71h5aeSYXv/zPv3+Z"
    "XJxorRl3/hz/9XfsLfHAKP+eRCnlmyLym4Ity7TKCMI+Qf0ceOqmyetqdO83HUzmu4sUfV"
    "74ciNPq6fHGu7V7Y2XGFE2bost9KA/YcKcY1WCQh2hR7xrINvkSjnQvtn06eAsesCOHZzh"
    "/STVeie6R4pG76+YB2DECYh2dvG3dN4Vynn3Zb08z0jAlO5yoilOYTkpAbDbvIbQvnn7sQ"
    "C2tFUmuOxaiguXslTtZZrthahWhlwQpYvbincOts8Q7zybiqvG8xlYCupVt98a/vCVfj4X"
    "2xv0v1ylqP2ufow7LelpJNWtZzPrz0J2E0S0GC8t03HYT07IFf61XKHCCbfaK1HcmFtEH2"
    "aHzAXY5+kLrWMbqQhu3UBrOksxeGhxRxP0CpZqrP2K6Cdy1EcqHeiEe3pR+DFx0JZOP3Ob"
    "lCpOeB8Z9CcES5stNzzS31eK+XLb15D7qj6UybPtl2e+4pSS/TqU/WIrVAnjkd/+hU1wlT"
    "oeVWZFUg3D3OKUFSPbGBdQSERTEN0QRzcOsDeE6STLKlnWdJa1ZWE1jV1l53NZVdVrUSCc"
    "gVByYB6BCXywdA3SROgO0m16ZfsaTVUyx7ZjWvYUzjFWUXWWQSjCXHd2DdcFFRmqneLQeq"
    "qbSAb1bBnUDtmsGNZd+hgw+mfJrF60u+MfTQT/J2Q8+N4f3XTvmsg7mpD24Pb2vs8beYfs"
    "7N3gvn/NTrKjCbm67/auu/0vTeQdTUinPx62+u1OE3lH8VerkGLysoheMr7GhtSSl3HWeG"
    "5qpaIpvPbVDOXLOoOfWOpgnyWg9dqL/JYIY6uATyVNoMjHV0mVKWrgPvDmbRGIaasck0UC"
    "ZH8rT8Kc48gUoXppP6aTb6mwdSbcl4DZUcoFV4ZIqo6wFBc8P8YyLoeVwy5McyR4gr3k5b"
    "Bbq8w9uBxDHCGSYRopDlRxgJPofjYtrD+Qr3iXYIRjiMbkvrPENDgbPKKlbn3RLDql6I+n"
    "PxnzgN4hFeKH3fb44t/ZcniIOV3qhmal7fJXLuXnr0NsZHl51BLryAtvYFXDadtzWXx6rK"
    "Pz3VzyYYIfWgFIt67sU0eI+CtbAUh3/hJZR5gWprXCllLdwlRvuGB3rWJOmecsNeRDZOvO"
    "sWvTSD9nuSAfnqW5sfHSBNbgKIxuvH7qChTlYXXt+CV86HZTU4bJwg+67WALa4oErAhgqk"
    "b3Ods+donyUGrx7moKFqQXVh4s9fhJRTv6Av3UFKgVVg36Ai42RFPWpqHP9WMn2C3tccg6"
    "vIP+dnVd5uEX0sWLAVgB6wCwFWQfznGe2ZsZXXd2Fc2xEe+t3hPMg4x2pRrVADaGruqK1x"
    "YbCyrDUZEQzx+PxOs776sNXdXojTy1Y42rvMpwrwlUW/lONooRNNzra/N9aSImlSAVgZDr"
    "Fl5RWZ5PZo7gx6/R1OMzFV1jHjE2dni4KHok5pYg73rS1+ZUN5G+NgJYGRoo29cmNJpl4I"
    "6RSVuO9Md4Nn8MejsHshKxKJUyKCcI6+ebUcg1I8czI+mYodv0mdcbJyVed1/e4YDuGdMO"
    "+2fONu+w9OiQHh0vgB1lWU1KmZFNKiehRIxO8gJRXDHTomyXpRIeRIjquE1VlIEoMoFBsi"
    "qZDCUgkZlQ4h5eZkY5qxz/LjOrltXPCWeee5drZ67AuatmJutG3MMrmFQZ/l3xRaAiXGuM"
    "aWjdO8JnztdHqsax6ltPHUl7Or+9TSpvz0N5y5zqMlS3nsPdHsXtyixe8WnFohdB7QmJ+Q"
    "jqD4a3rV4DaXhu0M40NNtBIj/olylQIQ+HvZk5Fqbd6QT9xaQ61WkgL/D317QgyVPcZkIm"
    "ZOp99YMr8T9rPIf64JQ7bUC3vC44XGIPQU/bcJoHXH6C71CORHcQVi1jh2bw0BDBOSH0QW"
    "BMX6Pp3DBtlkOV3Wa7hNwi9AkpLdqqNrLw3LQoLwyhnyq9zZOsLC4Me9PI0St7L8ohMZwe"
    "rcja0Av+mjXd121Chp324Ftn+KOJvKMJ+d4a9llwpnswIZ3bzvBLp9+mzfzD+DtdRICqPj"
    "pT3VCwLT1Nz5ctpkaIRB6uA+XUk4S6zVRbT2EAslH2CWqI8Ek0AXSrs8tl8AwoaojxH4Uw"
    "/iMH4z+SGLtcQ7qmNTuHSYhMpjARLoWJzFLzUw2xz3uXHeMIoSx8IPIYS634KdW4Ut34fO"
    "pGEP4rCq28pV3VCO9n0ZwxzHK0Zx6mBTRoyspru1eNNiAY2Q5eQxowV4v1i43chPvkgSme"
    "mmi7NBtMd8T9FqGmravOcs9ulyml0ivuW+qkBFirGzk6KZkevJ4czsvWQTkf3rWE8Z+J6c"
    "focCMdiKxTqZ0il74pxwxciFwO2zMOmyDqlvNZzc5unyrpAniM859o7MYz6KMD4eIAZUeI"
    "Tmo89ms8MjaYg9QeNct01EhTfYSmV2n9x6lFezcrUIZgH+QM2iPWB+nq9sv0XeJ6jjCfFM"
    "83xVB3mVGHCdH9sC6khC7A2tLIkdBl6IsMfXkB7J6RMxMMJxmWIcScLBOW8ZKJd+sDqbTp"
    "ndyml5y1EtXTpjM+uawAkUZZkoIbhbRPTvCaFbP8YdVh1jkE+c4QHRad6IzF1QmCGpXQ52"
    "t0Q38Bdx2nMgBLrQK+5Dp4kjfQkzpXicM95Le6jTPsgKe6U4rM8Ze/xMC94BPufvG3lEVE"
    "kkXYmCRwHq1Uw8isfOfR1Kns3bu3Hy79infwJa/Y3ei21eul1BCUPGCVPCBL/lgyYU9AIu"
    "GU/N9z83/eRnckppCs9NrfmmuMbuh1PcJjDjK6yZoNz+4x112tTcsZbkgarxxczGWWddZM"
    "sdx2hQrHL1SLBWNyWuBmgXFd6JSfhcLtcxNqu9smhIk6wOhuCD+EOMv5BggW6MHENiUDHt"
    "fCELpJL6aXjz/Z3VjwKfSjaPoDtoP409FN67e3f1x6FUGhySc0NXSCbUWjN5+y01DnE8FJ"
    "8NyzMZqpznwJXdAnWukOnbrZfHlQedK/u2TLxWLLZfX6EyZ7C8/75KaRU7w+Rihr1zcOrF"
    "3PgCybPjJCVMuJfgK7RLBvJKHOFPCjRM8n5v9+KpwrLm3PfGpTGM7/GA36GaFkPkXcAqnP"
    "HfS/qH5lPAGLyNLhTVN/5QjN4HbKugEdXMU1LNIJunI1C5VGLeeg+MgopYwfENovE9QJ9v"
    "KgcY6RSv9b0cY5oeZ7GeNZTG+VohZIaraydQNMOaRFGxfIRwV4chEcP2Frx13mmMkLZCRk"
    "L82NoVHZ/QlnOdE10FZ3ljyDlLmx5im2tNPdRjrvCbE9Zkvm88yokyzOr8owk/0YP5u48r"
    "6ItPI+W1h5n5BVZD2BE4OrpBVYzcfXJakhxNWXbMhW2u0PSDsHBd5Fr9O67gybiH9OyODz"
    "524bTrgH8X2yyDCcIMcb2OyOGYtIB0IPSLs7/tFE8H9CxoPv/dFN966JvKMJaQ9ub+/7vJ"
    "F3yM7eDe771+wkO5qQq/tu75pFEXpHE9Lpj4etfrvTRN6RGAMM/icp2pf9TitpCpgTqrPe"
    "nGodq85lhXOeZTaFgELkN0MkFawM95DhHs+EXQlFgKwp/4K+EyNeFimhH/Eqx2ZrRWyvRR"
    "FViKHOMVdS2Nh6wjZaY3Nt4NcI9DA26CwQK64MiadpG6h++4l5F4CHL8bkFxuBHIyWKnkA"
    "BwZ6aZWqDDnZjaQ6RHB1SO1lnnarP+50+pRX5gcTcttp9ZS7AWWmmig4npCv3XH7Blq6Bx"
    "My6gy/UblIaQP/TNno6HcxmGmpz5L6rHNUtryAPkswdvAZkrirmka3glJp3EMkNZzHJxEQ"
    "S5d4laVdS3j7GSZ50J1NaioXw1SzXKDCVDGYF0B2fkDniY+D+6teB90NO+3uqOs67vhmbX"
    "YRTgX1XIeU74njTGXE8jCHiCTKBVDWbcVcp217+8oUe1TPWKTY4+VkjeILqbmTmrviNYpl"
    "HKkMfDwtpM+UzJ75cDHN35EKZtAjfoF+zvbdP1LBHFIVY9VQPDVwOqIDgscm/bcf11vama"
    "d0rhGsJVTx13itWs7GStXHBxcbeUp5LdJsr2Z+vITUG6qzRKYFxR4hC7+6VXduZg5s6xom"
    "TtMrE4mW9M50bLSGfwaiCx+JuSUNpBKNOxhul2aKcv6E92IRjKyE+5Rp+EGfv8aWbmo2tw"
    "VQYgiBtJem5TTQ9H8mHLEJfcjJha7xT2/Tn1z8e8o9IlkRTnon+rmjz6N9orex8JP5GBTQ"
    "tLHjPx/FnT4vMumdHBPNMNpaVHZrwO9lTeizsoqaGv/dczrCCF4yaV8QZbNu/Mz2hetu57"
    "qJ4P+E3A6+da6V1vfWjyYKjsWwE5Rj5aUEdMHWzAOiLcJ0MqZGuFgL6T31vMpxCr+FH/Ry"
    "hU4jRPVTkhdZ3LPX9sTS7lUfV2YpCWJzki1FyWRcZRRVxhkn8cyOEfYJZIjwESHCgaRQdu"
    "ONUsooR5F3Xm+sSua0jpHVb2c4UaFxriUom4wvSib10vl6aQ+uCnTTw1BX5wnt/tRx0ckl"
    "VBLhax07qrXrYxzVGKVcbuSqFXlDhXgt92oWv7tZyFxwfrHRwjQ1tNrYDpxc47lTvPrIMZ"
    "0x3aC9mfGZ6uc2AyTcOqTTlmFgi87OKe3WYsVN2IkdVzOqaEuZS2RvoPqJjSabf9G/yebj"
    "O23O2re+DbrXUoUnyrrW+JlVeK1erzP88qOJ3IMJYbOzySfphPQG35XR/ZcWRE56h+7ZVm"
    "/snqRHEzIafKbf4b8YSj//DS6l4wgT1Y/Fqt5P2IYUErqTwcnuf0nC9EK/KLfdHn0r4D/o"
    "uq87QypKgKabH4G//LcO95OHTzFeAWKmWVpznIzd9vWb+DI4UiwDg3SxOhw7X3d5iJooQi"
    "pNNIIriqRuu3rdttQISY3QM0N71hqhG3NjY6hTcJGiDwouNvK0QctIs0JOZjwKm3lAGfoT"
    "Rp6OBM3wErLUQSp7zTStdLexUtRSCyPAWtLI0cI8a5xvfNOrdZivZZqrUkYot339JMTqsZ"
    "XioRQPZQSOkLDJCJxziMBZ4dXs6OJYPod6y3qrEegnzfIUhy2P9w+QLSABKKugdaEKsyEb"
    "LqzhXrVXv8PXqOW3cUu9qg5aQY7rSLssU/GJ7iGFCgEW8jyhwgotHYdYrqzspUcsy9VNp3"
    "XdRPB/QkZ3g/sRWKnY54S0b5hZi32435RuX+m1vrsn3W8T8mXY6l+7zYPjCblrDTuQTYp/"
    "0jt0r3osF6t7MCGD8Q3LswsfYtjFJGcuOfMXwC7YA8ut8HE6yaNLlf4LiD4RJe6R8k9Eb3"
    "ye4O4VguKvbZEizNJqUhOryZ1l/rO7SJGa+IVcWWntNyngNGuiV1NeRXr6K1qpO0TbMy9T"
    "iHOn1+CnTH9tgMiyXerzJbLnJl0PyrjSVn0L7mBrmEHdYJaEt4HeQBT8H6wjOMvvCb676k"
    "o34LasFt4niJwHQvWRhcjTfzPTWbKCRUil6xnW6C2mFEW6vmGLzg7/PjBf3HLH9iMkCoBR"
    "413Q92mxQJoOsh6VasiM3kpDbCjg2s4GV96lbjumJQU8YbYrKeBJAS/N95ctQMmBb1mWml"
    "EfOSCJjXX9YhfHnT/Hf/2dLKXpbDKypRZw4/WphX5T7oaDu8EIklZ4RxPSao+73+gbwz8n"
    "5LrTptOaJbZwj6CazDWcYB+CzHC6fSYHa08ZGZfmoCoygkneFdaRCTEKZbblGJl0s0tF9R"
    "Av1Rip9FIV2ksVfhoIYSvKBpsHB0slexHYxeRi0IeNgbI87BN4pDvggNiHGPuDhyd9ks0q"
    "VaOQ5z6VpBV4NA50+DlJ0nkPuvKLXpRSZnAQecmT9iNpP3oR+xHow0obj0JE0sQRg5Qpes"
    "sBGiKRcOZbjAAqacooYsoITaoCZiL+Tktki1nhQuvfMc6I5lOaRrGMKyIz/dzSfmoE90md"
    "EAPAsgxpHpp7jGnKymtXyOXQdvCaJ5nm9p8ZBZ2CA5mmTZ5cmtu2Gshh3zO8Cg/rRtqVBN"
    "jUGjl2pfKyndRjnYFQ51qXy4ZORKikEjjF0fI4y1KsC4H1UDWyLtHX5LhRi3QgTYLPMmgl"
    "84nKPKKl6lwyNrK0hdCnkaqCfFWB7/N2pETru9edJ6h7xdnwnBLK4dFXJaSIamE1Q7akFn"
    "Z+3S+ntaBej21yT8G57uyQjS0qovPaOSb4KNrMSdEk+DWaQkQicwNcmivcRPQ2FkykBppt"
    "dAOkMqCbm6s1uP0lxbmT3o35Q/okzCURunK9Ht0oyCCXBcUNU+HRwjzZKP1kZTforWnrGZ"
    "6rGxvzAkT02oTAjNGx/QlNl5tHc+MWF/BdIr9c/Z8xevv28ncEWRMQ75h7X3pBbbQlEFFx"
    "1gKfSXpX+ry8M/ep6Y+HI+5Jyesn2dyLk34CXFKyFWUNbuRItrLo+6mLvq91stPLF34PyO"
    "rHrr25LGSHv8yxw1+mg60T3dFVo1QJ+ARh/QA/RRLYfw4VFF1SkVeQi9tWD1K90v8T8rnD"
    "v/HPQwS/j0UWlux1JY79zLRISXt6iOSn9kVg3CZlThQ6S2dp9rQrnahWhr94CnG8PPnO4R"
    "aj81oscjC8cuvY+OpcOi2vuv3W8Idf9cbX6fYG/S9XKXVvrn6MO62sgViq9vLAYfBI5SAc"
    "OwgrFhtVZtNMIa3ftvmmyML9JnvlfpNYutcUobRKyDnT3SeR0/zAac4QPGChidJJ+I+Cv/"
    "wSE6er3/pSyB05xxs56YwskzueTuQJ69LKYBynqx/WFRf41HSslZRvQiQ/s7swKxyvmBun"
    "JHxxup8Zw0DvfVC1hRix9AAS2wPopTKnns8rUsL3JzAQlY1YiBNKZAVKSSsmohVkpE2fux"
    "LYff718bf1CB97Da9Vy9lYxzraX3v9nO+GmnS0jzHFfnXVY7GKVnStI1quB8VSX8tc0kXw"
    "4j5GCzPNIlI23KXOGOmVBATVFSHKeNOF3D4WI893rMW7qyta3Fu6KrBGvu91HbGy8BNOde"
    "soBxV0UleI6E/UnzDlECxz42DFdsxj975rt8chdDii/dUVOgNrD9hS3MCeI1Hrsc5avK/6"
    "CAEx9ko1lDkF5Eisbmk/bTdivI4Ti+EElTmPLWkCQA0srb4MKENqre4g+VAFWN3xnuqKlr"
    "lYGDqhi/xcJUeiNeBdjWhPNV2s5qZhYOamfTT/oOHV2mtTQ6RArQWhCpUsWSO3s1ovW/Zm"
    "RtnvnTI3VH11LGC8rzZ0VXe8aFfAQSxV8nCsAOTCNoYe26zDuoN3vNDoYnZv1xarLTYWqo"
    "XpFMPzxyPR+s77akNXdcKrVGxgImtCNqYDgscm/bcf2fpJSQeGUHqqrpxIypA2bH9ApaKG"
    "WhcoKcFCC4N6dyD3ayzQUY0GAhavIFFBjzJ4UAArNBBmBQ8+0t+XxLlYFJBHK3QY0M3gtt"
    "NE8H9Cbu6/Du7pF/iIz/ciTnIVBwFJT88Tlkgv7eMpvTuz0JWVGGUmXRGwk55+svyikLDm"
    "uPnJ2oAXObJW46DagPE1oQJs6+3td4yf33NkH3IdH3Ik58A1ooDgHOSwK5KQaK5b882KTx"
    "Ce99XrKFOyRVMDP2GDZeNh1Q/fN5BOKUmKGH2KG0ipWoBFv/EzS9W33X739v5W6XW/saqC"
    "0e8T0vlzPOzcdhQK4fXopnvXRPEzE9IbfFe6/TaTz4PjCbkbdj53oGpht9VTKFFrfMtLGa"
    "aeh+KJnTac+ty67fZ+KHe9Vr/PSx2mX5iQ28F1p6d8Hwy/Qv2f8LcJabeGHaXfgSyR/uGE"
    "XHdHraturzv+0UTBMf0N7Pcqrd4ACguFv1EMbu/GPyj9iD57cDwh3b7Ceu72R+Pu+H7cHf"
    "SbKOXkIRqKd28LSHrv3maKenApyiayhSg5l/Nr1vlEsmhdNO2LauulEhv5BPXTSZykkpPU"
    "TEjNxIsEnM7B3+KwcNMIqQw2FTrY1B+tWUra2zylSYRMqqKirw8mgE3JTNgRovptjyfJhy"
    "11flLn98zQVqTzeykFFQs3SVVMeYEoeQopv02hAkawv/M8zHRaLBbIMM1HrCH6PVAZ/WKj"
    "DeEJlRDPYWiz3M4s+bOFVTfb9Q49qE84vcDRaW4jdVICLEqNHJ2UrJRTPeMii0rVlMuHBa"
    "4MMxpQiKy2layowJhLVlSyojmsqOdnncKLhlyws5nRkMv3fm50ZK7wzNR2rHzJXCXIplMF"
    "6aSJZjsEd2e84Fq17a1pQXERO2LVZBVVaBOk2/YGW5SZhGZJbvR0t5HcqADrUh43+qxFS+"
    "K8536Iz9jzVdPttaHulLIIx+lqyMgUqlmSU7IkWbHEW5syUlPnZEaOE0oNZrGKfh5uPPDw"
    "EItLRhcVyGSCDUedRLI5lbCcg4Y7Siklb6GHGRhAOlY6OWCg47TyhRZ5pCm7ASAf8kbHSO"
    "U4n8U4l1eqpZDWj0t6X4hLep/DJb0XULkmlMRVoWYtW/eTKMl0dJ7Jzj8OtohqdN06TefL"
    "muTneXiw1KMTRg1NA3+BfmoLkv6EifLcUAm2chZCysJPYM+WWBXAysa2fXxSrRHvpa6v3t"
    "wwbTqfNEvdHp1Rq63ay2vWUU1nlLnGRIJVOK3dhtA9XrFV41hmoc27GtGeagrWk6mDw6fE"
    "rEy+c0Ml8Dpa9JceXXIgSCVMimR7PUe8wgmYJWClAVOgCFmVqN3S/uqKnMU4eonYQXPNqR"
    "C0Mw5PKggYJJKvcqZBIvk6TzQdO9BkYejzYyVIKNTTdruqKVxu6n1MaF/HzjCeeb9Duyqi"
    "7jpHtPy8+1W8kF7y/Rq/jJSFnVMO9kXS8J8jXgFQVU0whlaNZ9iL1S04W7Bs3cEKqMWOL/"
    "oHiI1od23eW01R47GqErGS82yr2k6KD2NZtL573dQQJ0go7+jOpoLaGLeYbLoOXo1CXdYU"
    "Na/4iqHbxy75bvGVHu2ppmBBhRp667legamo/qVqZF2fUrZa2zSewF6kLxbYwmR+fC1Fes"
    "e5buis3bXfbW0B9OoZycJIe90CqOyoHl+AsuY4QRgIs3fb6mp9tIltiB16I6yNWGc1hcxR"
    "HzGReBVnKDDL0fpydcrOHrS1WkEBKbezO+irpqCtNzPK4i9hNXMLb61NQ58fraZ2i2/dQW"
    "d1VVRH6rxVWOCtpnBRNIi5ZbYQTVEN1Tq2luCY8hkA0sbCQ6zCm1pT5Jzgh0rIijqOkYVu"
    "rSD/3csVyTsX4JJZGYrkx/Aq4FWfHUPE2IhTpMY4Kt1FIvghJe9FWoBEdgIM7LZW9HDz/Q"
    "UCCHJTZ7D0E16yCQSrvY10p4mmdKf8Lzx3WLZ+yI8WSUfRQHyg0VZ3ljold1JqBJzmHilJ"
    "MP664IRw2e3y4m+ZGUOkzBjBABWNkwsoapiz4V2h+Lh3OfFx75Lxcd7ULwFyiKSGKL/944"
    "8iuRr++CM7VwNci6IsY/YPWTrOLsL3hRNLntHQHp7HLbNgc/lKV4XrNQsK7P5qV5GZJVQS"
    "NxAq6ILVpt/SGNrw5Vxe1iSUraMtKRhu0yKFrmhbtDAtpKI1nRi0zWyHHvEOawiSEGH7NW"
    "oZtolWqoZ5sl8CNhNk80pVlJCR2YiYLGkbJUotd3Wi28iUbgIsUXmMKxu2jERYVzpRrV1G"
    "PqYIXQz32c519T/PxSoN4qve4Cqyt1Me6qrbbw1/vLpt/flrZIPvDfpfvPbh4bj6Me604u"
    "wWffEOgD9CJtE/GH3J7P4MzC7+Z63T7g4Y5iilHGahh5mFslDxeJEyzJlV76JEB5W+E21M"
    "3dp3b9+8//D+47vL934BPP9MXhW8ZAG8jX3QEhkik9m+RHtvSiRJOqVsFeRqSSvXEk7kkl"
    "OxhTbjiWOKClVA4andVWTPzTVuMgX9dglX5rqzAyEHQQnmX2xkb2aOhTFi4hGEUXyi8o2x"
    "+A3SZiDaBZvKKULVKW4zIRMyZT+WFSZjpgXAlPaJWXUXZDJrKu3EbYV0B/HCL1TKW61Adg"
    "MHVSmenYN4BlMoXeG9vyaxRyuy5huUO91rVinYO4Jqvv1xp9NX6Lr2+TNU9A19Da7etvqt"
    "L1AKOHZiQq47ve63zvCH8m3Qu4drtFHyHO1pAEdDpd3rDL/SfsJf6VX6LMNO6DaR7xNyM1"
    "QGnz9323AtOGbnW3d3w8E394L3Be53e3vf745/hDqNn6Ktut+6PYX+1FZ3OFJa99fd8QBa"
    "pp2G1pS2dQ2lnEfjYcttGj8HmHzr9AZ3HAr3ML5kFbE5VJ/6nJVyLc9dhMgkWy4ce5GsUX"
    "sA/xiikwykyCMsSy+dPjusx/OVf4+ilHKxFPxV4okwD6lJHaaUC6b4o3xAdu0EocytXWj1"
    "lO4OpyikSadhWUQDElmWNH2Dn+1KYpoglMjGE+vznbE0sglCiWzMJRNyypTDNEQi0ZTuY8"
    "/pPhbfu6pA1u3mLKfrflSD3boApPBmVwDpSK9T3p84pKHlrwCkwdb+rKvAmWKbYIQKIBxs"
    "8RLhIgFlMYZIKEddr6RFiik5VO0i25BshxrttSIPCEa8eN1vOkEaftLn+DXqOggTzQbvWd"
    "2xkbmls4D50jJHoh0rf7wh4BnBnGanumZgxYb0N5o9TdqQT3UTafcVgPVr5Nh9HROyk5T3"
    "C43SScfQxoGOoY86SZnnxezuHq3Ilo0L17bu2tSTVvj4UlREc/fmsoDi7k1c7xro7eBSdB"
    "hWdHkyDx6IgFroobhrjUbfB8PrJvKOJuTuZtDvKO3BdYee9Y8npDsa3YMNn3+KMUi2ubHm"
    "paqWBxQiD8yB+uvL9wUAvnyfXa/8fRxgupNbCmV50nQB2SBHqWoI9ElKlcuIgEO24bMzwN"
    "kYH1StOiCTAyz0AIdlnuQoZ0YDxMlkPEBKPIAMp/kpXiGe//6AQQ7RSTcUwUc41wdlv4gV"
    "7UFgZ5SLUfdLv3OtDO6pkBscU0nLlbkUyhL2v3RCUph3ZkJabeYbrlx3R62rHrSJnzlEEn"
    "tbjH3N4V6ll4u0yopsLhA4qUeoTHGKuSBaxDjbYjCn7dyyycWsBmOIwqJEyFwgkyn3HQzR"
    "WXCsqbsm4qWYWdQYUtHCMFWngXj5XI3l3eCFrSnBPCXmrNruWawZz5O9wISFmm2XqsNCyX"
    "j9OOSY5iPEphnYdi/qDlqrOu1h43zi94Hm7E5wzevDXpobQ5uQGYbrFuZJRabuo/D7sYZb"
    "mUlEnHWxkWOySGMigFFMRzmVYYiwh+e7LqYBC/xebLeGdxHygtO5nmbkecgUUmOEdZJR//"
    "X27bt3H97+/u7y4x/vP3z44+PvvrCavJQntV51v3S5FSNgnZKSrFv4vryMEyGUcqzQUo6/"
    "g5V7yyJkB71jgkmuL/OKhXb0cvjHCOUIHDoCQZmm8oOQpJXjcOg4PHuUpGioP4P1jkkvhx"
    "jvwoRSaSnydu4OVelgjjidjD5I5YVL4xqnk7gKEiNzRjLF4erYioIOvPrM5wtrxZEH/lv9"
    "rIpuMReAvdDGl8AC+Pq7kcR3P77xrbu0JSHAneutFUxY3scUYahE6aUe66tDu6pTObmTWl"
    "2YTG+NVIZI0uwSutzItbvwhorttdxreOnhhWNCxvK1abHKu8g2DQ251gy3P+SYkJuPZTaf"
    "mytsQ40eXlJPpxMwaW+ppFcws7QQ/BRKxS0e6MnUNazxHiCpOlrRReETC/fwb6VaPGU7o1"
    "Qf6BhKQ4koHEsjx1DiDWAS60w1TJikTur+ylzS1pZ+iHorQlYnYJ9ZtaWumJ2/NP5ROjkA"
    "Bw8AbDuH+DMHZNKIJbTWizMEBwxxhFBqNkUf4wNygsXIpKmgkKlAd/CqpFouRCLVclLLeV"
    "I4YWMurYqPUklF/L/TttDSqMbpJK5SI/8CGnnYfSrBlWy6blc1xTW0TxdJW8UXTamHLzBh"
    "I/tLAWz9pVOiux/d+D4jVLzENTb0JwxpZx42VqryPtaikae/19y29O5+4wJ1e3hrCG7wOm"
    "hA8MHCtOYszGHKikKYZMorlJrIMAlEKcAlXk2AXkur1FNdx1L7LgB30sjRvtc+s8/3bv96"
    "8F257fbvx51RE0W/T8hoPLijxO1B/3oECYCCbxPyvdX72u1/UW474yGjjXyfkGH3Onw58h"
    "VqzIwH90PlrjNss1xC0e8TcnXf7UXoYydYhZy7wX3/2m8ROxGpoRM0iZyZkPHge390073z"
    "m8ROuFVz/A7CtF/obwqwC3+L3NtrkDjl9e03CH2LLzzFdB9VB4k+qcYmhUHP1NH77euknq"
    "/M8CSTH51eVeduvuma73SQQyQ/dYyZx5yUwS5McyR4YnLiOdgl9Bovy20PqcQTZRJTGxTj"
    "tS2/baHkpk90QhAHY+sXG23VXRDLOzMpJ+tFGK+warxGU8o6zbA19RxWNmuv7uXapOAzrp"
    "m1TPDeJ7sTC172ew7XydQNTFn4mantkGZRaGykO5/QVLcVkwW7aFO30XZpBi3ok4H3DXO4"
    "MVcYyCfEMRGEibESmxTj1+g7xDIjNfhJ9L4NuLftUHkXRIcttMgSFf66YL+CS3/s/cOWzl"
    "MY8t998beUJkSSJmTQc8kNKZjQhwhgAbXIvNPF1bDT+vq5NaIykH84Ib37fvumidgHFcPu"
    "71g1Tv4phmjgrjHFZYOAQAoHKcIB7MaHTnWPVuiJ7uoHfEWBpyHwVANiTOsnvNTnWXWUM4"
    "TegKR+/hTV1/Cdq2sVypknIR6tVMPIjvEO0dVpBXn39sOlv3jAl7x1Y3Tb6vWSi0fAjyZR"
    "vTJNA6skg5eLEMZzwFPKU+Hqn3nmHPCDQQ969l28rroxf8n+/e1VZ/jqDZvRtJHObSopof"
    "J4rVrOAV52EULpSim0mx3dcJ1Nivd9sX05oBZ6Z77rtfp9ls2QH1D2c9C6hhP8c0JYJkSW"
    "ArHdG4zgCv+k31v9dqfH8hz6h2Ls5Bz8Qxydw4Ty/RT6/ZQp2H+qYS6fyCFOKB3yYjoW0C"
    "GWBDVMI71xE56jrja3tOdolE5O1FzPUV/3LV1H9/mKhV/XQn547kSsAN2fwA8v+tYWyebg"
    "b0kS4ALpHOIb+BH5HFbm07FpHCK21FvaX43WjZj0ZK4rwmpEu6ozTEqF8wqwqtu0ejbnBw"
    "bcPgcID92iThBsdBlBIU8IcC944Lk5lvQWLIO6YyIVsc6a9AD6Y2VXwWvBpk+KQOGAwYfY"
    "BNs+pSOane79UGnv0v1YABa3gbIdBsorNaQy4wyUGczf8DjFcqwLgc2ONVUu0+E9bgQjHU"
    "jrwLMPoEywfHJX7NLKWqmkjTAGocnKGNFyYIZppJJWKmlfQknre5EfqeVKeLCf56Tdq+wK"
    "v7MRPVe7NWrTvVYqap9TUSsVtEWAFTsEna4Yzj6dkFNCH+QUjj+3MR1GMmeB4nTB1DUMIS"
    "hMdUPnzGIB51U3EOUR43WT63AgasQwzC2EiagslgRmWJo+6DS3yA80YSDKsBKhtETsM4Fz"
    "thzjtRdZ6BTGWdnGh3h4BlRSFSe0Kk56v1Sdi47O/PKp6MJEUqSSfi8v4vfCZ6Fk+Quk9g"
    "q/r0f4Y1ToY8DY+Lo5GjybgMSA2yckeegWFZQU2yMoZDj3BJhfbLQ21DmzWKtUbFk7vpzz"
    "GrX8ZhAnr/Ni5WExyBV30q3n1d8iX1ryOpISk1gSE22ue8tKmQjEMJ2MQJR+5Ke1+biLR1"
    "mzT5RMwpo0pZVOPh6mkYDuNflUktI5oZ89T3CLmHzSEzunmnyk9Hcq6c/n1Y4Hdxjqqqbg"
    "xnYZIU0/+4SaEvJMOUnGtDSe7td1y32NplTcIIQFm7LkYtslJqw+n2aakPWLihzqfIm1hp"
    "chGNq5jdBqYztohtNFmhPdi5UZJG7vlMZ0xSCKA7cv0XOADb2dTd8N1dlYmN1NJWj07Qta"
    "q85S+hiLsl1LWeiZZSH/DSxrOIpSSuOR0MYjb/ksO8hhOjnEQg/xz5H+pdPnedjcA0jO3u"
    "t+6wzBbds/nJD+QGn1R98hEaF/OCHfO73PrWFHad902l+bKPJ1Qoadz/fMI9w9gDPj+2Gf"
    "n+JHIruJyyQyP8NbTlnYjIDsnNTsYaL6RQScwJUGAEvxVS24lvrUAmMNsm/3mtWz8I4m5H"
    "Prttv70UT8ky6jne6Xm6vBPSyj3uGEfLlvDenyxz4EWfo8wS45ZGP8T4ZYECESeKQqWec6"
    "f44jS5yH5qvb1p+/Rpa53qD/xWseQr/dG1zFUGcid0n9dJhG6qdl7IyM8RBZdZoV45Gul2"
    "bvdkUa/4HXV02hDa+DYqSJ+enTeQSobrGxUC2szJd4/piN7oDgsUn/7cf4O++w7fV3lnxF"
    "OrwHWjv25T8Jz8aCVo+S2U+gNfeRAuImVEVpMONCA0HKggZy2PfdJ0T7MNk5ZlhgiyLLZE"
    "JYlpJ0Y0elvUvLhAB8RSPHMiGzn9RS2fKTZT+RulWZQ0VOA5mJRWZiEXcPldqkFwwYBCGj"
    "ZLhgQCLhzFfOeY5rFenmahZg1YjHtQUTa78rrtR7nlTvKSMxzzj5io6dtkkWhs70RUl9VP"
    "h6I1cXRVsCCkHTAplXNN1eci/VrWqj+VIl9CmRunDAl5WfZJpi8IGFEsCaiW1ETAfZG3oZ"
    "8uausWWDTy1LjgLFgM1tWv6V09wIfG+/s5rC3jkHQhJN4wmS/S5x4JVLsM5S+q7pqLF6wT"
    "y7Lz1kBYallkuQDbqRo+V61NN2kWLyr0crtOjbopLm8MuPJnIPoJrtlxYrZks/6LfBdff+"
    "ln5lnyAC074Gn8cgAfOjCWl9G3RZxlH3QAzBFV5/pWz2nQiRyAN3oPx6WQTmy2yYLxMwLx"
    "jjUF4bHKaTOmGhdcJse9ukhyEUWwqjPQisFqLM2V2v1ebKOX5E17d2u3M3ZgucezQhvdYd"
    "0+rxTzFWPI8NOeBtjJFW8EKKybLX5H2UKtkTq2R1B69K6r1CJFLvJd0mT55+gq/XpW0HSU"
    "ppRMhV0koXvwpc/FJ1tLBiVgIs2XTdrmqKa2hvKZYswXvFpZa2ULaE2IoomLrWXl6kqmnp"
    "+Ua+etZtsVcrOzJXmBcvU9FchUTsBM1N89F+jUaUqcQamu2YcnO7NA2M5rqz40kJpjadmi"
    "y1ADx1UgtbVcegdZ3SkXQgh/YUUUpGBZDYzOfQMBC9C+1Qhxav0YD5IWIHreiyi1aqxlwT"
    "eY01wAXbDdaD12djQuAr7QdbdJrbTCPMbrGhP4YpMeGmW9MCXa65cbj/ImRuWKuWw9uzXH"
    "X0Dlgqd0XZ2Bs5yl2ZmvuEekH4VHApKTVEUj8x9U0hfc+bHIXPm6TGp/bmCTh/22n1msg7"
    "mhD6f9xE8J8ed/8ELRz7mJBvnS+dceuq12ki/xBMGPd3YMC4v6PH49YdXOafYqjt/D0nOZ"
    "Ity1J3Gd7UYarYGBq6fbIcL6GFf7bRDUcn9mu430us/RCz+dff8XdirhpJJDMz5XjND8qS"
    "I9qKw5PkvH3z/sP7j+8u3/uZcvwzeelykply7M2DaimrhxJwhkkkpCmQmpq+WZXENEwjQU"
    "2CqtuKYW4VNveSuF6ZVLRQSQbvHCONwTujtKdaSf0zz7toXg0GvYil46obD3y/v73qUF6E"
    "7WG0kc4F4WzcVSPF4FQIdpdSol4OddtcHIC4RyXRLoG2g/9Jz7JRMAgmIH8+Rvti2Ply32"
    "sNS7JkHhnYvtnBhLRvBnd3LCqFHwA3Dc4/3PHn7n7YYaWH2eeE9Lr/SaXuJuKfYnDXnoKn"
    "FHMdJpK8dVizPNfXpTLOBBR1EOmfO93M2tLnWFmkqVGu9Ifs7J9hsjql//zX27fv3n14+/"
    "u7y49/vP/w4Y+Pv/usY/JSHg951f0CS31kAJJrv4Ud3cKakuZsAf40WVM+TJXnSlOrFwBc"
    "YxI5qkon8w+RSLt0fvCQXkkm/xK55sVEdX/ckJ6ewr9c2pmQdSllMS6TfEa3l12/szNciz"
    "Nzo0R2LjCKHQ/UHe2mzhAp5kKClAcSfXhsKIZOjs35BOtcDzrr0b7qihb4iRyNU+28aWI8"
    "HSsul+4ccwhQo83MdnTH926vMWgVTa2fATH6MylkwHhU80qO3f7q/GqyOve0FwV8do7EbO"
    "T25XlJ1QWvU3uahTjTDJ+zKO+a732m6NHGex3RbswtWm3mS+asRXDIpws9QHguRcJkJT4t"
    "piVj2ebgRknPs6N6kq5bAsi+DSTr4jxnXRzpDnfC9PoPlprGBmROVL99nWZpZQZ/vreUWm"
    "lDJDKaKF+z6PmNH6lZrBnr1YipFUMTKj3U5eXCBZhCKIN985RFexi3tddsL8t2xzkoO2Ch"
    "eOF2z/kearZDbzxZStInn7vP646NjUWSjau8d8naCbD4SNbuucu/87eoPKYBncRU8iCVLw"
    "Mxa0g5OEMkEk7J0j0DSxefsBLSvXXeg3dUqKjam92DThHv6Ss9lVWOXM9ll5e8pWL4TQsk"
    "QVxvZgZEoWqIkTWAqV2Y1hxDLe8py6BvkikLKqVcrWGSB15H3C0KTq+lZTysoFcItAVbA8"
    "zFDV1eWNQr7QbcIZceF47pwoNRmyKhb+wG2tIZvwQumyCmtmgg8HBi35fmxrI/oZnpLOm/"
    "DdHsCYEeKdNhbulzPqnGBkJx4ZFAS+tVL4fRChIyzugkl8y7KNtMHvNe+4DEz8Pu9ZdOE/"
    "HPCbmhbW8GPV4+IPTFLyHww68gALkVW7d3vY7yZdi6HTVR+Jt/7WZwPwyusW/xN/1lHKnh"
    "hbVTdrxM4SEgkDFLSfFhSdfMcniGKCSgaZF1G2teyoARUIi85Bxswihmw8gzYiSTfXIWIg"
    "lytjd0iORIV2jR8C7nC+2xWGWwC9P8bH7kCWH2ZeSEr7ozX2IyWmKcKidErufKCY+8pWL7"
    "TffKCeMlRqw557tXmGwaiDLRlGuH1DTw/RcbPeJdg+codxOa25Qjh1w1kEfHTXRumJCDPC"
    "kznOQOkksXnEsvtwrJxfuCisO6ebBgE1CLzGdcXA07ra+fW6NxE/mHE9K777dvmoh9QHL4"
    "u7sOyw4Pn2IIJmDqOyDlcYhM5h8XOt/xi4WRndGglrC0wKZeEs4QyfPutkKCKVRQnqBz9J"
    "mi8lh4UFWRQTVCO8VPPLoAJCHzSrsXnqK8k3N85/dOztB6V2RyHiVh9rD2gC0vy26KiBlt"
    "0MiTMQ3WVFFDbQsVhncJGlwKpKudrmH/K7ypVOxjXwikPoWraG2ZT/Qzoxb8MR2CCWoQJq"
    "MSqNsfE0pnqgFTE8xEkHCVG4+W4O6vkh2C9Zo+CCvZtaRy6VLVPnFzEkv+utVtmZ1VmJ20"
    "8TObktqtISv3PLyekLvWD5630j2AitCjG7g6uuHHynX38+fOsNNvd/jp0AkwHvU6zGpEP2"
    "hvw8G37jXIad4Rr0PtVrn2D8WQ37wXv4zqPkxTh8Qyp8bYXTPLp5KJEdbI8PTMuWQM1XYU"
    "unDN0iZ6tg01SlUj+Cuz+3lcQvk6KGEymWxGpu55Ni2BN/cq0BQMQ12dJbJFynOEX9QC9U"
    "9kZqSC0Fajg/EkruO0MFzKveN9icOlH6+JiSSjpGBUoK1q07Z1guiUBnw+rzrEsXYXmcoV"
    "frlRQLWC/ZaFFCsr8wmvIOeAuaDHBOzoW0t3HEyQCToM5oqLn7Dl1SdPV6eU74YVzPFr6G"
    "yXpg21bjYkVPxcdRpoqtEFAVtTr4UK8XUOcszNfIm1T2hqQa82tqdurR1QwDAMoF6OCgoZ"
    "2j3z3FUf6WUYM6leEYUFafzM6pUxS1isQO0P/3BC6CH9VIadb50hK+AbOzEhg+F1Z6jctS"
    "CRcXDsnee6k45/zfsOpvHhXe8elDD8wFO50Afsjz2lC/viX/nc6vZ4qeHQV1D3DK+Vdm/A"
    "ni/0ZUKuWr1Wv92hdx3fD/twOX7GVRa1B/f9MScPvomh7ilvqZdG+jMw0hMzjenOyR7itq"
    "+j9u4EBYlL13mV5V0jG2EoFJJxPGUjd8NEElFhqjvXEs+1uluVV2hGqSSmcS0xl2NKa4kj"
    "ZBJVqSWusS+ZmKhWoMZM7FYV4Vq0nvuZAptZzj0dWXcHqgjbu6C3eqIb3bAL4MuZ0Argba"
    "v28trvrJ7oRjj2AuB6O30F8MZ0yvXEN8YZFUA4LeF6aWxDbpD1xNWX24+wyPGxUY91jK7l"
    "PI7lRZOmyxe1y3mgZVrmQqjutc2tQ233WudGJk8P7pjMfOU6GDeRiuaQJ9zhwa08qeATpY"
    "e0NzPvNMEPKpxOWuuq6TbHBbqBptwfbMrteTwq1/d6hnB79IYZBKch3z3XCsgMdnhCPHfq"
    "OYUcHnW28w150nonimjYyLHeqSsYv/LunFG6OqV0fGZ3TmnFqqcVq6yDrvTNzfPNlW7nL7"
    "5O8Z2+pJI2SiUjqGOgMgeokpCGaSSg+Zpv38nuWRUxgkK7V2MQnlkF1DCh4NBK4C2ukTlX"
    "gKOroVBpbEFRfqUbxkWKAO1fa+TJzlAtQZl5zfaKzd9BhnQDd8E6AHLlWtW1TyBYWiwol8"
    "m9NrJNKmCxzxWemdqOReNCU3aGipvkISk+V9/9EaLsC/o1HCDWCrnIN3JkWG1zAGMYIpLS"
    "68FcIbwn5bEPU0nwS4GfYHbKbBd7bdelU3cUt1wLuRBVYbiudg9mETkZe7AXrbNnD557zQ"
    "qkj4e2PFe6ucbEzlAUs6yM5IFnboSt00hVWR/XHUsYv8SIK0K8pBzIpj8Ja4xIhfyRWIMN"
    "munFF3TusDgSdtvZjifwmO2YIhsCntHC3FhI0x/oCamOPoetPEttdqUT1dqV1JzNdg43w5"
    "/ZbpK3MfQGVxEV6LfW8Krbbw1/vLpt/flrRA/aG/S/eO3Dw3D1Y9xpxUt2MgwVeLMOAd8n"
    "lCNw5Ag4qm4kRyAn+iFKJnIg1YFREO8LxEC8z849Ho9/oDyNs0mx0xcLWAuoRUb6ojsa3U"
    "PQFv+ckFZ73P3WaSL+OSGfh4P/2+lD8Qn4hDCyu16rzSPI+NGE+HFjhUPG4gxBsRiXqsPC"
    "+BAdkMc1QijNa0Kb1xaW+f9homyXKdrdYm9ytAeBg8foLgKZlOE/1IK5aw1ZPKZ3NCGD8Q"
    "1k6GIfYryCum1vsHbAKxghlK+g0K+gNAieJLpobajzA6KLImQyHkawzF71mazCJaMSFNoT"
    "ZKOS9taT2FvTlt8KMC6RXknMNbfADI5sOkeFGbCeNCUtsuNEOa3OBPTI9ITsTRVl/bqlXd"
    "XozT9phEEEsxzbjIdpAfuMsvLaFs7+xVOeM1OHyswnYOUAnQW2m5B1q8Fc/xvMcb+BHPZ9"
    "l50F7PDupBFFAD6skWNEkS7ltRS4WQHM49TXsS5E1nr9zCpsOgmOG+dIB9JSIegwW1i10y"
    "ooZlv7AgqBX90D7Xwy25mATEY043BJLEMkUneWrzvzfLaeT+kgKKx7tQ6hSSVTRbx4qohT"
    "i928nF6GzO3X2tsjcBt+u0LCNo8X4AXGoKJ1uI41u8YLWTf9MHjEboBMwmTomfkPstWdnS"
    "56V9U5S8ut6diJBOSjhWlqaLWxHXC8XOM57R9yLNtwR4KxhrY6neEb1li3kL2Z8clvo1fT"
    "0eDzePprA9mmRSd4c0LW9IDiYiPVgpzf5iN2vStfoyl0Zk/ZFdUwWN826zzok3lj2pBBRH"
    "d2DfZ4tCm2HnRsT8hCt2zHdes0dJsFa5iz/6KP7PYzhQefNtDU73DKsxF4XU6lNkKUna2R"
    "o4147kho0Ta2qkOhYZU7VC70aIUWCa+7/Y7SpTKfezAhd932V0i/zj/BC6ZHhcPhD/CC4U"
    "eiCHSuTY+dKCXXxQhFHqAD5buPReD+mA33x2QCeE2jwGUoSTIUnQGJlKALSdAyHftJ4QUW"
    "Lglvy7LUDId7jyCGL7BQp1oiQlzIbKMbjk7s13C/l2BExp0/x3/9HQNxqdoKZy3T7MemaW"
    "CVpKMZo4yHL1DSM1x386IXBoNexN5x1Y2FGfbvb686w1dv2CSmjXQuDCb5EMbyJ+H+j9Gg"
    "n7EyeARxO5M+d9D/olPO4JcBG6CIgO2tBH6kSAj2dkqcCHRwFY+4NfXyGd1DNFITF48XAD"
    "G8bO7xEI0EVJwqDgeI2ELCmaMpZlOvAqXmV92ZLzEZed2d51Tdn9I99KYWyTxu6pXlHS+Y"
    "K/9ckQ1vKkf4/hk6qcKnjemCe7SvGiGe4tQmMzgIn8EhmIl5ZgtvqhYxXSiG13iv/eLOU9"
    "mDNp1gpOn2EmwHKjcjhK0Nj3gHrcKGB7hP0mxRUZ9SUS8AY9HIUdTzXNJpDimjFZWRs7P5"
    "hOjqpLF/9/bDpa+shy95evrRbavXSxGSSyqCa6z/vSyiPbvMVp5dJlWT9FNJyz2Vj6+Smn"
    "iqBgrKN4UsGm9yTBpvkjYNzwhcwoAXJqnTglCZCQ920LJ1IwMSqXCIwcmZpHJ4hmkkoPkq"
    "B99/pgKh2PfZOU9g94ob4XlVpBKXnpZwqTSy1243NQU1tPgJ56HGpecMUc8XrfeIeb4wX8"
    "xDLZRUj/uTLUyLiWbQ2etEXZfN2qvmAo5VOvckW2GySXdRq6x35qMGNRWZjxqTD7nSkacI"
    "BI8yu4GmTJE0hXAzC7NWcB+gwHQmQwQaBiKNPgyy6WOxu71Gt/SJdk16g7Wle6VpXNETLE"
    "kNZGDbRlM6deZepRK/gbmGt8S0vEbgYaZrO9amAXeeutlhp6/hF1BuEttT9Gq7NBEV8zT+"
    "W1yiX+kv+O+NCT/y1dLcQkbDrWqjrWmBu5y5cX7lXmuu5wHrhiUghsyHE/reQfJDC2u/cl"
    "861vcObaHJlkPlOQ1Ct+p8jtf0/abDAKZLMAbD67Mw9DmDUDcwVAICCR0wnhAgmi9VQucv"
    "UhcOtmDW20gzsY2I6dBfoXPPQQqJbRIpqYuyHzdyJHXpUlctP56m84CAyQxbVZr4GAmWPE"
    "NIc/CC4Me4UIgt3Ux51Yt5IQbUIqs5Lq6GndbXzy1IvuUfTkjvvt++aSL2MSGj+7s7SL7F"
    "P+Pb6ct4IUoHUWEdRH+K5JNegKYXntkbtL/Cd/45Ie3B4Gu3/6WJ3AMI6mxd/4CITvpB36"
    "nO8Bu0558TctPqX3eulcE3eNFCX/xh5unw3EOgH497vAN2QO8IwZ89ds4/DJ1VenSFC11i"
    "32k/3XFHCZFGv09If6CMbgbfm8g9oM/THd3d8+x87hH8ts/38Mjw8/jRhNzf3XR69Az/FG"
    "lqyrSZtU4h4MtKKQb3vHoNYbI6cZDPXC0jLIyWG4E4pRyEgwchJOyXG4MYoRyCw98DWbDn"
    "xWY/U2Ylkc922w4opN/2EX7bTEdYBnefQMJ+BOwyRkzGiJ07vKC/J2kW2GJqgxC50HqDUa"
    "f3GYT23ucJuRsO/vzRROwDNAb3/TFI/+4BvX5DJSR6HT6opD5u9a+ZSsE7EkOmdrOalpep"
    "I4RSphZaptZthRnWlDlttVikMLV5AYgp1M8YhOifOdsoxDkseYZx0FsWp63gRRNsc6rTe5"
    "awd5d801Lp5btW4l0Dp46SbnYhEulll84dlE5RGKeTmQplhPSJAaXLZelZGiaSU1QWpHmO"
    "UH5sPdG7lA3mj1BJUOOgUn6gLKIBiYQz37ceGKQktAe41vNuzhPSvQ7gITaygFO9+0JXAO"
    "so6KmmyEYXvyLg6mm6XpkgIQXaYBWUmSeqBLZA5ok0ZqsCcGVdutSZC5x+Fastd7C48/s7"
    "S9GgwPQNSUZF8M2ujSZTmSfAjSlHjshM44bm7BTbMddHpqi5dvsa0a5qtHgkUln6ytVj8a"
    "J9tUN62jriZbAqnApday392BRIvKJnh3ZVo4UzilY1eaJYRGbd8kSdoEYkw6luRSIju6q6"
    "o1LlsesUQHXHe6rpe2cuFvDqKfZcTUsCUgasAe9qRHuqKVgW1vBqnZEvpQxUQ7+jur5/wK"
    "lqoHlQHQd+6pGAjdzuWry3Gs2vUgkMQpWPdCPFY8yD1EsTWGyFu3L7qgmiidwxVeFUNLnJ"
    "OQI1N1R9VQVQrpTf9vqrCVaHpg7JyxQZYVaLpBA5NlOkTpBKeLqJBq/CBKkh4MlYEgs6CA"
    "5iwWA8gwfLUrG2zJVuY61g4sijbyGzUwhg0QJCmUeyWISPzCMp80gKvqvJPJJnmbdGhnO/"
    "aCylTkXNkp4xIRLpGSNw3ZCzBTTH1SijYsBBHgYH1wwQA9jDqwa0W6N267pzkVgIKgGWbL"
    "puVzXFNbT+iZnJk5k88sRxzyZSSBxfeY0LpfWE1qw0tCsfI9UwyQPLpwlJdrANVaHNBssL"
    "2WBpMBvIYd936Zk8j+1QitoCrOiNHFG7fMybDCk9g1A3eBOV43LFxboQWEiV+eLOMl8cnb"
    "7HzdBIByLrqeQEPcsJamHVTlNC51Vh9ygEXi4P1OmdJDFJ6dBVGbMaYeyk7kPqPsST0cvp"
    "PqRbehFMD/dHP7XWw/NezNB5hJwb92g81qGWhdQdLkGT1RcJfAJYsRHHZG4Bc/oTmQLDL0"
    "qSrug4rKtofZLt0rQxL2oC1SxN8xHpDuuDX+EaFFa2A27ziYHJb0hbr3/z6qBQcDAr8QG1"
    "QzaW4XbuFTfhdTbgiW32pBsHngZcHJ509tBTCy9oY/q+TBEUFGFuEN5l+jMMw6ZPIfUzou"
    "w6jTxXiI1FKQ7Oxh8iF1pAGgyvQZRhHxMyHtwpkIyff4ohDKzoC3J4wYqAWuhhaLeGTCAc"
    "MllwdAPHoxuWTO9bl42QdyTGoPwc1RA6bmpC9wCG5m58P+SyOz9KF6o/t7pMTOefE9L586"
    "7LyNwDMQZRXR2W0TxKJ70QDvZCoOwCFODWyg9BnPL5BuH3Wo2Ax5yV0TWFaeqobapem+cy"
    "xeUUeiGi+qH8sQjKH7NR/phAmYorZfB1m9cP2XeFtKXvcrSl71LSOFtQ0PKgRKURSmm8Fd"
    "p4i/9Z67S7A4Y5Simz0Yo8ynN17WysA9MOR0jlOAs9zu7SW9rUlSCUJi9hTF61xFPmFK1X"
    "+svaTNIcs6xMzRaC9gSp2V7C7C3mvD3c6i1KGswzxbVcFsyAa6oA3Np7FSR4zCOy3clsZO"
    "US/YDqvILkUUPWUY02rVhKwIWrgT06HxK90Vw3dNbu2u+2RtPr1I4+7kzL8PMJ5uEeNx8r"
    "aLjXy+fWJHjHHVgeTGwj+DH0q2VuHpbpzi+w+EASEEc3wNVmqdqUkoDzDZqrhJgp/j+nuo"
    "l0rhFAdmignOAnaXl+4VrCP4P/xrDzn/eUkeKuGe7hhFyz8pPXrPpk1E8jvj69lLmUgmIf"
    "Zm2K00p7k9Aa6uz8idkrYIikNk4flWVVIfgf54DXJkQmTToivzAa5fUOGN8QmRxfkceXMv"
    "oU45SEHLneWB5J/ZxZThL650ZclC0KGKGStqZ860gooqYCNXPxNOWCgru/9kdkdgkXacVV"
    "LG51m1w1TFABp5AyRgkq8OzXydyYW7TazJchZQkrQI5UZNApgdyi2EzPhlhwEzF/s5fmtu"
    "GmblUtrPJkMfSapu6QSZJKmZPdRWplBFizGjlaGRhehQ+vssbWPHUBy08Em9FFnTQ1leSE"
    "NRV4Yw5FOYVcIhxTcJkbq5zHeUAhslJLJEaSJSpKy9MB0lg6yCGSPEnsDPHOgRdEq7i3Pl"
    "gwSmIXpjkSPMGEnnLYrTczQ7eXBylI47RSQSq0PgBYyZJyaohECqn5QipAVYGE2nK7OU9I"
    "94qmoQklnFzK/M8y5FHPN22PHOp5w+0XP8csFQeVBCmqiNnlWU4O6KCBIBrVYlky4PsvNn"
    "rEKZlNy3fBEn086s58iQlLx8ETghAHY8I9B+am+Wi7yTzgFyFWY9jN8UFPEJu3072mXoIP"
    "L0e9oio8s8cUzUxwDeLJPmIVUJiT4Ws0ZVW351ixVE3f2MoKO/R9Y08GGT8WKvwC08YTAl"
    "VDIf/Iyk08Ao/iwHM20NSvTxrrxeuCUrhNbHpLUBSwclt0JnoYTAh8c/ObzDYalal5YhIA"
    "ApKfQGJY94fbVEJ32I9yzC2xl/raTWpCb2Po2JbSuSiLdSNHOk9M17JSY2oHzyc3Xp5K0K"
    "lOaEx/LUtYZ7M7OAhnwdj0qq21qUtpCbQz6SXYSbDDm0hJljqFVAbHRNF1OZSSwEapJKaC"
    "hG8dwGAICWaO6OfOvIrsk/UOg4m+pQUiYcLr5fPJ12eKbsrmckQozFy1l4pGb0AZ3CT0Zc"
    "IW2rSna9ZRjXQb0YAtni9TsVXj2BiPNu9qRHuqK1oBa28eHz507XY2NOscQRRCzDl2hoUQ"
    "O2fzUBnEFNsx11XCNqL91RY6sOocCxbtoz4bbap8QkHCaf7mZWD6yvsaQVd1nU5uSK3Kw5"
    "AriamtXUhzGmAyBrkQWszyQn+Aa5E5Lg65B/3U9UVkxhxekq8CqOpW/yGZMUSCVODNc72N"
    "K8CquGf2OS5T7OWrAKV66YeiQrRh2ptUs8UhILV5b3V9+baqnZZ6pyxS371u6ogRXU7SAr"
    "PLYUQ2dYZHgRBY8DSvAKex21Vd8TIXC0MnWDF0+9iVfMC76tGe6oqWhTWIrgYvieOwGvod"
    "1RUqW6UvzvG5gRzaP9ZGrLPaQuX6KYBD8ZGAjXhX47N2TS6AFnmoAij6KHUFyVG52awKoW"
    "/kdlZrwQ94BvhRxzPr46CnIVa1ms2ypMvyvsyZA4LHJv1X0JxdUBgU0gmjgpSZ1TuAe0Jj"
    "jh94SK4s4A6uzEPN97qFX4PXsUnQdqnPl64zN9Igdhi8jmE1x8g2V5g5Z9tNRNltQrd8Vp"
    "4RLFxrrCHVoT3McdJhvMrOwZWc9adaGC1VY/GbucbkE5p6gVXMtxpAhtsZmN5iZmo79EjM"
    "LfcJx8StQwldv0ZQvpJ5WFO5Fq5hbUIAOv50S/BxV8kOrUwLv0ZTN24aa+6aPeUFK3nP/B"
    "TvjXeP/PbSPVsUhyogzHTPxpZupvkFtCxL3WV4ZAc0McCNsxayUmPPOn+O//pbRpDKCNKX"
    "x87Camr8RF45MjU9YEIGh2cEh+s2819JYbVN08Aqydh9AqoY0DNKdiqk/TPPOzOvBoMe9O"
    "xH4l51Y4k7+/e3V53hqzcMeNqIh/ulePfHmYsk7JlRFGmkMrNgAmBZAe6QTf/cAs4ZF39I"
    "/bcQnUwxKPIIy6pgpca3RLwOfwdK4xojk6iKGgV1tnDmxEE9fy0gQWGVxYDOoBhQ2mor8d"
    "2Pb2yLES6NC3doytDf+95OezT3vnPVfpX9Z9PUvLwmEDjhHbP0Kb5GGwqxbAlSt+qu6adD"
    "aaAHS13ZTME+M51lUmVfdedS8y3AFtrI0XznadP21xI5D83aBVz73Bm3b6BcSOjLhAy+dY"
    "btweArXAiOJ+SuR8WdJmIfEzK6G/BSI+5B/LUppqcrpKYrUWvEe/FKqIvCJDLPRlJRxFaw"
    "Enj67SWYaXly09jzbDW9115WAiikoy+v55JKzDNQcZVWwUjlS4TVCTGQDl6VxDJEIpUvUp"
    "f1jLosmHmV6LLIput2dZ6w7tUHhN5RIeuFnyuu5XSEUndVBFNRtVZkc5GqsOKhZ3m6KrfF"
    "Xi3V9yXz3MTITV6BTCgdzdxBmW5J3bFkt3DMHekaiKX5pS22BLnZjZBKNHYuSA1sJ3VWp7"
    "sVy188p9zaYqGojp/BmEWvOYhe+I1eARUZEHqhD42wFyrPHqwizVIXzms0NVTbUchmNcPW"
    "dEKSPqT4CR5lPsdrBxxhbZMr3bAKJX2w2xYqHiLeiVSyibK3N3KUbOUc/aR/pOtbe6hWMq"
    "AWWit5Ney0vn5ujcZN5B9OSO++375pIvYxIaP7u7vOsIn4pxh6x5+i/PT1sPWZDgz7mJC7"
    "+6ted8TUx/4hHapBmymO+acYgyOVbidVuvnMQFndW4RQOpmJrIETrESRHOmTjbRhzh8PGu"
    "YIoRxjocc4kLhKGPZiVNKlPlH+QWqDpWejABq2kjHbGXjL7HvpaCfsaRUkbaqZeUKmPzks"
    "MUWOOjsj83E2qF4Si8rTH4vJl6XDW9IAwF7DDCOA94rmGwIUz2a53xowCLmTQqE/smkynT"
    "ncm2ne15Y+p0c2PTBXug26bzgNJfVWkIbBL+gH6R8c9RGTpB3gFDdhFgB2yLT/qoMMTFlD"
    "9DujpF9XdF9HfjXCacNNdgFqelAHz1QbIzrj5o9QC9DCT7qtQ64KV/NPbz0h5sJh1f7cp5"
    "/hOX9gE5T5DaQT/gugNCDk0uBFAemh7jRpK245YA/nmg2QSQxu8mClBr2b+oUUwYOXPRKk"
    "13ig08h2XqM777ezVm7yDNY1bbUynzCC2P3QL0WOCcYRtwxFcNotXYh3DEULA160C8fkxR"
    "95+0/+74CqjvSya1mxNysYPek+LBKf2sixbNDmurfiRrHeV84woHs+4er0zpNVFDJknwk8"
    "c1S4bnuR9ekH6nAvi6hwL7M1uJdJ/Tj9VNJqZ+Xj65LUT0v+ppAJ4k2ODeJNimc6bLTKIg"
    "3mK/0he1EIk9VpVfjX27fv3n14+/u7y49/vP/w4Y+Pv/trRPJS3opx1f0C60VkJJILyEsE"
    "BgiKfGX6LsYDlgDUby9Vh3EoPYa0BJphEgloHFDIu2PSduYmTUbel7EnRCmz9pTJ2hMTfU"
    "pM5zRSOa2zAIYZegC4HpkENnPmHsampZLXKADumbk1UPqUtKSFSKQlLQYn10yWgjNEIuHM"
    "N0x6DuAVhKmcL6R7jZKhCRUxSrZbo3brunOReP8rgLRg/ctzhTS05B1TYVpWTS5VlhU70G"
    "Rh6PNj689c077abld1xQsK7FTlRNCjfdUVJ1lJrIAnwWZmO7qzqaCckWfRHYW6rBNsB/oW"
    "2H7ZomOdCkoXQhJM7qnarSAy0XJcDOITsoC7gWLHafb6HrS4IZ0b13VuaF8b6hx7ua38tF"
    "Ymcf0GuF/ASt3NsG8DVw0Lq9ou6XZwgv6l2VsAKQgIs8zerI5BWTtthEgaawsYa8GtuyTI"
    "IRIJcQGIZTUFmalJDKXU2UWWyExNVels2c54gB48Tie1tzIF1inhpIvBAbM0SiVBlYmwTp"
    "sIK9XK4C+V0tSwD9f4rlIgG5b7ikts92EbXQtlnrGKYBU3zxjUW4Z8WRcZekD/emOv/s8J"
    "N92v9kNbjB9BB8eqy3rKODeirIE2BMJmVBZbk6LUK0stVXYCsBWNHJWdjKo4oRZJZgOQ2Q"
    "BE2AeryQZQUaC7t7XVTAwpZ289gmXIi1COY1uQdSgRstxK1r+hx2DcA87gNfpO/2tQkJ6x"
    "ljw69tYk9FQDvWlAvOtow799SGMvquscQpTHYHNk0c1uIC10/wvU4nEDi9UdD8zl9kdotV"
    "I1DHyMgW2bPQU996A/0TaUfZE8jTD7Qh5Ps+XTJAl1fvBtiKxOsV5VxN7KxKMCJx6VweYn"
    "mPAyVrTy+JoXC38WTHsl42lEYOCPtXn5rHM5o1eUTMKaL+KHdZsVWL7CWtXzhHe/JSE6wW"
    "SczcvH2ZxSMTBYLCC8oqfbzkWKTiB8uZGnDjB5Q8XwWu5VBIyD6hyuvM6qg3AXXiq5NyCj"
    "mOrXEXFM8xFk7hVSDZM8oBlemJBOjNXtcLam9UhlfOIkdQInug+oB0ZzNZzVDLyUaSe6ga"
    "bsA2qbsLK9/GQoTxeyQQnhJQ5bqlDlhD6Se1tDaglE2VoaOVoCWX1EVh9JLmvnqgQAveUB"
    "GdtDZNKtVmi3Wm9LKjvCYTo5xEIP8dww7YPqLkQIZd0FkceYLbilXeSjVNJPPq6spf2VRD"
    "RMI7Uw+VoYhlUlKpjae1qEp1UBN073va4A29r7ckaXwCPcWGyQ+lNMECXcWFy1CugPajSX"
    "YwGQGl6tK0izMPQ7qs/cPKmvT3hyZav0vLm3X6Vney0LlSOA1qxSAKsXDB14Si+maNMdxN"
    "Lw6wSKCCCYJXgFYfpuwn2mL7PNFWaJ8jU81+k90msSnOROrDCBhp/0OZ4yFeH0Ee+mvFKA"
    "7gSVg2kvm7VhqizdAJpBRv41hnn5Gk3XlkkhXPl1jXmZgYVXNgDCfNF2uWNPaG4MDRHTe7"
    "5P0IgkHgucjFgyBOiOuTXxQgdZisK/Ljw9LP8pcER/x8XfUoMokgYxGJyi3tMBhchKsAP9"
    "p98XUWq9z1ZqvU8otWDOl0DXbV5DaC/fF3FNf5/tmv4+oS+ki83hytyAWmSwLz632p0mgv"
    "8T0m4Nr5sI/k/Ifw6b6D+HE3Lb6t+3ek3EP8VQ5D575gnBeK5nSDwBnAc5SNEWpZTqVKFV"
    "bZzBO2icY6RyoIUeaHPjzM2sMLb9m1mIXOjdbNi57nRuO3QX847orjbof+5122O6s7lHYu"
    "xirgxVZhsLkdRvH6ueNwbRMr1cSLFZH6YXGO+L9uC+P4ZJ7x5MyHV3dNsdjeCcfyjGrOfi"
    "/iEbTpRSmvBE3m68sSrPqScpBX7zROLYKYQGnjumVdLKF6eTltP0Bau0QTpBKJGNIgsK3J"
    "KYhkikRToGJ1P5l8QzTCOn57/TZePSb36SUmKb6z3hmXKONPDHXPnPcxXYa+UPrYEF3CfY"
    "G14Btn55ibOdsnuBDS+GBZD1GacK0B1im/IKdfZNibOZBQAOLaMVQFx775/krlMA44BJlR"
    "AXCHGLs/RCBbrdWeYTfTyr84RJaqhbtEEjzzNm7TZVsN+2QLkMxFq77iPI64NFfzmmoSFz"
    "0UCPeO34PibcP4SOAjLpzEqrkFFFlzLOTAD2r4GyvUS8YS2pC/dpRLZJHKwjqlrzyl6kVE"
    "kmG+QwTQ1B/lgE5I/ZIH9MuuPQ31UGYK99DcGt3p4D/oIKXflTgvGvdKJau3SMI2TxQuU7"
    "hxfeOzOo83Kd9AZXETsBRfSq228Nf7y6bf35a8RY0Bv0v3jtw2v21Y9xpxXXL/0cJuRx62"
    "un30TsY0K6X/qDIZjR3AMwrX3+3BmOwLDGDsQwq1l4jvWng+xqMVLpyCGcZS2hOXsZ+WKI"
    "Ka5z3dDVrPJ8sRa5EoaVbFvI+54uImvV0sHDHDzjfZHgFxvRlcfBKxAX2BWWulJ3lmjL5A"
    "K4bkK9PD9LZcLfvsK+U13Wwzwr/UXSV11KIaKtlafeqGRKkZIpRWQJuNrs49GwVqgHkbKu"
    "ZyZ5DFHI3Jkp2RtZgiplsy4BaZhEYupiWoLbDKfIWywo60MFv6NjYcNs4bXf7RkOxouExm"
    "bit5ddj2JdlHFXtCjZXh7+e1STH2GtIRoV4j8NrD1AXWyTxY2qdN3FyCQNtDAttMbm2sCQ"
    "yN6APHZqSj6809wilaNPSjEW9uCQ7L1Q7H22ana/8uoc1LQXcO2mM+w0kXc0IXA0Dk6O+d"
    "nWLTiKNxH/FEWDFVpGisf1hYhEHhxhDBTmxrLLJxgPU8n84ik690L5xem2oR+CfpRO4n8o"
    "/nSvMI1DleQRUhl9IrJsTTm6cgX73PYy0qRQpMla3a2yXAlysslFqKRDdMJ+FxaqykGbSi"
    "zjI7JW/9L+/ElKOX1z/fmTUvHR/tHxDs9zCu/1ME19lQv48bqrawVQg6P/XdDbWc7m/Tko"
    "I5tRAXxDS0AFGNfeUTq5YgrlKR1KuJiqFg2nY8xThEbaFfJeYJntmJ/yFjyYwf7QRPBtqc"
    "+XvGxHAy3NbdAGtJhYa6AZ1OE0V+DfDKcXmFmD0v0YKr8L5AxsuVkFme81FBlxXNcHntvv"
    "CVs2yw2oOiwtICsa6ifzg86WKp20GqI3shpoCiudxeP5p6zxhEDr5WaGlpiOMPhZ6E4TQa"
    "Ue2p51x3y7VxjKnESSIkJI1GvUN9HUDzOZwn2JW4HETUvIY2y8nIloTZ/YJNJDXBSGopGj"
    "vJW52GQuNiF3xGeQt6UHSC21VKENsLw2MkIqB1rwgea80UEDHSGVauezGOdD9sQEqdwcC2"
    "2OpZV5Uofn4SMTSNU7zVEt0XzBLEdnxCPJylAvaWdy9/ID7ExxSvn259qZXiK5kaCTturs"
    "RrKg2akKmkkLUhFQyyQxkpm4yiB7QCauF8nPd6bwlkvPF9ry5apQxK4c55AEsys79OGxNl"
    "JXawZzim050qKRb1/mbRU7aLzXyDxeYsTbgwEVzLSabi+9Y7DFfuL5sljRa6j9hteKVwB7"
    "ysrKsfAYfaU7tluqTdVT7MynvJE0xwrAdzdyzLEPlrpKCfTL9GD328soyxS/9IWlaw+lPJ"
    "YDivqpiS+LaIkvs5XElwkdMQ/zLW99CdNJG5vQtpfI7lJ2nBPEcrCFHmzKaNAuDysiEyWV"
    "BtWzGOfytTcSlFKTGivwqDu4JKghEqn0T2UxSs/TGJmcpFFU6YRblUQ0RPK8Yp2QYObYTm"
    "w9LUhS6veTSqfQuldAo+e90lKdtx/Z2PJXpF5BsLFLgAsULEjwQRXoS6Prc3IYBgSPTfqv"
    "8ApCNl23o3NclvcOQmhLKoL+URrokUq0mfkPaI4eUhXQ0QaNPP2zzZsq86BtsexODlMNM+"
    "KgYsMj5fJtN60qj75rsobmxgGLG9qaFivnAMlV8RM2zDXL17TczDISPJ3iLlLxLADT0shR"
    "PIuSJehFF55T5whSV7Arls9TE6Wrk6r/mRPVQLq6TYp9pVi0W0AtdLTb4A7y7MP/Cblrda"
    "+bCP5PyHWn3ev2Welq9yi+/hdzNq860k1Wrv4ZdI5QVOoQU1FAJsdXtPFNaEGypZ0Ip7Eh"
    "2pHZbF1ue8j6EmftPVrEOWkK2yho2TJMgOp+GcYK2h4hw0Dmgwf9CRMEv7TBKsxBygQ3cc"
    "EvNnrEO5Au4AS/ZRnh5dDupdQiuNQiGeoXZqhVx4FULWVclsIkz4f876eFvTKXJc0k+BBO"
    "OCCTbJJobFLEpZ7p/MpGgoaJpIk43/4WaFWPNGIkNLrnie7+uIXw7BLK7XuErSd9jsf6Kl"
    "3lHrqcz6zyhoq3/BVhVSmzqCKwUCKgxjwz1xpbuqlBjivmi03v1GCFD7grtpdKC6xvNs/p"
    "ZbO6B3pqLYWK7wCpxAb8zNwwbYymc7oQLRaKpu7sKZph2g4zDhdqrLnMLsshRtlmry0gNG"
    "0gw5xDojPYNtA1JZ8QldIuVWPxm7mGnGf0+Wh3cyjtgKYLy1wpJqF0BCo7EKj/AOe55x+9"
    "IJlpUdbNPGaaT71DlaMBtdDK0athp/X1c2s0biL/cEJ69/32TROxjwkZ3d/ddYZNxD/FUJ"
    "LCSnDo0Hi0Qg/MdbffUbp9KP/KDibkrtv+en/XRPwT9Ne97rfO8Afor/mRGEPjLn/pLHtW"
    "mIFP8lPX4PN2iDLYhWmOBO985JwU7BjToMBMSlkX6Ab+OM6UFqOkWSDW0yE/FUU2pw6E0a"
    "f9qXEM8ZpJHEcr1TAyFUIx0jpp4969/XDpa4TgS54yaHTb6vWSGqEQZ156hsZof+4Zqq7V"
    "ue6kuDdmz8wQSY2qA1WmrJSxDtKRXAQN1n5H8hfUX7Hfl667opcae/VWbqO9KqsWWmGygf"
    "B/xpdooNZhGiXIohNWKNEeKOfHdEmNsF7JVSeBpkedz/HaScuCf5K7gOrqVgUv0iC3Pb2J"
    "bqP1Zmbo9hIy6Numm1Uf/nk55220xbSnNb2VbkMO/I1j6KBLU9F8qZIH7Cq6JgTmyC/8qf"
    "U5Zrot+zWaMk/5KWLu6r5GDRRuBDJiIPzPHGPNRlNvK5g2/Iek99WZ0o4+//elboDGzXBj"
    "IFmmfhu79mjQ8emuWk5j+jpnSb+D8o1r94hJT5AHNFcJmmH+GFjaoIVZpRs5ajOpmRFWM+"
    "Oyv+XNqRFCGbQutEU1UGYcMNAJYjnYZzDYh+ajSFLL4RZ6uKXMXrnMzhjeEnj67aWvVkIz"
    "ZxyYLCVCKP21RF6BQBAtqeIKkUgVl0yK/qw6Q5h7legMeTfnCelefWHoDY3oC9utUbt13Z"
    "EJu0+XsLtIhBDXwiUhLxMgVMfM86cNDqLTV6NP1eLu+RdpOutYk0au7tptrKih1sVChGaY"
    "VRINZbzliQW8Lrl+NNAI66xaKsUUFMD0HcwIDaqk2xR17F/Bb/XrJrhTk/vE/S0VtiIpbM"
    "u5G0kvLekYKrJjqCxiWku509w4UJH70JcuRC70W3fXa7UhIwX/nJBWj7571z+UwfC6M4QL"
    "sRMTQnu76fa/KKP77njURJGv4ua4gKBiW01zMcxLruOR1C8X+fsiCL/PRvh9AuEXrF8nGN"
    "LVaGqiPG1ZL680Yqm72ePvlZAijg1gdDusmxzciLt/pc22AjkvX6LKnZhrRRVF7l7Ixc4d"
    "+2vdXl7k6CzY9UYhhYXmNS3gcsdK83BtgY22KnFc/66ohsEdNrTF+PETcwlb6JbN3OXWhj"
    "rHgZ6BnU/zujvdjVI1GtAlewrAQuovhNJf0Oa6p/wsE2cRppNBFrG0G3Sely+FsJScTTrz"
    "CMtHaaupTyLh3GfkS5MkD2YPb93uzhPaAsY+f2LtN/Z5e/+R0HrcRk0hDS19QjKDbEbnMI"
    "PejC/ADHrv2n5mcJDJiTUhG8Z2qc+X7Cuk33j1BlixW5PQL7/yGAAW10BpoWojGKiTXOBJ"
    "7lDQoOV2K61aonKFoQEqwxSGx1XyhNLsdS5mr7VpwU8oHWwepnu+Cf9G/NnOUkopKklZQa"
    "5M08AqyfYP9uliiM4o4akg9Rbx512grwaDXsSEeNWN5cjs399edYav3rC5TBvpnDVKzUUv"
    "FexSwS4AyhUo2H1hqoh/H4gP+NgE4DG9bk2QfxYXPz5dc+Qjfz4XEJD8d6mIutwL2/7Fjo"
    "gvDVBQ/+UmxXKjxenRr69RQMKSeIO2m8owKk9NmKImr/4GMv5agEU9T/CR8dfCxl+rmkbH"
    "MaPeToZzWkBSP6+Xt78XgzgP4wTIxExLE5ONsNdewlsIXpndUWZ3fJHsjs5BAe6ODGw/B/"
    "deTA6reBamk4HD4o+whVU7bQHM3p7jdHKbLrRNy8Diil04PLG4JKYxMglryr7u1wwvrO0N"
    "E0lH9VwlrzcBK1DvDkNdnedk3avZjb2uBZymZTh8leHwyaWhAmhbc5bO8mwXhP32iPB6eE"
    "SigezqdYeYIkJh8TWZ0AmfzoqQqpnHYXR9VDd2VcatO+irTkA9h3WLg5Zj3fJRLWDdWvtt"
    "91q3oE5W4IYXTysBZibHbqYZoRrslwCdgaGCFpUAwXXvkUqWJGnjOt1tpKVLAM62kWPpkq"
    "poqYp+AezydFj7TaxHarKey8h6MxjddcetXhN5RxPS+t760UTwf0IG4xtwgWQfYhhXpd3v"
    "pApFaYCptXpe6uFkwoizgFj6s4qTMEJq6J5HQ3dSNcFmZuvarm2o+uoiTUsQvt7IVRLwls"
    "rcb7pXRzCGakCczMtDyabga3RHZXdejBtKgFOO2XdH9ZI+UP6NSvcGZaehGhKkuP9tq2sp"
    "XrCnuonUDwiwHTRy9AMysaVMbJlcc841wk9dwRapLNKqVVzpD5kRflG6OgW1/uvt23fvPr"
    "z9/d3lxz/ef/jwx8ff/aC/5KW8EMCr7heIR4sMRWqAmrPJcN7e/3YE1EK/HZQd6Qy/QcJI"
    "72hChp3rTueWn+NHcK7XaY34OX4kxluyNg19XlaOjRBJKUt6Pj0HrC+YoPMAflBIOKXb0w"
    "u6PcGSWYWOhUtmd35/NYU4ssdUoAHYm7ZzQPDYpP9K+J8drOcSYf2oPGdnFWoVd1pn61WC"
    "eb9fsRK8c0Vii/1S0b7yw57TbxuDtgYVxxO2bB08Ira6s2Q5kGxzY83xawR5lXQbQoQXJj"
    "0BuhGoT62ypEmauksLND7h3aAa9pTebrOiKxQrJK2iqUV7tl9z9KZQfvs/RoP+a9R3C0ez"
    "jFDuPRGrXM3LX9totnHY7THRmiwjKMH/OBMCz0hP2VDl5NXUwiw9qM2qW4NfCYtCADcT75"
    "KmeObwqVvN22GVvZlPCSQiZfWy3URTtPMJ8ZOVUgA0OjGhsjVtiOGOM/ygE5s/gMkrfkPO"
    "Kt+thTbZmhtDQ0v1CUPrTaaLyl/09eBBvO7Pl4mpxNJKzTPjs9Nxnp9BTPaBhurqs957cz"
    "6Bb6Z6JERRJ91IZUU92WeJ6eq1r+F0fVNIXfEmR1/xJqmw4NtgGYQDihpi/L6Q78r7HN+V"
    "9zJmXToKCoGdx7MmsQNmNR27ME0cO33uoP9FlM0+x30pBzpAA3r2/aS8l/nVbevP+Hve7g"
    "2u4lwXdHAVVwR7AskBXmtxWum7JrTvWkIkK7NYpRL/zKuWL58e8OLEaWVKBpHfG2+0DsjK"
    "kEIq/agL+VGDaquk1SdEIq1omdt8ae/lFFLpwxw3/XI9aGnTb4RMopprqoTXuwJDWsvt5j"
    "yXgb3Wm9AiWMQ8GXq3q8C27v7JKWthAZS99/wFzMBninNsZTwiVwOzZh4ZV1/DQo2R+ck8"
    "0Y/NPRDzf6/J8pouQKctlgeAVbe3OKoRPT6dBUfpXuayKOlNMbb0jEJW4euNIr4Ujt90ry"
    "vF9yXLgL4yibP8xWYBI8xdQSXcTyFkmZ9Txg9tCCSeUBF31/gEuSX4IYIS9DavOJX0oTjN"
    "bZjzBOuTuSpAvVO/CipzMViwE6xFA00B1ymPfmEuFPZSX6/BqcN15vgEvcGTKZpJaEvaiH"
    "+fwkMiOPkaxZw1KEmqt0YDnClsOjmnvBKX24oN4mvvyoP+hG3XrYL7WejMi4Ld6aKR6gIh"
    "/R1E8nfwJl8ZpWyY5qc2vz2r9V2w3fgZjO/SQveCFrqfIp7mP+879xAlwz8nZHjf73f7X5"
    "rIPZiQ60G/00Twf0I+t7o9aM0/4yxCMZ111RE1GXnuMh2q/PbSnSrFnSpgnspC6hM9H66/"
    "nwmonFkss4gHFEct4YLtmM+9gluY/mzbOcjHIk4rfSyEthUvdHKoN02MVPoEiDzO0jxdsQ"
    "HVW+VKm6dTSKUhVRpS90FasSE1PAulIbWIgS/x1h5h5HOD1ioxNzC9apt1WKPZ/WxmBxe5"
    "PcaHAN+CJghlHlDstURAqKSrsF9jc21gtF2aNv2i7kAjBYGRrFM/2HFF189PaEqXUR36mK"
    "I3ngXAUC3awHFbJq0Rp72VVNoLsJM2cpT23jAmsR6tVMPI1FSE6eqk/3n39sOlr6WAL3kK"
    "itFtq9fLUP1IRVpFOh9/FV1iUj4pVhp1nWB+7tRYLpwgbB48FiFiORQHD4UG++pB70ScUg"
    "7CUYNw0LsQI5RDcPAQyKxlJ1FocaGlHKZhGglovg7L90urxp/a94g7T2z3qlvCUyuiZ2m3"
    "Ru3WdSeuzJJJ4apOClcmZ1nlmpn7jMpmEQfb/ZqYwjXNXB/NULJwChK2niA3FNQa0zBewT"
    "G4Ts7VdQPNdtzL0kJbjB8bSJ1bpm0jKkIjKihjO9MNtMJbgAvomGWUoj9ctTF6xHhto2mQ"
    "GHjKklLpBE0NfaW7pyBxlefbGb3MT36iDwCjMiHsLNJMzPOlz+i8zs5OFX4Hg4RmW0pjbt"
    "l76SbekFmrhFIIhQboAGetgFpoZ61rqG91DeWtvnc6X5sI/sdf0JdxwpIZbA52oZV5019Y"
    "EvP3lHL4R8gOgl8wE+LLoC+1zlVqnUMMUAlMY1Q1msyVASvz9su8/eLCmqOwkTqFi8p1Cj"
    "LR/DGpHCpONF+d0maMV2tAfGPhIVY1/mMTypuUVo08JY4TtIdsVD5BIW8auifblFBDoV4g"
    "6Nahc3Rpcy2LhulqgFGb3ljf2G4Gc+bYAtu6zd1kVCc9M/opbgIKnUGoSJ25cVxfnRULuC"
    "VINVRr5cbL2uYKz0xIyK7ubB5pu1VlAK1YG0wjR/XCcjMcqnnxiYVWvHwedq+/dJqIf07I"
    "DW17M+hds0i50JcJue70ut86Q9DTuEdiKGjwf2/0dXooaXa0boSofiG7l0VQvsxG+TKBMl"
    "8xkxDnO6UFVHWSaatwSTPMLbYdJQvWbIE2TidF2iS4S/1heRC6SUIJbxJe3VYYm5OiVTRN"
    "A6skgwsJkcVgnVG6M1wP8lSEg0EPevYjz666MYVh//72qjN89YYtwrSR7mToEcvH/cm4zn"
    "OI95s/0ksG1h4Oiu1MIZfxnSKPtyuLluFSQyT141FPk+M5/FaUDvxMp5axn1GMS8MqkcxA"
    "EryESmIZIpH2gXz7AEBVgfYaUrWO9HN219iruA5NqgJ2ARmOXATTMtmcY/uOhLdALH3qVi"
    "2U0eU7NhaqhduqkZo5NXy5kWdm2fKGytxrWci+Agw/t1P4ZggwPqj24//f3vX9JAwD4X+l"
    "8cUXYsIDL/hEhOiSAUYwxGQJTKiyiB0ZE8KD/7u9bmMDup9MuJG+VGG9jly79ru773Z0Rs"
    "x3iFyYZDqn0y956CSnvIplIDgMawmxDOVFuEqrckHXVJK1ki1EtRNGHaJ6fNHaTQKtwR76"
    "3e5rTxu+NcnuX/6t9wVvcYSkxLaYE9hHZRSyP4yWUDOsIJ9Vo3tCyvRMtJXE6isBdwagJh"
    "iumqs1FX1GH9b05DdvIZaB6h1q6rvBKrlsU1W799SixPNibScA+mDtZ0D0u66pkH4QgPCZ"
    "NRO5XvaSsiaZeOqahNi8JtLHIHvNIyFNILHddCfEtYGHROb2BvhKW6gacIz8/+c2ohQCvP"
    "0sKINgObzDN71d3UNRARhJEK7ETUQ5A9PnXVF2R1qemSGIWcLsYMC7glILgoLFf2DNYDDG"
    "J+TB2QwG4riG/CzJhg8QlC34oTBUQIMUP92OUrn4OMqSwXJUJVkyEEd2x461khxYqQHoUF"
    "CFoLOHoJWVgdDKgB2rUOh4T1DZ96jte3HYFqEHROTUFKOeYg855Z3gUEpNL+rp9bFq0dMz"
    "Io6YA3Iz6ug6pO3rusFaI8jmh9ZgWm/81B88a8MWvxz5YLCnjv4MFVe8vwZra/AJWhzHK7"
    "d+8hWA8vsjniVMTB1+xw/L+S50uB3KKuIb5g3wYoUNqjOnOVzh4drPzcOSiCrtqkCDyoWv"
    "oFpXrr3MSx0MRc7rdESpTPVigYu9WOC81WJw7qolF4tRIcaSQ4xxkKsMFV87N1OCM0+pxG"
    "MuZK98ylOH54BqeSUbsaQAzz4+OFZan9GhzZuMK7VNF9aaOtuBP1gVoUE6+T2ERVlW6UkU"
    "ghZ1rOn8RkIe8K/UkmgDZtgnjS8Qr6WSw9uxqdRSoClJn/anBO0yKid5Oj6azZ+vlbTcT7"
    "ynMSKCOaRa1NvYaGTxNjYa8d5GuHaQF7iU7IbxGva7X6F265l8ufUEX25d6st1pfZSfBno"
    "iMhJdaCxaTtBuaUVgj4yXc/Jh/v9A7WhsgA="
)
