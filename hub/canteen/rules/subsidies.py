"""What a meal costs a person: price, discount, subsidy and who pays it, each step in words.

The order of the steps is domain reference 2.5: eligibility on the day of the meal, price list,
operator's discount, threshold, candidates, highest or sum, caps, at most what is payable, split.
"""

from collections.abc import Mapping
from fractions import Fraction

from hub.canteen.rules.eligibility import (
    LEVELS,
    Meal,
    Person,
    belongs,
    fits,
    holds,
    misfit,
    obstacle,
)
from hub.canteen.rules.policies import (
    WHOLE,
    Band,
    Combination,
    FundingShare,
    Policy,
    SpendBasis,
    UseWindow,
)
from hub.canteen.rules.quotes import Quote, QuoteStep, QuoteStepKind, Share, Use, Used, windows
from hub.kernel.money import in_yuan, rounded, split
from hub.people.rules import age_on

_WINDOWS = {UseWindow.DAY: ("当日", "the day"), UseWindow.WEEK: ("本周", "the week")}


def quote(
    policy: Policy | None,
    person: Person,
    meal: Meal,
    used: Mapping[UseWindow, Used] | None = None,
    *,
    explains: bool = False,
) -> Quote:
    """Work out what a meal costs a person, and say how.

    With `explains` the steps also name the classes that do not fit and why, the spend that a
    minimum was held against, and who pays; the sums are the same.
    """
    return _Working(policy, person, meal, used or {}, explains=explains).quote()


