"""The mutations of sites, menus and dishes, with what a screen would select."""

_SELECTED = {
    "mealSiteCreate": "site { id serviceRadiusMetres fundingArea { name } }",
    "mealSiteUpdate": "site { portionsAPerson fundingArea { name } }",
    "serviceTimeSet": "site { serviceTimes { mode fromOn untilOn capacity } }",
    "serviceTimeEnd": "site { serviceTimes { mode untilOn } }",
    "mealSiteClosurePlan": "closure { id periods fromOn untilOn isStop }",
    "mealSiteClosureEnd": "closure { endedAt }",
    "mealSiteStop": "closure { isStop cancelledOrders } site { closures { reason untilOn } }",
    "mealSiteResume": "site { id }",
    "menuTemplateCreate": "template { id name items { weekday portions dish { name } } }",
    "menuTemplateUpdate": "template { name }",
    "menuTemplateDelete": "site { id }",
    "menuTemplateApply": "menus { id on status items { portions } } skipped { on period why }",
    "menuWeekCopy": "menus { id on } skipped { on period why }",
    "menusPublish": "menus { status } skipped { on period why }",
    "menuWithdraw": "menu { status }",
    "menuDelete": "site { id }",
    "dishCreate": "dish { id texture isSoft recipe ingredients { name grams } }",
    "setMealCreate": "dish { id allergens parts { portions part { name } } }",
    "setMealUpdate": "dish { priceFen }",
    "menuItemSoldOut": "item { isSoldOut remaining }",
    "menuItemSubstitute": (
        "item { name substitutions { fromName reason } } orders conflicts { id kind order { id } }"
    ),
    "dietConflictResolve": "conflict { resolution order { hasDietConflict } }",
    "menuItemRelease": "item { counterRemaining counterPortions counterPriceFen remaining }",
    "counterSaleMake": "sale { id amountFen isVoid }",
    "counterSaleVoid": "sale { isVoid }",
}
_PARTICIPLES = {
    "Create": "Created",
    "Update": "Updated",
    "Delete": "Deleted",
    "Set": "Set",
    "End": "Ended",
    "Plan": "Planned",
    "Stop": "Stopped",
    "Resume": "Resumed",
    "Apply": "Applied",
    "Copy": "Copied",
    "Publish": "Published",
    "Withdraw": "Withdrawn",
    "SoldOut": "SoldOut",
    "Substitute": "Substituted",
    "Resolve": "Resolved",
    "Release": "Released",
    "Make": "Made",
    "Void": "Voided",
}


def _document(name: str, selected: str) -> str:
    """A mutation; what it gives is called after it, with the verb as a participle."""
    big = name[0].upper() + name[1:]
    verb = max((verb for verb in _PARTICIPLES if big.endswith(verb)), key=len)
    given = big.removesuffix(verb) + _PARTICIPLES[verb]
    return (
        f"mutation ($input: {big}Input!) {{ result: {name}(input: $input) {{"
        f" ... on {given} {{ {selected} }} ... on CanteenRefusal {{ reason field }} }} }}"
    )


DOCUMENTS = {name: _document(name, selected) for name, selected in _SELECTED.items()}
TEMPLATES = "query ($siteId: ID!) { menuTemplates(siteId: $siteId) { name } }"
STOP_PREVIEW = """query ($siteId: ID!, $untilOn: Date) {
    mealSiteStopPreview(siteId: $siteId, untilOn: $untilOn) { orders people untilOn }
}"""
SALES = """query ($siteId: ID!, $fromAt: DateTime!, $untilAt: DateTime!) {
    counterSales(siteId: $siteId, fromAt: $fromAt, untilAt: $untilAt) {
        totalCount nodes { portions voidReason }
    }
}"""
STAFF = """query ($siteId: ID!) { mealSiteStaff(siteId: $siteId) {
    nodes { role account { displayName } } } }"""
