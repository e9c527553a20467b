"""The elderly canteens (老年食堂): menus, orders for one meal, and subsidies.

| word | meaning | Chinese |
|---|---|---|
| meal site | the catering side of a site, under the site's key | 供餐站点 |
| canteen, kitchen | a meal site that cooks | 老年食堂 |
| meal point | a meal site that serves what another cooks | 社区助餐点 |
| period | breakfast, lunch or supper | 餐次 |
| mode | how a meal reaches the person: dine-in, pick-up, delivery | 堂食, 自提, 送餐 |
| closure, stop | days without some meals: planned, or at once with orders given back | 停供 |
| funding area | whose budget pays for a site, when not the township's | 出资镇街 |
| dish | something a canteen cooks, with its allergens | 菜品 |
| contents | the names of a dish's ingredients, which may harm like allergens | 配料 |
| set meal | a dish made of dishes; what is in it follows from them | 套餐 |
| texture | how a dish is to be chewed | 食物性状 |
| template | a week of meals under a name, to make drafts of | 周菜单模板 |
| substitution | another dish in the place of one on a menu | 换菜 |
| diet conflict | a dish changed after it was ordered that does not suit the person | 饮食冲突 |
| release, counter sale | leftovers go to the counter, and are sold unsubsidised | 窗口零售 |
| menu | what one kitchen offers for one meal, at its counter and all its points | 菜单 |
| serving | a menu as served at one point in one mode, with its cut-off | 供餐安排 |
| cut-off | the instant from which orders are refused | 订餐截止 |
| portions, taken, remaining | what there is of a dish, what is ordered, what is left | 份数, 剩余 |
| order | one resident's order for one meal | 订单 |
| policy | a published subsidy schedule, one version of it, as data | 助餐补贴政策 |
| schedule | what a city has published, shipped as a file with its open points | 政策模板 |
| class, band | who gets how much: a kind of people, at ages from one until another | 类, 档次 |
| share | what one level of government pays of a subsidy | 出资分担 |
| trial | what a month's meals would have cost under a policy | 政策试算 |
| quote | what a meal costs a person, every step in words | 试算 |
| claim | the subsidy of one order: reserved, redeemed or released | 补贴占用 |
| use | what a person has of a cap by day or week, across all sites | 限额 |
| caution | a dish that may not suit a person; chronic disease needs a yes to it | 饮食提醒 |
| standing order | a resident's default week, ordered from every menu by the hub | 长期订餐 |
| pause | days on which a standing order rests, as in hospital | 暂停订餐 |
| no-show | a meal that nobody took by three hours after it: nothing is claimed for it | 未取餐 |
| card | opens a resident's account; only own money is on it, never a subsidy | 助餐卡 |
| ledger, entry, posting | all money: each entry has postings that add up to zero | 复式记账, 凭证 |
| payment | by card, in cash at a counter, or through an outside provider | 支付 |
| bill | what of an order is paid | 账单 |
| owed | what a resident has to get back at a counter: refunds of cash, a closed card | 应退 |
| proposal | what one person proposes to pay out, and another, a manager, does | 退款复核 |
| provider, notice | who collects money outside, and what they tell of it | 第三方支付, 通知 |
| drawer, cash-up | the cash of a site on a day, and counting it | 现金柜, 盘点 |
| reconciliation | comparing a provider's statement of a day with what is stored here | 对账 |
| redemption | the proof that a meal was taken: by code, card, face, or staff who say why | 核销 |
| code | what a person shows at the counter, signed, for five minutes | 取餐码 |
| collector | who may fetch a meal for another, as their proxy | 代取人 |
| offline list | the orders that a counter takes along before its network goes | 离线名单 |
| conflict | a scan made offline that could redeem nothing; a manager decides | 离线冲突 |
| sheet | what the kitchen was told at the cut-off | 备餐单 |
| label | what the sheet says of one order, as it stands on the box | 餐盒标签 |
| change | how an order differs from the sheet by now | 截单后变更 |
| retained sample | a portion of each dish, kept for two days | 留样 |
| alarm | a temperature out of its limits, until somebody says what was done | 超温报警 |
| report | what a day, month or year came to at a site or in an area | 日报, 月报, 年报 |
| take-up | which part of the elders of an age took meals | 助餐覆盖率 |
| forecast | how many portions of a dish will be needed, and why | 备餐预测 |
| round, stop | a volunteer's way with the boxes of a meal, a door of it | 送餐班次, 配送点 |
| kept sequence | doors in the order that staff want them; a plan follows it | 固定路线 |
| figure | what ways, windows and escalation are worked out with: data with a source | 送餐参数 |
| welfare check | nobody opened; others are asked until one says how they are | 无人应答探视 |
| settlement, batch | what a month's subsidised meals of a kitchen come to | 月度结算 |
| line, correction | one meal of a batch; what takes back a line that was paid | 结算明细, 冲减 |
| exception | an objection to a line: raised, answered, decided | 异议 |
| public list | whom a settlement was for: masked names, for some days | 公示 |
| anomaly, finding | what is unusual in a month's meals, with the meals that say so | 异常 |
| settlement figure | a limit or a number of days, as data from a day on | 结算与异常参数 |

Decisions:

* A menu belongs to the kitchen, because portions are what a kitchen cooks; a point serves its
  kitchen's menu. Cut-offs differ by point and mode, so they are kept with the serving, worked out
  when the menu is published: what residents were told outlives a change of the service times.
* An order is written by one statement that locks the menu row, takes the seat, the portions and the
  caps by conditional updates, and gives the next number. Orders of one meal come one after the
  other for the time of a commit; in return numbers have no gaps, nobody waits in a circle, and the
  lock at the cut-off is a compare-and-set on the same row. When a fact was overtaken since it was
  read, the command runs again and the rules say why not.
* A meal may have several lines and portions; a person has one order a meal in the whole city, and
  one subsidised meal a period, by unique indexes. An order that was cancelled holds nothing.
* Whoever is not allowed to see an order, a draft or a resident gets the same refusal as for a key
  that nothing has.
* Portions of an order that is cancelled late are spare portions again, which only staff can sell.
* A standing order is tried once a meal: what became of it is a row, and the one order a person has
  a meal is an index, so that a run which was cut off goes on and orders nothing twice. Nobody is
  there to be warned, so that a dish with a warning is passed over.
* A closure marks the servings that it closes, under the locks that orders take: whoever is quicker
  is given back or finds the site closed. What opens again is what no other closure covers. A
  kitchen closes its points with it.
* An item counts how often its dish became another (`revision`), and an order is written only for
  the revision that was checked. A change of a dish checks every live order again under the same
  lock; while a conflict is open a trigger keeps the order from being packed. What the person knew
  when they ordered is no conflict, unless the dish is another one.
* A set meal's allergens and nutrition are kept with it, worked out when its parts change, so that
  ordering reads one row.
* Leftovers leave what can be ordered when they go to the counter: no portion is in both.
* Service times and closures are set from today on; menus that are published keep their promise.
* The price that was quoted is written with the order, with every step; policies are versions that
  never change, so a process reads each of them once.
* A policy begins today or later and ends the one before it; whatever was ordered keeps what it was
  promised, and caps begin anew. One that has not begun may be taken back: the one before goes on.
  Only a city administrator does either: auditors change nothing. What is published is public.
* What a published schedule leaves open is assumed, and said in the notes of its file. Files are
  spelt as in GraphQL, and an unknown field is refused: it would be a rule that nobody applies.
* A trial is a job, not a query: 200,000 meals take longer than a request may. It reads a meal at a
  time in the calendar's order, so that caps come out right, and keeps sums by person only. People
  are judged as an order judges them: circumstances and age on the day of the meal, home and
  registration as they are.
* The account is the resident's, and a card only opens it: replacing a card moves no money. Balances
  are kept for accounts of people alone, where a limit could be broken; of sites and providers they
  are sums, for else all who pay at a site would wait for one row.
* Money goes back the way it came, in the transaction that cancels the order: onto the card, through
  the provider by a job, and cash as owed at any counter. A provider's money that came too late is
  taken into the ledger and sent back, never refused.
* Orders are locked before payments, payments before bills, bills before accounts.
* Who may order meals for somebody may pay for them too, by that person's card and no other.
* What a proxy, a provider or a person asks twice is done once: keys of requests, ids of notices and
  the keys of payments and refunds are unique.
* A redemption is a row of its own, and an order has one that stands, by a unique index. Whatever
  completes an order writes one: on the board that is a manual one, with a reason. Redeeming passes
  the states that nobody moved the order through, so that a canteen without a board can work.
* Codes are signed, not hashed with a key: a scanner without a network checks them with the public
  key of its list, and who finds the scanner can make none. The code on a box is the order's id and
  proves nothing: who has the box in hand is not yet who may have it.
* A scan from offline counts as of its own time; what could not redeem is a row that waits for a
  manager, and undoes no other scan. Nobody has missed a meal while a list is open.
* The sheet and its labels are written in the transaction that locks the menu, under the keys of the
  menu, the orders and their lines, and a trigger keeps them as they are. Production, allergies and
  packing are read from them; what differs by now is worked out beside them, never written.
* Packing looks at the dishes and the needs as they are then: an allergy blocks it, whatever was
  decided when the meal was ordered.
* A stop follows its order in the transaction that moves it, whoever moves it: what is cancelled is
  on no round, and what is delivered is redeemed. An order is on one live stop, by an index.
* Rounds are worked out before the command that makes them, which takes seconds and holds nothing;
  the command makes sure of what it plans. How long ways take is asked of whoever knows
  (`routing.TravelTimes`); until the map does, coordinates or the grid say so.
* A round is handed over by offering and taking: taking is one conditional update, so that one of
  several volunteers gets it. Where volunteers are is stored nowhere.
* Whoever does not open is looked for, always; who lives alone or is disabled one level higher from
  the beginning. A check ends by somebody's word, never by time.
* Settled is what was redeemed, by the shares that the order was promised: nothing is worked out
  again. A meal is in one batch, by an index; what comes late for its own batch is in the next one.
* Who hands a batch in, who checks it, who approves it and who pays it are four accounts, in rules
  and in a check of the database; who signs names the version they saw, and a trigger adds the lines
  up again. What has been handed in changes by exceptions only; what is found out after it is paid
  is a negative line of the next batch, once. UPHELD orders are claimed and stay UPHELD.
* A batch is put together, and its orders are settled, by jobs, in pieces that keep where they are
  with what they write: 300,000 meals pass through PostgreSQL alone, and a run that was cut off goes
  on. Orders that are settled are told of together, not one by one.
* The public list is written as it is made public, without a key that leads to a person, and hangs
  for as many days as a figure says. Nobody is claimed for who had died or moved away before the day
  of the meal; on the day of a death nobody knows the hour, and the redemption decides.
* Findings accuse nobody: who looks into them is never the canteen, and a report that is made again
  keeps verdicts. Manual redemptions are gathered by person, those at closing by who made them.
"""