class _Working:
    """One quote on its way: each method is a step, and adds the words for it."""

    def __init__(
        self,
        policy: Policy | None,
        person: Person,
        meal: Meal,
        used: Mapping[UseWindow, Used],
        *,
        explains: bool,
    ) -> None:
        self.policy = policy
        self.person = person
        self.meal = meal
        self.used = used
        self.explains = explains
        self.age = age_on(person.born_on, meal.on)
        self.steps: list[QuoteStep] = []
        self.uses: tuple[Use, ...] = ()
        self.classes: tuple[str, ...] = ()

    def quote(self) -> Quote:
        bill = self.meal.bill_fen
        self._say(QuoteStepKind.BILL, bill, "餐费", "Dishes at list price")
        discount, subsidy = 0, 0
        shares: tuple[Share, ...] = ()
        if self.policy is None:
            self._no("本地没有补贴政策", "No subsidy policy is in force here")
        else:
            discount = self._discount(self.policy)
            payable = bill - discount
            entitled = self._entitled(self.policy, payable)
            if entitled:
                full = _full(self.policy, entitled)
                funded = self._funded(self.policy, full)
                subsidy = self._payable(self._capped(self.policy, funded), payable)
                shares = self._split(self.policy, full, subsidy)
            if not subsidy:
                self.uses, self.classes = (), ()
        due = bill - discount - subsidy
        self._say(QuoteStepKind.DUE, due, "个人应付", "To be paid by the person")
        return Quote(
            bill, discount, subsidy, due, shares, self.uses, tuple(self.steps), self.classes
        )

    def _say(self, kind: QuoteStepKind, amount_fen: int, zh: str, en: str) -> None:
        self.steps.append(QuoteStep(kind, amount_fen, zh, en))

    def _no(self, zh: str, en: str) -> int:
        self._say(QuoteStepKind.NOT_ELIGIBLE, 0, zh, en)
        return 0

    def _discount(self, policy: Policy) -> int:
        price = next((price for price in policy.prices if holds(price, self.age)), None)
        if price is None or not belongs(self.person, policy.price_residence or policy.residence):
            return 0
        bill = self.meal.bill_fen
        discount = bill - _part(policy, bill, price.factor)
        percent = f"{price.factor / 100:g}%"
        self._say(
            QuoteStepKind.DISCOUNT,
            -discount,
            f"{self.age} 周岁按 {percent} 计价",
            f"At age {self.age} the price is {percent}",
        )
        return discount

    def _entitled(self, policy: Policy, payable: int) -> int:
        why_not = obstacle(policy, self.person, self.meal)
        if why_not is not None:
            return self._no(*why_not)
        fitting = [band for band in policy.bands if self._fits(band)]
        if not fitting:
            return self._no(f"{self.age} 周岁没有适用的档次", f"No class fits at age {self.age}")
        spend = self.meal.bill_fen if policy.threshold_basis is SpendBasis.BILL else payable
        candidates = []
        for band in fitting:
            amount = _amount(policy, band, payable)
            if self._reaches(policy, band, spend, amount):
                candidates.append((band, amount))
                self._say_band(band, amount, payable)
        if not candidates:
            return self._no("未达到最低消费", "The spend does not reach the minimum")
        return self._combined(policy, candidates)

    def _fits(self, band: Band) -> bool:
        does = fits(band, self.person, self.age, self.meal)
        if self.explains and not does:
            zh, en = misfit(band, self.person, self.age, self.meal)
            name, name_en = _named(band)
            self._say(QuoteStepKind.REJECTED, 0, f"{name}：{zh}", f"{name_en}: {en}")
        return does

    def _reaches(self, policy: Policy, band: Band, spend: int, amount: int) -> bool:
        """Whether the spend reaches the band's minimum, and exceeds the amount where it must."""
        least = band.min_spend_fen
        does = spend >= least
        if policy.must_exceed_subsidy:
            does = does and spend > amount
            least = max(least, amount + 1)
        if self.explains and least:
            name, name_en = _named(band)
            is_bill = policy.threshold_basis is SpendBasis.BILL
            of, of_en = ("原价", "the bill") if is_bill else ("实付", "what is paid")
            verdict, verdict_en = ("已满", "reaches") if does else ("未满", "does not reach")
            self._say(
                QuoteStepKind.THRESHOLD,
                spend,
                f"{name}：{of} {in_yuan(spend)} 元{verdict} {in_yuan(least)} 元",
                f"{name_en}: {of_en}, ¥{in_yuan(spend)}, {verdict_en} ¥{in_yuan(least)}",
            )
        return does

    def _say_band(self, band: Band, amount: int, payable: int) -> None:
        if band.ratio is None:
            zh, en = _named(band)
        else:
            percent = f"{band.ratio / 100:g}%"
            name, name_en = _named(band)
            zh = f"{name}：{in_yuan(payable)} 元的 {percent}"
            en = f"{name_en}: {percent} of ¥{in_yuan(payable)}"
            if band.ratio_cap_fen is not None:
                zh += f"，最高 {in_yuan(band.ratio_cap_fen)} 元"
                en += f", at most ¥{in_yuan(band.ratio_cap_fen)}"
        self._say(QuoteStepKind.BAND, amount, zh, en)

    def _combined(self, policy: Policy, candidates: list[tuple[Band, int]]) -> int:
        if len(candidates) == 1:
            band, amount = candidates[0]
            self.classes = (band.code,)
            return amount
        if policy.combine is Combination.HIGHEST:
            band, amount = max(candidates, key=lambda candidate: candidate[1])
            self.classes = (band.code,)
            self._say(QuoteStepKind.CHOSEN, amount, "就高不就低", "The highest, not the sum")
            return amount
        total = sum(amount for _, amount in candidates)
        self.classes = tuple(band.code for band, _ in candidates)
        self._say(QuoteStepKind.CHOSEN, total, "各档相加", "The sum of all")
        return total

    def _is_paid_here(self, share: FundingShare) -> bool:
        level = share.requires_same
        if level is None:
            return True
        home = self.person.home.get(level)
        return home is not None and home == self.meal.place.get(level)

    def _funded(self, policy: Policy, full: list[int]) -> int:
        funded = 0
        for share, amount in zip(policy.shares, full, strict=True):
            if self._is_paid_here(share):
                funded += amount
            elif amount:
                zh, en = LEVELS[share.level]
                where, where_en = LEVELS[share.requires_same or share.level]
                self._say(
                    QuoteStepKind.FUNDING,
                    -amount,
                    f"不在本人所属{where}就餐，{zh}出资部分不享受",
                    f"Taken outside the area of {where_en} at home, the share of {en} is lost",
                )
        return funded

    def _capped(self, policy: Policy, amount: int) -> int:
        capped = amount
        self.uses = windows(policy, self.meal.on, amount)
        for use in self.uses:
            used = self.used.get(use.window, Used())
            when, when_en = (
                ("当日", "the day") if use.window is UseWindow.DAY else ("本周", "the week")
            )
            if use.limit_meals is not None and used.meals >= use.limit_meals and capped:
                capped = 0
                self._say(
                    QuoteStepKind.CAP,
                    capped,
                    f"{when} {use.limit_meals} 次补贴已用完",
                    f"All {use.limit_meals} subsidised meals of {when_en} are used",
                )
            left = None if use.limit_fen is None else max(use.limit_fen - used.amount_fen, 0)
            if left is not None and left < capped:
                capped = left
                limit = in_yuan(use.limit_fen or 0)
                self._say(
                    QuoteStepKind.CAP,
                    capped,
                    f"{when}限额 {limit} 元，已用 {in_yuan(used.amount_fen)} 元",
                    f"¥{in_yuan(used.amount_fen)} of the ¥{limit} of {when_en} are used",
                )
        return capped

    def _payable(self, capped: int, payable: int) -> int:
        if capped > payable:
            self._say(
                QuoteStepKind.PAYABLE, payable, "补贴不超过应付金额", "At most what is payable"
            )
            return payable
        return capped

    def _split(self, policy: Policy, full: list[int], subsidy: int) -> tuple[Share, ...]:
        if not subsidy:
            return ()
        paid = [
            (share.level, amount)
            for share, amount in zip(policy.shares, full, strict=True)
            if amount and self._is_paid_here(share)
        ]
        amounts = [amount for _, amount in paid]
        parts = amounts if sum(amounts) == subsidy else split(subsidy, amounts)
        shares = tuple(
            Share(level, part) for (level, _), part in zip(paid, parts, strict=True) if part
        )
        if self.explains:
            for share in shares:
                zh, en = LEVELS[share.level]
                self._say(QuoteStepKind.SHARE, share.amount_fen, f"{zh}承担", f"Paid by {en}")
        return shares


