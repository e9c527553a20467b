"""The demonstration city Huayin (华阴): its townships and dishes are known, all else is made up.

It has the 237 compounds that the hub is made for; its people, their names, numbers and addresses
are nobody's. It is filled relative to the day, by a fixed seed, so that every page has something to
show: a month of meals in every state, and next week's menus.
"""

from hub.demo.bulk import bulk
from hub.demo.city import fill

EXAMPLE = """{
  mealSites {
    name
    menus(first: 1, orderBy: LATEST, filter: {statuses: [PUBLISHED], periods: [LUNCH]}) {
      nodes { on cutoffAt items { name priceFen remaining dish { allergens isSoft } } }
    }
  }
}"""
"""A query that everybody may ask, printed when the demonstration starts."""

__all__ = ["EXAMPLE", "bulk", "fill"]
