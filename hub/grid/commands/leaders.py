"""Posts of areas and who holds them."""

from datetime import date
from uuid import UUID

from hub.grid import rules
from hub.grid.models import AreaLeader, RoleDefinition
from hub.grid.rules import EVERYWHERE, AreaKind, GridReason, GridRefused, PostKind, Reach
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key

_MISSING_POSTS = """
SELECT area.id AS area_id, role.id AS role_id, seat
FROM role_definition role
JOIN area ON area.kind = role.area_kind AND area.until_on IS NULL
CROSS JOIN generate_series(1, role.seats) AS seat
WHERE role.until_on IS NULL
  AND ($1::uuid IS NULL OR area.id = $1) AND ($2::uuid IS NULL OR role.id = $2)
  AND NOT EXISTS (
      SELECT FROM area_post post
      WHERE post.area_id = area.id AND post.role_id = role.id AND post.seat = seat.seat
  )
LIMIT 5000"""
_ADD_POSTS = """
INSERT INTO area_post (id, area_id, role_id, seat)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::smallint[])
ON CONFLICT (area_id, role_id, seat) DO NOTHING"""


@command
async def define_role(
    tx: Transaction,
    *,
    code: str,
    name: str,
    name_en: str,
    kind: PostKind,
    area_kind: AreaKind,
    seats: int,
    source: str,
    on: date,
    within: Reach = EVERYWHERE,
) -> UUID:
    """Say that every area of a kind should have a post, and give the open ones a vacant one.

    Raises:
        GridRefused: NEEDS_THE_CITY, CODE_TAKEN, or a text is not valid.
    """
    if not within.is_everywhere:
        raise GridRefused(GridReason.NEEDS_THE_CITY)
    code = rules.check_code(code)
    key = new_key()
    taken = GridRefused(GridReason.CODE_TAKEN, field="code", taken_code=code)
    with refusing("role_definition_code_key", taken):
        await RoleDefinition.create(
            id=key,
            code=code,
            name=rules.check_text(name, field="name", most=40),
            name_en=rules.check_text(name_en, field="nameEn", most=80),
            kind=kind,
            area_kind=area_kind,
            seats=seats,
            source=rules.check_text(source, field="source", most=200),
            from_on=on,
        )
    await add_posts(tx, role_id=key)
    return key


@command
async def add_missing_posts(tx: Transaction) -> int:
    """Give every open area the posts that it should have and lacks; the number added."""
    return await add_posts(tx)


async def add_posts(
    tx: Transaction, *, area_id: UUID | None = None, role_id: UUID | None = None
) -> int:
    """Give areas the posts that they should have and lack; the number added."""
    added = 0
    while missing := await tx.fetch(_MISSING_POSTS, area_id, role_id):
        areas, roles, seats = zip(*missing, strict=True)
        await tx.execute(_ADD_POSTS, [new_key() for _ in missing], areas, roles, seats)
        added += len(missing)
    return added


@command
async def appoint_leader(
    tx: Transaction,
    *,
    post_id: UUID,
    name: str,
    contact_phone: str | None = None,
    resident_id: UUID | None = None,
    is_deputy: bool = False,
    from_on: date,
    until_on: date | None = None,
    within: Reach = EVERYWHERE,
) -> UUID:
    """Put somebody in a post, from a day until a day; a post has one holder and one deputy a day.

    `contact_phone` is the number on the notice board. One person may hold several posts.

    Raises:
        GridRefused: NO_SUCH_POST, AREA_CLOSED, POST_HELD, NO_SUCH_RESIDENT, ENDS_BEFORE_IT_STARTS.
    """
    rules.check_order(from_on, until_on)
    post = await tx.fetchrow(
        "SELECT post.area_id, area.ancestors, area.until_on "
        "FROM area_post post JOIN area ON area.id = post.area_id WHERE post.id = $1",
        post_id,
    )
    if post is None or not within.covers(post["ancestors"]):
        raise GridRefused(GridReason.NO_SUCH_POST, field="postId")
    if post["until_on"] is not None:
        raise GridRefused(GridReason.AREA_CLOSED, field="postId")
    key = new_key()
    with (
        refusing("area_leader_one_a_post", GridRefused(GridReason.POST_HELD, field="postId")),
        refusing(
            "area_leader_is_a_resident",
            GridRefused(GridReason.NO_SUCH_RESIDENT, field="residentId"),
        ),
    ):
        await AreaLeader.create(
            id=key,
            post_id=post_id,
            area_id=post["area_id"],
            resident_id=resident_id,
            name=rules.check_text(name, field="name", most=80),
            contact_phone=contact_phone
            and rules.check_text(contact_phone, field="contactPhone", most=20),
            is_deputy=is_deputy,
            from_on=from_on,
            until_on=until_on,
            appointed_by=tx.by.account_id,
        )
    tx.beneficiary_id = resident_id
    tx.record("area_leader.appointed", key, scope_id=post["area_id"], post_id=post_id)
    return key


@command
async def end_leader(
    tx: Transaction, *, leader_id: UUID, on: date, why: str, within: Reach = EVERYWHERE
) -> UUID:
    """End an appointment; from `on` the post is vacant and its work falls to the level above.

    Raises:
        GridRefused: NO_SUCH_LEADER, TOO_EARLY, ALREADY_ENDED.
    """
    leader = await tx.fetchrow(
        "SELECT leader.area_id, leader.from_on, leader.until_on, leader.resident_id, "
        "area.ancestors FROM area_leader leader JOIN area ON area.id = leader.area_id "
        "WHERE leader.id = $1 FOR UPDATE OF leader",
        leader_id,
    )
    if leader is None or not within.covers(leader["ancestors"]):
        raise GridRefused(GridReason.NO_SUCH_LEADER, field="leaderId")
    if on < leader["from_on"]:
        raise GridRefused(GridReason.TOO_EARLY, field="on", earliest=leader["from_on"])
    if leader["until_on"] is not None and leader["until_on"] <= on:
        raise GridRefused(GridReason.ALREADY_ENDED, field="leaderId")
    await AreaLeader.filter(id=leader_id).update(
        until_on=on, ended_why=rules.check_text(why, field="why", most=200)
    )
    tx.beneficiary_id = leader["resident_id"]
    tx.record("area_leader.ended", leader_id, scope_id=leader["area_id"], on=on)
    return leader_id
