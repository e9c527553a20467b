"""What is asked about accounts: who am I, and who may do what."""

from datetime import datetime

from hub.accounts import rules
from hub.accounts.schema.types import (
    Account,
    AccountFilter,
    AccountOrder,
    RoleGrant,
    RoleGrantFilter,
    RoleGrantOrder,
    Session,
)
from hub.grid.schema.types import Area, Site
from hub.kernel.access import Role
from hub.people.schema.types import Resident
from hub.query import (
    EVERYBODY,
    EVERYONE,
    Asker,
    Connection,
    Context,
    Row,
    payload,
    read,
    resolver,
    root,
)


@payload
class ViewerRole:
    """A role that the caller holds now, and where (当前角色)."""

    role: Role
    """What they may do."""
    area: Area | None = read()
    """The area in whose subtree it holds."""
    site: Site | None = read()
    """The site at which it holds. Its id is that of a `Site`; a `MealSite` has its own."""
    is_city_wide: bool
    """Whether it holds in the whole city."""
    until_at: datetime | None
    """When it holds no more; null while no end is known."""


@payload
class Viewer:
    """The caller, as of now (当前用户)."""

    account: Account | None = read()
    """Their account, with its sessions and the history of its roles."""
    session: Session | None = read()
    """The session of this request; null with an issuer's token."""
    resident: Resident | None = read()
    """The resident who they are, if they are one."""
    wards: list[Resident] = read()
    """The residents for whom they may act today (代办对象)."""
    roles: list[ViewerRole]
    """The roles that they hold now."""


@resolver(EVERYBODY)
async def viewer(ctx: Context) -> Viewer | None:
    """Who asks, and what they may; null for who has not signed in (当前用户)."""
    who = ctx.viewer
    if who.is_anonymous:
        return None
    ward_ids = [ward.resident_id for ward in who.wards]
    return Viewer(
        account=who.account_id,
        session=who.session_id,
        resident=who.resident_id,
        wards=ward_ids,
        roles=[
            ViewerRole(
                role=grant.role,
                # Residents hold their role at home, which is not a place where they serve.
                area=None if grant.role is Role.RESIDENT else grant.area_id,
                site=grant.site_id,
                is_city_wide=grant.kind == "city",
                until_at=grant.until_at,
            )
            for grant in who.grants
        ],
    )


@root(*rules.GRANTORS, filter=AccountFilter, order=AccountOrder)
def accounts(row: Row, viewer: Asker) -> Connection[Account]:
    """Accounts: all for the city administrator, those of staff for who gives roles (账户)."""
    return EVERYONE


@root(*rules.GRANTORS, filter=RoleGrantFilter, order=RoleGrantOrder)
def role_grants(row: Row, viewer: Asker) -> Connection[RoleGrant]:
    """Who was granted which role where, also what has ended; within one's own scope (授权记录)."""
    return EVERYONE
