"""What the canteens of the demonstration cook: dishes of Shaanxi and of everywhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from hub.canteen.rules import Allergen, DishKind, Texture
from hub.kernel.ids import new_key

_A, _K = Allergen, DishKind


@dataclass(frozen=True, slots=True)
class Cooked:
    """A dish: nutrition per portion, sugar and sodium in mg."""

    id: UUID
    kind: DishKind
    name: str
    name_en: str
    price_fen: int
    kcal: int
    sugar_mg: int
    sodium_mg: int
    allergens: frozenset[Allergen]
    is_soft: bool

    def row(self) -> dict[str, object]:
        """The row of the table `dish`, shared by all canteens."""
        return {
            "id": self.id,
            "site_id": None,
            "name": self.name,
            "name_en": self.name_en,
            "kind": self.kind,
            "allergens": sorted(self.allergens),
            "kcal": self.kcal,
            "sugar_mg": self.sugar_mg,
            "sodium_mg": self.sodium_mg,
            "is_low_sugar": self.sugar_mg < 5_000,
            "is_low_salt": self.sodium_mg < 400,
            "is_soft": self.is_soft,
            "texture": Texture.SOFT if self.is_soft else Texture.REGULAR,
            "contents": sorted(contents_of(self.name)),
            "recipe": _STEPS.get(self.name),
            "price_fen": self.price_fen,
            "retired_on": None,
        }


_SOFT = True
_DISHES: tuple[tuple[DishKind, str, str, int, int, int, int, frozenset[Allergen], bool], ...] = (
    (
        _K.SET_MEAL,
        "营养套餐",
        "Balanced Set Meal",
        1200,
        630,
        9100,
        715,
        frozenset({_A.SOY}),
        False,
    ),
    (_K.SET_MEAL, "软食套餐", "Soft Set Meal", 1200, 690, 7000, 600, frozenset({_A.EGG}), _SOFT),
    (
        _K.SET_MEAL,
        "低糖低盐套餐",
        "Low-Sugar, Low-Salt Set",
        1300,
        650,
        3000,
        350,
        frozenset(),
        False,
    ),
    (
        _K.SET_MEAL,
        "面食套餐",
        "Noodle Set Meal",
        1000,
        720,
        6000,
        950,
        frozenset({_A.GLUTEN}),
        _SOFT,
    ),
    (_K.MEAT, "红烧肉", "Red-Braised Pork", 900, 520, 14000, 820, frozenset({_A.SOY}), _SOFT),
    (_K.MEAT, "清蒸鲈鱼", "Steamed Sea Bass", 1100, 240, 1000, 520, frozenset({_A.FISH}), _SOFT),
    (_K.MEAT, "葫芦鸡", "Gourd Chicken", 1000, 430, 4000, 760, frozenset({_A.SOY}), False),
    (_K.MEAT, "宫保鸡丁", "Kung Pao Chicken", 900, 410, 12000, 980, frozenset({_A.PEANUT}), False),
    (_K.MEAT, "糖醋里脊", "Sweet and Sour Pork", 900, 480, 26000, 640, frozenset({_A.EGG}), False),
    (
        _K.MEAT,
        "粉蒸肉",
        "Steamed Pork with Rice Flour",
        900,
        460,
        5000,
        700,
        frozenset({_A.SOY}),
        _SOFT,
    ),
    (
        _K.MEAT,
        "腰果虾仁",
        "Shrimp with Cashews",
        1200,
        380,
        5000,
        720,
        frozenset({_A.CRUSTACEAN, _A.TREE_NUT}),
        False,
    ),
    (_K.MIXED, "番茄炒蛋", "Tomatoes with Eggs", 500, 220, 9000, 420, frozenset({_A.EGG}), _SOFT),
    (
        _K.MIXED,
        "肉末豆腐",
        "Tofu with Minced Pork",
        500,
        230,
        3000,
        680,
        frozenset({_A.SOY}),
        _SOFT,
    ),
    (
        _K.MIXED,
        "青椒肉丝",
        "Pork with Green Peppers",
        600,
        260,
        4000,
        720,
        frozenset({_A.SOY}),
        False,
    ),
    (_K.MIXED, "木耳炒肉", "Pork with Wood Ears", 600, 250, 3000, 690, frozenset({_A.SOY}), False),
    (_K.VEGETABLE, "清炒时蔬", "Seasonal Greens", 300, 90, 2000, 320, frozenset(), _SOFT),
    (_K.VEGETABLE, "醋溜白菜", "Vinegar Cabbage", 300, 80, 6000, 450, frozenset(), _SOFT),
    (_K.VEGETABLE, "蒜蓉西兰花", "Broccoli with Garlic", 400, 100, 2000, 380, frozenset(), False),
    (
        _K.VEGETABLE,
        "香菜拌豆皮",
        "Bean Curd Skin Salad",
        300,
        120,
        2000,
        620,
        frozenset({_A.SOY}),
        False,
    ),
    (_K.SOUP, "紫菜蛋花汤", "Seaweed and Egg Soup", 200, 60, 1000, 520, frozenset({_A.EGG}), _SOFT),
    (_K.SOUP, "小米南瓜粥", "Millet and Pumpkin Congee", 200, 150, 6000, 20, frozenset(), _SOFT),
    (_K.SOUP, "羊肉汤", "Mutton Soup", 800, 310, 1000, 880, frozenset(), _SOFT),
    (_K.STAPLE, "米饭", "Rice", 100, 230, 100, 5, frozenset(), _SOFT),
    (_K.STAPLE, "花卷", "Steamed Twisted Roll", 100, 210, 2000, 180, frozenset({_A.GLUTEN}), _SOFT),
    (
        _K.STAPLE,
        "大刀面",
        "Huayin Broadsword Noodles",
        700,
        460,
        3000,
        860,
        frozenset({_A.GLUTEN}),
        False,
    ),
    (
        _K.STAPLE,
        "核桃包",
        "Walnut Bun",
        200,
        260,
        9000,
        150,
        frozenset({_A.GLUTEN, _A.TREE_NUT, _A.MILK}),
        _SOFT,
    ),
)


_RECIPES: dict[str, dict[str, int]] = {
    "番茄炒蛋": {"番茄": 150, "鸡蛋": 60, "盐": 1},
    "宫保鸡丁": {"鸡腿肉": 110, "花生米": 20, "干辣椒": 2, "酱油": 6},
    "木耳炒肉": {"猪里脊": 70, "木耳": 60, "酱油": 6},
    "米饭": {"大米": 90},
    "小米南瓜粥": {"小米": 35, "南瓜": 60},
    "清蒸鲈鱼": {"鲈鱼": 150, "葱": 5, "姜": 5},
}
_STEPS = {
    "番茄炒蛋": "鸡蛋打散炒熟盛出；番茄切块炒软出汁，倒回鸡蛋，加盐翻匀。",
    "小米南瓜粥": "小米淘净，南瓜切小块，加水大火烧开后小火煮四十分钟至软烂。",
}
_PARTS = {"营养套餐": ("木耳炒肉", "米饭", "小米南瓜粥")}


def contents_of(name: str) -> set[str]:
    """What goes into a dish, or into the dishes of a set meal; empty when nobody wrote it down."""
    if name in _PARTS:
        return {inner for part in _PARTS[name] for inner in contents_of(part) or {part}}
    return set(_RECIPES.get(name, ()))


def ingredient_rows(cooked: list[Cooked]) -> Iterator[dict[str, object]]:
    """The rows of the table `dish_ingredient`."""
    for dish in cooked:
        for position, (name, grams) in enumerate(_RECIPES.get(dish.name, {}).items(), 1):
            yield {
                "id": new_key(),
                "dish_id": dish.id,
                "position": position,
                "name": name,
                "grams": grams,
            }


def part_rows(cooked: list[Cooked]) -> Iterator[dict[str, object]]:
    """The rows of the table `dish_part`."""
    keys = {dish.name: dish.id for dish in cooked}
    for whole, parts in _PARTS.items():
        for position, part in enumerate(parts, 1):
            yield {
                "id": new_key(),
                "dish_id": keys[whole],
                "part_id": keys[part],
                "position": position,
                "portions": 1,
            }


def build() -> list[Cooked]:
    """All dishes, under new keys."""
    return [Cooked(new_key(), *facts) for facts in _DISHES]
