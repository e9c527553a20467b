"""Who can sign in to the demonstration: one account per role, each where it makes sense."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from hub.accounts.commands.hashing import hash_password
from hub.demo.folder import DemoAccount
from hub.demo.places import Grid
from hub.demo.residents import People
from hub.kernel.access import Role
from hub.kernel.ids import new_key

PASSWORD = "huashan-demo"  # noqa: S105 (it is printed at every start)
_AT = datetime(2024, 3, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Post:
    """An account: its role and where it holds, with one short line about it."""

    role: Role
    name: str
    display_name: str
    what: str
    area_id: UUID | None = None
    site_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """The rows of accounts and grants, and what is shown of them."""

    accounts: list[dict[str, object]]
    grants: list[dict[str, object]]
    shown: list[DemoAccount]
    counter_id: UUID


async def build(grid: Grid, people: People) -> Staff:
    """Everybody's password is the same. A resident and a child sign in by telephone number."""
    password = await hash_password(PASSWORD)
    posts = _posts(grid)
    keys = [new_key() for _ in posts]
    accounts: list[dict[str, object]] = [
        {
            "id": key,
            "name": post.name,
            "display_name": post.display_name,
            "password_hash": password,
            "password_changed_at": _AT,
            "created_at": _AT,
        }
        for key, post in zip(keys, posts, strict=True)
    ]
    grants: list[dict[str, object]] = [
        {
            "id": new_key(),
            "account_id": key,
            "role": post.role,
            "area_id": post.area_id,
            "site_id": post.site_id,
            "from_at": _AT,
            "reason": "演示账号",
            "granted_at": _AT,
        }
        for key, post in zip(keys, posts, strict=True)
    ]
    shown = [
        DemoAccount(post.role, post.name, PASSWORD, post.display_name, post.what) for post in posts
    ]
    elder = people.elders[0]
    child = max(people.children, key=lambda person: person.wards)
    residents = [
        DemoAccount(Role.RESIDENT, elder.phone, "", elder.name, "orders meals; sign in by code"),
        DemoAccount(
            Role.RESIDENT,
            child.phone,
            "",
            child.name,
            f"orders meals for {child.wards} parents as their proxy",
        ),
    ]
    return Staff(accounts, grants, [*residents, *shown], keys[0])


def _posts(grid: Grid) -> list[Post]:
    kitchen = grid.kitchens[0]
    community, township = kitchen.area.id, grid.townships[0].id
    canteen = {"site_id": kitchen.id}
    centre = {"site_id": grid.centre_id}
    return [
        Post(
            Role.CANTEEN_STAFF,
            "canteen",
            "食堂窗口 小赵",
            f"order board of {kitchen.name}",
            **canteen,
        ),
        Post(
            Role.CANTEEN_MANAGER, "manager", "食堂经理 老钱", f"menus of {kitchen.name}", **canteen
        ),
        Post(Role.DELIVERY_VOLUNTEER, "volunteer", "送餐志愿者 小孙", "delivery rounds", **canteen),
        Post(Role.COUNTER_CLERK, "clerk", "综合窗口 小李", "service centre counter", **centre),
        Post(Role.CENTRE_MANAGER, "centre", "中心主任 老周", "service centre", **centre),
        Post(Role.HR_OFFICER, "officer", "组织科 小吴", "community workers", area_id=township),
        Post(Role.HR_APPROVER, "approver", "组织部 老郑", "approvals of the city"),
        Post(
            Role.COMMUNITY_MANAGER, "community", "社区书记 小王", "one community", area_id=community
        ),
        Post(
            Role.TOWNSHIP_REVIEWER,
            "township",
            "镇街审核 小孔",
            "settlements of one township",
            area_id=township,
        ),
        Post(Role.CIVIL_AFFAIRS_AUDITOR, "auditor", "民政审核 小冯", "subsidies of the city"),
        Post(Role.CITY_ADMINISTRATOR, "admin", "市级管理员 小陈", "everything"),
        Post(Role.DEVELOPER, "developer", "开发者 小褚", "plans and costs of queries"),
    ]