def _named(band: Band) -> tuple[str, str]:
    return band.name, band.name_en or f"Class {band.code}"


def _amount(policy: Policy, band: Band, payable: int) -> int:
    if band.ratio is None:
        return band.amount_fen or 0
    amount = _part(policy, payable, band.ratio)
    return amount if band.ratio_cap_fen is None else min(amount, band.ratio_cap_fen)


def _part(policy: Policy, amount_fen: int, ratio: int) -> int:
    """A part in ten-thousandths of an amount, as the policy rounds."""
    whole, rest = divmod(amount_fen * ratio, WHOLE)
    # Exact as a rule, and a fraction costs more than the rest of a quote.
    return rounded(Fraction(amount_fen * ratio, WHOLE), policy.rounding) if rest else whole


def _full(policy: Policy, entitled: int) -> list[int]:
    """Each level's share of the whole entitlement; the one without an amount takes the rest."""
    left = entitled
    amounts = []
    rest = 0
    for place, share in enumerate(policy.shares):
        wanted = share.amount_fen
        if share.ratio is not None:
            wanted = _part(policy, entitled, share.ratio)
        elif wanted is None:
            rest = place
            wanted = 0
        amount = min(wanted, left)
        amounts.append(amount)
        left -= amount
    amounts[rest] += left
    return amounts
