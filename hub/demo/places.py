"""The grid of Huayin as the demonstration has it: 237 compounds, and where meals are served."""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from uuid import UUID

from hub.grid.rules import AreaKind, SiteKind
from hub.kernel.ids import new_key

COMPOUNDS = 237
"""The count of compounds with party branches in the city that the hub is made for."""
HUKOU_REGION = "610582"
"""Huayin in GB/T 2260."""
FOUNDED_ON = date(1990, 12, 8)

_TOWNSHIPS = {
    "太华路街道": ("Taihua Road", ("华岳", "桃园", "南环", "东岳", "莲花", "玉泉", "西关")),
    "岳庙街道": ("Yuemiao", ("岳庙", "古柏", "城北", "东门", "文昌", "槐芽")),
    "孟塬镇": ("Mengyuan", ("孟塬", "原头", "司家", "铁路新村")),
    "华西镇": ("Huaxi", ("华西", "北洛", "渭滨", "沙渠")),
    "华山镇": ("Huashan", ("玉皇", "华山口", "仙峪", "五方", "东阳")),
    "罗敷镇": ("Luofu", ("罗敷", "秦电", "敷水", "连村")),
}
_NAMES = ("花园", "小区", "家园", "新村", "佳苑", "家属院", "名邸", "雅居")
_FIRST = ("华", "岳", "秦", "渭", "莲", "桃", "桂", "松", "兰", "紫", "金", "安", "和", "福", "康")
_SECOND = ("泰", "馨", "阳", "苑", "园", "林", "景", "祥", "宁", "怡", "锦", "云", "庭")
_CANTEENS = (
    ("华岳社区食堂", "Huayue Community Canteen", "华岳"),
    ("岳庙长者食堂", "Yuemiao Elders' Canteen", "岳庙"),
    ("孟塬长者食堂", "Mengyuan Elders' Canteen", "孟塬"),
    ("玉皇社区食堂", "Yuhuang Community Canteen", "玉皇"),
    ("罗敷长者食堂", "Luofu Elders' Canteen", "罗敷"),
)
_POINTS = (
    ("桃园助餐点", "Taoyuan Meal Point", "桃园", 0),
    ("莲花助餐点", "Lianhua Meal Point", "莲花", 0),
    ("古柏助餐点", "Gubai Meal Point", "古柏", 1),
    ("文昌助餐点", "Wenchang Meal Point", "文昌", 1),
    ("司家助餐点", "Sijia Meal Point", "司家", 2),
    ("五方助餐点", "Wufang Meal Point", "五方", 3),
    ("秦电助餐点", "Qindian Meal Point", "秦电", 4),
)


@dataclass(frozen=True, slots=True)
class Place:
    """An area, with its path and its name from the compound down."""

    id: UUID
    kind: AreaKind
    ancestors: list[UUID]
    address: str = ""


@dataclass(frozen=True, slots=True)
class Kitchen:
    """A canteen: its key, its community, and the meal points that it cooks for."""

    id: UUID
    name: str
    area: Place
    points: list[tuple[UUID, Place]] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """Everything that lies in the city, and the rows that say so."""

    city: Place
    townships: list[Place] = field(default_factory=list)
    communities: dict[str, Place] = field(default_factory=dict)
    homes: list[Place] = field(default_factory=list)
    kitchens: list[Kitchen] = field(default_factory=list)
    centre_id: UUID = field(default_factory=new_key)
    areas: list[dict[str, object]] = field(default_factory=list)
    parents: list[dict[str, object]] = field(default_factory=list)
    sites: list[dict[str, object]] = field(default_factory=list)
    meal_sites: list[dict[str, object]] = field(default_factory=list)


def build(random: Random) -> Grid:
    """The whole grid. Every compound has buildings, and every building entrances: the homes."""
    key = new_key()
    grid = Grid(Place(key, AreaKind.CITY, [key]))
    grid.areas.append(_area(grid.city, None, "华阴市", "Huayin", HUKOU_REGION))
    for number, (name, (english, communities)) in enumerate(_TOWNSHIPS.items(), 1):
        code = f"{HUKOU_REGION}{number:03}"
        township = _below(grid, grid.city, AreaKind.TOWNSHIP, name, code, english)
        grid.townships.append(township)
        for index, word in enumerate(communities, 1):
            grid.communities[word] = _below(
                grid, township, AreaKind.COMMUNITY, f"{word}社区", f"{code}{index:03}"
            )
    _compounds(grid, random)
    _sites(grid)
    return grid


def _compounds(grid: Grid, random: Random) -> None:
    communities = list(grid.communities.items())
    taken: set[str] = set()
    for number in range(1, COMPOUNDS + 1):
        word, community = communities[number % len(communities)]
        name = word + random.choice(_NAMES)
        while name in taken:
            name = random.choice(_FIRST) + random.choice(_SECOND) + random.choice(_NAMES)
        taken.add(name)
        code = f"HY-{number:03}"
        compound = _below(grid, community, AreaKind.COMPOUND, name, code)
        for building in range(1, random.randint(2, 6)):
            house = _below(
                grid, compound, AreaKind.BUILDING, f"{building}号楼", f"{code}-{building:02}"
            )
            grid.homes.extend(
                _below(
                    grid,
                    house,
                    AreaKind.ENTRANCE,
                    f"{entrance}单元",
                    f"{code}-{building:02}-{entrance}",
                )
                for entrance in range(1, random.randint(2, 4))
            )


def _sites(grid: Grid) -> None:
    for number, (name, english, word) in enumerate(_CANTEENS, 1):
        place = grid.communities[word]
        kitchen = Kitchen(new_key(), name, place)
        grid.kitchens.append(kitchen)
        _site(grid, kitchen.id, SiteKind.CANTEEN, f"ST-{number:02}", name, english, place)
        grid.meal_sites.append(_meal_site(kitchen.id, None, 3000))
    for number, (name, english, word, cook) in enumerate(_POINTS, 1):
        place, key = grid.communities[word], new_key()
        grid.kitchens[cook].points.append((key, place))
        _site(grid, key, SiteKind.MEAL_POINT, f"ZC-{number:02}", name, english, place)
        grid.meal_sites.append(_meal_site(key, grid.kitchens[cook].id, None))
    _site(
        grid,
        grid.centre_id,
        SiteKind.SERVICE_CENTRE,
        "DQ-01",
        "华阴市党群服务中心",
        "Huayin Party-Mass Service Centre",
        grid.communities["桃园"],
    )


def _area(
    place: Place, parent: Place | None, name: str, english: str | None, code: str
) -> dict[str, object]:
    return {
        "id": place.id,
        "kind": place.kind,
        "code": code,
        "name": name,
        "name_en": english,
        "parent_id": parent and parent.id,
        "ancestors": place.ancestors,
        "from_on": FOUNDED_ON,
        "until_on": None,
    }


def _below(
    grid: Grid, parent: Place, kind: AreaKind, name: str, code: str, english: str | None = None
) -> Place:
    key = new_key()
    is_home = kind in (AreaKind.COMPOUND, AreaKind.BUILDING, AreaKind.ENTRANCE)
    place = Place(key, kind, [*parent.ancestors, key], parent.address + name if is_home else "")
    grid.areas.append(_area(place, parent, name, english, code))
    grid.parents.append(
        {
            "id": new_key(),
            "area_id": key,
            "parent_id": parent.id,
            "from_on": FOUNDED_ON,
            "until_on": None,
            "why": None,
        }
    )
    return place


def _site(
    grid: Grid, key: UUID, kind: SiteKind, code: str, name: str, english: str, place: Place
) -> None:
    number = len(grid.sites) + 1
    grid.sites.append(
        {
            "id": key,
            "kind": kind,
            "code": code,
            "name": name,
            "name_en": english,
            "area_id": place.id,
            "address": f"华阴市{name[:2]}路 {number * 7} 号",
            "phone": f"0913-46100{number:02}",
            "longitude": 110.05 + number * 0.006,
            "latitude": 34.56 + (number * 7 % 11) * 0.003,
            "is_open": True,
            "from_on": date(2024, 3, 1),
            "until_on": None,
        }
    )


def _meal_site(key: UUID, kitchen_id: UUID | None, radius: int | None) -> dict[str, object]:
    return {
        "id": key,
        "site_id": key,
        "kitchen_id": kitchen_id,
        "portions_a_person": 6,
        "delivery_radius_metres": radius,
    }
