"""Why the canteen declines, in both languages."""

from hub.kernel.errors import Reason, Refused


class CanteenReason(Reason):
    """Why the canteen declines (拒绝原因)."""

    NO_SUCH_MENU = ("没有这份菜单。", "There is no such menu.")
    NO_SUCH_SITE = ("没有这个食堂或助餐点。", "There is no such canteen or meal point.")
    NO_SUCH_DISH = ("没有这道菜。", "There is no such dish.")
    NO_SUCH_ITEM = ("菜单中没有这道菜。", "This dish is not on the menu.")
    NO_SUCH_ORDER = ("没有这个订单。", "There is no such order.")
    NO_SUCH_RESIDENT = (
        "没有这位居民，或您无权为其订餐。",
        "There is no such resident, or you may not order for them.",
    )
    RESIDENT_GONE = (
        "该居民已去世或迁出，不能再订餐。",
        "The resident has died or moved away; meals can no longer be ordered.",
    )
    SITE_CLOSED = ("该站点{closure}", "The site {closure}")
    SITE_CLOSED_THEN = (
        "该站点 {on:%Y-%m-%d} 该餐次停止供餐：{why}",
        "The site does not serve this meal on {on:%Y-%m-%d}: {why}",
    )
    SITE_EXISTS = ("该站点已登记供餐。", "The site serves meals already.")
    NOT_A_MEAL_SITE = (
        "只有食堂、厨房和助餐点可以供餐。",
        "Only a canteen, a kitchen or a meal point serves meals.",
    )
    KITCHEN_NOT_VALID = (
        "供餐厨房须是自行烹制的另一站点。",
        "What cooks for a meal point is another site, which cooks itself.",
    )
    SITE_HAS_POINTS = (
        "该站点为其他助餐点供餐，不能改为由别处供餐。",
        "The site cooks for meal points, so nobody can cook for it.",
    )
    SITE_HAS_ORDERS = (
        "该站点还有 {orders} 个未完成的订单；请先停止供餐或改期。",
        "The site has {orders} open orders for that time: stop it, or choose another time.",
    )
    OTHER_ORDERS = (
        "现有 {orders} 个未完成的订单将被取消，与您确认的数目不同；请核对后重试。",
        "{orders} open orders would be cancelled, not as many as you expect; look again.",
    )
    RADIUS_NOT_VALID = (
        "半径须为 1 至 {most} 米之间的整数。",
        "A radius is between 1 and {most} metres.",
    )
    HOURS_NOT_VALID = ("供餐开始时间须早于结束时间。", "Serving begins before it ends.")
    CUTOFF_NOT_VALID = (
        "截止订餐须提前 0 至 {most} 天。",
        "Orders close 0 to {most} days before the meal.",
    )
    CAPACITY_NOT_VALID = (
        "接待能力须为 0 至 {most} 之间的整数。",
        "A capacity is between 0 and {most}.",
    )
    DAY_PAST = ("日期已过，只能从今天起设置。", "The day is over; begin today or later.")
    DAYS_NOT_VALID = ("结束日期须晚于开始日期。", "The end comes after the beginning.")
    PERIODS_NOT_VALID = ("请至少选择一个餐次。", "Name at least one meal of the day.")
    NO_SUCH_CLOSURE = ("没有这项停供安排。", "There is no such closure.")
    CLOSURE_ENDED = ("这项停供安排已结束。", "The closure has ended already.")
    NOTHING_STOPPED = ("该站点没有停供。", "The site is not stopped.")
    NOT_SERVED_HERE = (
        "没有这个站点，或该站点不供应这份菜单。",
        "There is no such site, or it does not serve this menu.",
    )
    NOT_SERVED_THIS_WAY = (
        "该站点本餐次不提供这种就餐方式。",
        "The site does not serve this meal in this way.",
    )
    ORDERING_CLOSED = (
        "本餐已于 {closed_at:%m-%d %H:%M} 截止订餐。",
        "Ordering for this meal closed at {closed_at:%m-%d %H:%M}.",
    )
    SOLD_OUT = ("菜品“{dish}”{left}", "“{dish}” {left}")
    FULL = ("本餐的这种就餐方式已约满。", "This way of serving the meal is fully booked.")
    ALREADY_ORDERED = (
        "该居民本餐已有订单，同一餐次全市只能订一份。",
        "The resident already has an order for this meal; there is one a meal in the whole city.",
    )
    NOTHING_ORDERED = ("请至少选择一道菜。", "Choose at least one dish.")
    PORTIONS_NOT_VALID = (
        "份数须为 1 至 {most} 之间的整数，整单最多 {most} 份。",
        "Portions are 1 to {most}, and at most {most} in the whole order.",
    )
    MENU_PORTIONS_NOT_VALID = (
        "供应份数须为 0 至 {most} 之间的整数。",
        "The portions on the menu are between 0 and {most}.",
    )
    ITEM_TWICE = ("同一道菜请只填写一次。", "Name each dish once.")
    CAUTION_NOT_ACCEPTED = (
        "“{dish}”含糖或含盐较多，与该居民的慢性病饮食要求不符；确认仍要订购请勾选。",
        "“{dish}” has more sugar or salt than the resident's disease allows; accept that to order.",
    )
    NO_SUCH_STANDING_ORDER = ("没有这份长期订餐，或已结束。", "There is no such standing order.")
    WEEK_NOT_VALID = (
        "每周订餐安排无效，请检查星期、餐次和菜品（最多 {most}）。",
        "The week is not valid: look at weekday, meals and dishes ({most} at most).",
    )
    MEAL_TWICE = ("同一天的同一餐次请只填写一次。", "Name each meal of the week once.")
    DAY_NOT_VALID = (
        "日期无效：须从今天起一年之内，且结束日期晚于开始日期。",
        "The day is not valid: within a year from today, and the end after the beginning.",
    )
    PAUSED_ALREADY = (
        "这些日期中已有暂停安排。",
        "The standing order rests already on some of these days.",
    )
    ALLERGY = (
        "“{dish}”含有该居民过敏的物质，不能订购。",
        "“{dish}” contains what the resident is allergic to; it cannot be ordered.",
    )
    ADDRESS_NEEDED = ("送餐需要填写地址。", "Delivery needs an address.")
    PRICE_CHANGED = (
        "价格已变化，现应付 {due_yuan} 元，请确认后重新下单。",
        "The price has changed: ¥{due_yuan} is due now. Confirm and order again.",
    )
    REASON_NEEDED = ("请填写原因。", "Say why.")
    TEXT_TOO_LONG = ("内容最多 {most} 个字符。", "At most {most} characters.")
    TEXT_NOT_VALID = ("内容含有无效字符。", "The text holds characters that are not text.")
    CUTOFF_PASSED = (
        "已过截止时间，不能再取消；请联系食堂。",
        "The cut-off has passed: the order can no longer be cancelled here. Ask the canteen.",
    )
    CANNOT_MOVE = (
        "订单 {number} 当前状态为“{state}”，不能这样变更。",
        "Order {number} is {state}; it cannot move that way from there.",
    )
    ALREADY_CANCELLED = (
        "订单 {number} 已取消（{state}），不能再变更。",
        "Order {number} is {state}; nothing follows that.",
    )
    MEAL_NOT_OVER = (
        "供餐尚未结束，不能标记为未取餐。",
        "The meal is not over yet; nobody has missed it.",
    )
    TOO_MANY_ORDERS = (
        "一次最多处理 {most} 个订单。",
        "At most {most} orders at once.",
    )
    NO_MENUS_NAMED = ("请至少选择一份菜单。", "Name at least one menu.")
    MENU_EXISTS = ("该日该餐次已有菜单。", "There is a menu for this day and meal already.")
    MENU_NOT_DRAFT = (
        "菜单已发布，不能再这样修改。",
        "The menu is published and cannot be changed like this.",
    )
    MENU_NOT_PUBLISHED = ("菜单尚未发布或已截单。", "The menu is not open.")
    MENU_EMPTY = ("菜单中还没有菜品。", "The menu has no dishes yet.")
    MENU_PAST = ("供餐日期已过。", "The day of the meal is over.")
    NOTHING_TO_COPY = (
        "{on:%Y-%m-%d} 起的一周没有菜单可复制。",
        "There are no menus to copy in the week from {on:%Y-%m-%d}.",
    )
    NO_SERVICE_TIMES = (
        "该食堂当日该餐次没有设置供餐时间。",
        "The canteen has no service times for this day and meal.",
    )
    BELOW_TAKEN = (
        "“{dish}”已订出 {taken} 份，份数不能更少。",
        "{taken} portions of “{dish}” are ordered; there cannot be fewer.",
    )
    PRICE_PROMISED = (
        "“{dish}”已有人按原价订购，价格不能再改。",
        "“{dish}” was ordered at its price already, which stays.",
    )
    ITEM_ORDERED = (
        "“{dish}”已有人订购，不能移除；可标记售完或替换。",
        "“{dish}” was ordered already and stays; mark it sold out, or put another in its place.",
    )
    MENU_HAS_ORDERS = (
        "菜单已有 {orders} 个订单，不能撤回。",
        "The menu has {orders} orders and cannot be withdrawn.",
    )
    TOO_MANY_MENUS = ("一次最多发布 {most} 份菜单。", "At most {most} menus are published at once.")
    DISH_ON_MENU = ("菜单中已有这道菜。", "The dish is on the menu already.")
    DISH_RETIRED = ("“{dish}”已停用。", "“{dish}” is kept off new menus.")
    MENU_STILL_OPEN = (
        "截单之后才能转为窗口零售。",
        "Leftovers are known once ordering has closed.",
    )
    NOT_SO_MANY_LEFT = (
        "“{dish}”余量仅 {remaining} 份。",
        "Only {remaining} portions of “{dish}” are left over.",
    )
    NO_SUCH_SALE = ("没有这笔零售。", "There is no such sale.")
    SALE_VOIDED = ("这笔零售已作废。", "The sale is void already.")
    NO_SUCH_CONFLICT = ("没有这项饮食冲突。", "There is no such conflict.")
    CONFLICT_RESOLVED = ("这项饮食冲突已处理。", "The conflict is resolved already.")
    DIET_CONFLICT = (
        "订单 {number} 有未处理的饮食冲突，请先换菜或由本人确认。",
        "Order {number} has a dish that does not suit the person any more: resolve that first.",
    )
    NO_SUCH_TEMPLATE = ("没有这份周菜单模板。", "There is no such week of meals.")
    TEMPLATE_NAME_TAKEN = ("已有同名模板。", "There is a template of this name already.")
    TEMPLATE_NOT_VALID = (
        "模板每餐最多 {most} 道菜，星期须为 1 至 7，且同一餐不能重复。",
        "A meal has at most {most} dishes, each once; weekdays count from 1, Monday, to 7.",
    )
    PARTS_NOT_VALID = (
        "套餐由 1 至 {most} 道不同的菜组成，每道 1 至 9 份，不能再含套餐。",
        "A set meal is made of 1 to {most} different dishes that are none, 1 to 9 portions each.",
    )
    DISH_SHARED = (
        "“{dish}”为全市共用菜品，不能由一个食堂修改。",
        "“{dish}” is a dish of the whole city, which no canteen changes.",
    )
    DISH_HAS_PARTS = (
        "套餐的内容由其菜品决定，请修改套餐的组成。",
        "What a set meal holds follows from its dishes: change those.",
    )
    INGREDIENTS_NOT_VALID = (
        "每道菜最多 {most} 种不同的原料，名称 1 至 40 个字符，每份 1 至 5000 克。",
        "A dish has at most {most} ingredients: names of 1 to 40 characters, 1 to 5,000 grams.",
    )
    PRICE_NOT_VALID = ("价格须在 0 至 1000 元之间。", "A price is between 0 and 1,000 yuan.")
    NAME_NOT_VALID = ("名称须为 1 至 60 个字符。", "A name has 1 to 60 characters.")
    DISH_NAME_TAKEN = ("已有同名菜品。", "There is a dish of this name already.")
    NUTRITION_NOT_VALID = (
        "营养数值超出范围。",
        "A nutrition figure is out of range.",
    )
    POLICY_NOT_VALID = (
        "补贴政策无效：“{place}”{problem}。",
        "The subsidy policy is not valid: “{place}” {problem}.",
    )
    POLICY_AGES_SHARED = (
        "补贴政策无效：“{place}”有两档都含 {listed} 周岁；年龄段含起始、不含结束年龄。",
        "The subsidy policy is not valid: two bands of “{place}” hold the age {listed}.",
    )
    POLICY_FIELD_UNKNOWN = (
        "补贴政策中有未知字段“{place}”，请删除或更正。",
        "The subsidy policy has an unknown field, “{place}”. Take it out or spell it right.",
    )
    POLICY_FIELD_MISSING = (
        "补贴政策缺少字段“{place}”。",
        "The subsidy policy lacks the field “{place}”.",
    )
    POLICY_OPTION_UNKNOWN = (
        "补贴政策的“{place}”只能填写：{options}。",
        "“{place}” of the subsidy policy is one of: {options}.",
    )
    POLICY_NOT_JSON = (
        "补贴政策文件不是有效的 JSON 对象，或超过 {most} 个字符。",
        "The subsidy policy is no JSON object, or has more than {most} characters.",
    )
    POLICY_NEEDED = (
        "请在政策模板、政策内容和 JSON 文件中填写且只填写一项。",
        "Give one of a schedule, a document and a JSON document, and only one.",
    )
    POLICY_TEXT_NEEDED = (
        "请填写政策的代码、名称和来源（代码最多 40 个字符，名称 120 个，来源 400 个）。",
        "Give the policy's code, name and source, of at most 40, 120 and 400 characters.",
    )
    NO_SUCH_SCHEDULE = ("没有这个政策模板。", "There is no such schedule.")
    NO_SUCH_POLICY = ("没有这项补贴政策。", "There is no such subsidy policy.")
    NO_SUCH_AREA = ("没有这个区域。", "There is no such area.")
    POLICY_TOO_LATE = (
        "政策最早自 {earliest_on} 起施行，过去的餐次不再改变。",
        "A policy takes effect on {earliest_on} at the earliest; past meals stay as they are.",
    )
    POLICY_ENDS_EARLY = (
        "政策的结束日期须晚于开始日期。",
        "A policy ends after the day on which it begins.",
    )
    POLICY_OVERLAPS = (
        "该区域自 {begins_on} 起已有另一项待施行的政策；请先撤回它，或让新政策在此之前结束。",
        "A policy is to begin here on {begins_on}. Withdraw it, or let the new one end by then.",
    )
    POLICY_BEGUN = (
        "政策已施行或已撤回，不能撤回；可发布新政策取代它。",
        "The policy has begun or is withdrawn. Publish another one to take its place.",
    )
    TRIAL_MONTH_NOT_VALID = (
        "试算月份须为已有餐次的月份，写作该月的第一天。",
        "A trial is of a month that has begun, given by its first day.",
    )
    TRIAL_TOO_LARGE = (
        "该月有 {meals} 份餐，一次最多试算 {most} 份；请选择较小的区域。",
        "The month has {meals} meals, and a trial takes {most} at most. Choose a smaller area.",
    )
    TRIAL_BUSY = (
        "已有一项试算正在进行，请稍后再试。",
        "A trial is running already. Try again when it is done.",
    )
    PROOF_NEEDED = (
        "请只提供一种凭证：二维码、卡号或订单。",
        "Give one proof: a code, a card number or an order.",
    )
    QR_NOT_VALID = (
        "二维码无效，请让本人重新打开取餐码。",
        "The code is not valid. Ask the person to open it again.",
    )
    QR_EXPIRED = (
        "二维码已于 {expired_at:%H:%M} 过期，请刷新后重扫。",
        "The code expired at {expired_at:%H:%M}. Ask the person to refresh it.",
    )
    NO_ORDER_TODAY = (
        "持卡人今天没有可取的订单。",
        "The holder of the card has no order for today.",
    )
    WRONG_POINT = (
        "订单 {number} 应在“{point}”取餐。",
        "Order {number} is handed over at “{point}”, not here.",
    )
    WRONG_DAY = (
        "订单 {number} 是 {on:%m-%d} 的餐。",
        "Order {number} is for a meal on {on:%m-%d}.",
    )
    WRONG_MEAL = (
        "订单 {number} 的供餐时间为 {serve_from_at:%H:%M} 至 {serve_until_at:%H:%M}。",
        "Order {number} is served from {serve_from_at:%H:%M} to {serve_until_at:%H:%M}.",
    )
    NOT_HANDED_OVER_NOW = (
        "订单 {number} 只能在当天 {closed_at:%m-%d %H:%M} 前登记取餐。",
        "Order {number} is handed over on its day, until {closed_at:%m-%d %H:%M}.",
    )
    ALREADY_REDEEMED = (
        "订单 {number} 已于 {redeemed_at:%H:%M} 在“{point}”核销。",
        "Order {number} was redeemed at {redeemed_at:%H:%M} at “{point}”.",
    )
    ORDER_CANCELLED = (
        "订单 {number} 已于 {cancelled_at:%m-%d %H:%M} 取消。",
        "Order {number} was cancelled at {cancelled_at:%m-%d %H:%M}.",
    )
    RESIDENT_DIED = (
        "订单 {number} 的居民已去世，不能核销，请联系社区。",
        "The resident of order {number} has died; it cannot be redeemed. Tell the community.",
    )
    REDEEMED_AT_DOOR = (
        "订单 {number} 为送餐，送达时核销。",
        "Order {number} is delivered, and redeemed at the door.",
    )
    EATEN_IN_PERSON = (
        "堂食须本人用餐，不能代取。",
        "Who dines in comes in person; nobody can collect the meal.",
    )
    COLLECTOR_NOT_AUTHORISED = (
        "取餐人未获该居民授权代取。",
        "The resident has not authorised this person to collect meals.",
    )
    POLICY_FORBIDS_COLLECTORS = (
        "本地补贴政策不允许代取，须本人领取。",
        "The subsidy policy lets nobody else collect the meal; the resident has to come.",
    )
    NO_SUCH_REDEMPTION = ("没有这条核销记录。", "There is no such redemption.")
    ALREADY_REVERSED = ("该核销已撤销。", "The redemption was reversed already.")
    REVERSAL_TOO_LATE = (
        "核销只能在当天撤销；该笔核销于 {redeemed_at:%m-%d %H:%M}。",
        "A redemption is reversed on its day only; this one was at {redeemed_at:%m-%d %H:%M}.",
    )
    ALLERGY_WHEN_PACKED = (
        "订单 {number} 的“{dish}”含有该居民过敏的物质（{allergen}），不能出餐。",
        "“{dish}” of order {number} holds {allergen}, an allergy; it cannot be handed over.",
    )
    NO_SUCH_LIST = ("没有这份离线名单。", "There is no such offline list.")
    OFFLINE_LIST_OVER = (
        "离线名单已于 {closed_at:%m-%d %H:%M} 停止接收扫码。",
        "The offline list takes no scans after {closed_at:%m-%d %H:%M}.",
    )
    NOT_SERVED_THEN = (
        "该站点当日该餐次不供餐。",
        "The point does not serve this meal on this day.",
    )
    SCANS_NOT_VALID = (
        "一次上传 1 至 {most} 条扫码，每条须有编号，并只有二维码或订单之一。",
        "An upload has 1 to {most} scans, each with a key and either a code or an order.",
    )
    SCAN_TIME_NOT_VALID = (
        "扫码时间不在名单有效期内，请检查设备时钟。",
        "The time of the scan is not within that of the list. Check the clock of the device.",
    )
    NO_SUCH_SCAN = ("没有这条待处理的扫码。", "There is no such scan to decide on.")
    SCAN_DECIDED = ("该扫码已处理。", "The scan has been decided on already.")
    SCAN_OF_NOTHING = (
        "该扫码不对应任何订单，只能不予认可。",
        "The scan names no order; it can only be dismissed.",
    )
    NO_SUCH_SAMPLE = ("没有这份留样。", "There is no such sample.")
    SAMPLE_TAKEN = ("这道菜本餐已留样。", "A sample of this dish was retained already.")
    SAMPLE_TOO_LIGHT = (
        "每道菜留样不少于 {least} 克。",
        "A retained sample weighs at least {least} grams.",
    )
    SAMPLE_TO_BE_KEPT = (
        "留样须保存至 {keep_until_at:%m-%d %H:%M}。",
        "The sample has to be kept until {keep_until_at:%m-%d %H:%M}.",
    )
    SAMPLE_DISPOSED = (
        "留样已于 {disposed_at:%m-%d %H:%M} 处理。",
        "The sample was disposed of at {disposed_at:%m-%d %H:%M}.",
    )
    WEIGHT_NOT_VALID = ("重量须为正数。", "A weight is a positive number of grams.")
    TEMPERATURE_NOT_VALID = (
        "温度须在 -40.0 至 300.0 摄氏度之间。",
        "A temperature is between -40.0 and 300.0 degrees Celsius.",
    )
    NO_SUCH_ALARM = ("没有这条待处理的温度报警。", "There is no such temperature alarm.")
    WASTE_NOT_VALID = (
        "请填写浪费的份数或重量（正数）。",
        "Say how many portions or grams were wasted, as positive numbers.",
    )
    LIMIT_NOT_VALID = (
        "限值须有下限或上限，且下限不高于上限。",
        "A limit has a lower or an upper bound, and the lower is not above the upper.",
    )
    LIMIT_PAST = (
        "新限值只能从今天或以后生效，且晚于现行限值。",
        "A new limit comes into force today or later, and after the one before it.",
    )
    NO_SUCH_CARD = ("没有这张助餐卡。", "There is no such meal card.")
    CARD_NUMBER_NOT_VALID = (
        "卡号有误，请核对后重新输入。",
        "No card has this number. Check it and type it again.",
    )
    CARD_EXISTS = (
        "该居民已有助餐卡；遗失请挂失补卡。",
        "The resident has a meal card already; report it lost and replace it.",
    )
    CARD_CANNOT_MOVE = (
        "助餐卡当前状态不能这样变更。",
        "The card cannot be changed that way from its present state.",
    )
    CARD_NOT_USABLE = (
        "该助餐卡不可使用，请换一种方式支付或到窗口办理。",
        "The card is not in use. Pay another way, or ask at a counter.",
    )
    CARD_OF_ANOTHER = (
        "该助餐卡不是订餐居民本人的卡。",
        "The card is not the resident's for whom the meal is.",
    )
    CARD_NUMBER_NEEDED = (
        "请刷卡或输入卡号。",
        "Swipe the card or type its number.",
    )
    BALANCE_TOO_LOW = (
        "余额不足，请充值或换一种方式支付。",
        "There is not enough money. Top up, or pay another way.",
    )
    BALANCE_TOO_HIGH = (
        "充值后余额将超过上限。",
        "The card would hold more than it may.",
    )
    AMOUNT_NOT_VALID = (
        "金额须在 {least_yuan} 至 {most_yuan} 元之间。",
        "The amount is between ¥{least_yuan} and ¥{most_yuan}.",
    )
    NOT_PAYABLE = (
        "订单已取消或退款，无需支付。",
        "The order was cancelled or refunded; it is not paid any more.",
    )
    NOTHING_DUE = ("该订单无需支付。", "Nothing is due for this order.")
    ALREADY_PAID = ("该订单已付清。", "The order is paid already.")
    OVERPAID = (
        "金额超过应付，仅剩 {due_yuan} 元未付。",
        "That is too much: ¥{due_yuan} is left to pay.",
    )
    METHOD_NOT_AVAILABLE = (
        "不能使用这种支付方式{methods}",
        "It cannot be paid this way here{methods}",
    )
    PROVIDER_AWAY = (
        "第三方支付暂时不可用，请稍后再试或换一种方式。",
        "The payment provider does not answer. Try again later, or pay another way.",
    )
    NO_SUCH_PAYMENT = ("没有这笔支付。", "There is no such payment.")
    NOT_REFUNDABLE = (
        "这笔款项不能退还，最多可退 {most_yuan} 元。",
        "This cannot be given back; ¥{most_yuan} can be at most.",
    )
    NOTHING_OWED = ("没有应退款项。", "Nothing is owed to the resident.")
    SECOND_PERSON_NEEDED = (
        "超过 {most_yuan} 元的退款须由另一人提出、负责人支付。",
        "More than ¥{most_yuan} is proposed by one person and paid out by another, a manager.",
    )
    DRAWER_TOO_LOW = (
        "现金柜内只有 {most_yuan} 元，不足以支付。",
        "Only ¥{most_yuan} lies in the drawer.",
    )
    DRAWER_NOT_OPEN = (
        "今天尚未开柜，请先登记备用金。",
        "The cash drawer is not open today. Open it with its float first.",
    )
    DRAWER_OPENED = ("今天已经开柜。", "The cash drawer was opened today already.")
    DRAWER_CLOSED = (
        "该日现金已盘点结账。",
        "The cash of that day has been counted and closed.",
    )
    NO_SUCH_DRAWER = ("该站点该日没有开柜。", "No cash drawer was opened there on that day.")
    DIFFERENCE_NEEDS_REASON = (
        "实点与应有相差 {difference_yuan} 元，请填写原因。",
        "The cash differs by ¥{difference_yuan}. Say why.",
    )
    REFUND_POLICY_NOT_VALID = (
        "退款政策无效：比例须为 0 至 100，并注明来源。",
        "The refund policy is not valid: percents are 0 to 100, and it needs a source.",
    )
    NO_SUCH_DIFFERENCE = (
        "没有这条待核对差异，或已处理。",
        "There is no such difference, or it has been dealt with.",
    )
    NO_SUCH_ROUND = ("没有这个送餐班次。", "There is no such delivery round.")
    NO_SUCH_STOP = ("没有这个配送点。", "There is no such stop.")
    NO_SUCH_ROUTE = ("没有这条固定路线。", "There is no such kept route.")
    NO_SUCH_VOLUNTEER = (
        "该账号不是此站点的送餐志愿者。",
        "The account is not a delivery volunteer here.",
    )
    NO_SUCH_CHECK = ("没有这次探视，或已完成。", "There is no such welfare check, or it is over.")
    VEHICLES_NOT_VALID = (
        "请列出 1 至 {most} 名各不相同的志愿者及其可带份数。",
        "Name 1 to {most} different volunteers, each with the boxes that they take.",
    )
    NOTHING_TO_DELIVER = (
        "该餐次没有待安排的送餐订单。",
        "No deliveries of this meal are left to plan.",
    )
    PLANNED_MEANWHILE = (
        "部分订单已被安排到其他班次，请重试。",
        "Some of the orders are on another round by now. Try again.",
    )
    DEPARTURE_NOT_VALID = (
        "出发时间须在供餐当天。",
        "The round sets out on the day of the meal.",
    )
    ROUND_CANNOT_MOVE = (
        "班次当前状态不能进行此操作。",
        "The round cannot do this from where it stands.",
    )
    ROUND_NEEDS_VOLUNTEER = (
        "班次还没有志愿者，不能出发。",
        "Nobody drives the round yet, so it cannot set out.",
    )
    ROUND_TAKEN = ("该班次已由他人接手。", "Somebody else has taken the round.")
    ROUND_NOT_OUT = ("班次尚未出发或已结束。", "The round is not on its way.")
    STOPS_PENDING = (
        "还有 {orders} 个配送点没有结果，不能结束。",
        "{orders} stops have no outcome yet, so the round cannot be closed.",
    )
    STOP_DONE = ("该配送点已有结果。", "The stop has an outcome already.")
    STOPS_NOT_VALID = (
        "请按新顺序列出全部 {orders} 个未完成的配送点，每个一次。",
        "Name all {orders} stops that are left to do, each once, in their new order.",
    )
    OTHER_MEAL = (
        "两个班次须属于同一站点的同一餐。",
        "Both rounds have to be of the same meal at the same site.",
    )
    ROUND_FULL = (
        "该班次最多带 {most} 份餐。",
        "The round takes {most} boxes at most.",
    )
    WRONG_BOX = (
        "扫到的餐盒不是这位居民的，请核对姓名和菜品。",
        "The box is somebody else's. Check the name and the dishes.",
    )
    RESIDENT_TWICE = (
        "同一居民在站点的固定路线中只能出现一次。",
        "A resident is in one kept route of a site, once.",
    )
    ROUTE_NOT_VALID = (
        "固定路线须有名称和 1 至 {most} 位居民。",
        "A kept route has a name, and 1 to {most} residents.",
    )
    SIGNER_NEEDED = ("请填写签收人姓名。", "Say who signed for it.")
    SIGNATURE_NOT_VALID = (
        "签名须为不超过 {most} 个字符的 SVG 折线路径。",
        "A signature is an SVG path of straight strokes, {most} characters at most.",
    )
    FIGURE_NOT_VALID = (
        "参数须为 1 至 {most} 之间的整数。",
        "A figure is a whole number between 1 and {most}.",
    )
    NO_SUCH_SETTLEMENT = ("没有这份结算。", "There is no such settlement.")
    NO_SUCH_SETTLEMENT_LINE = ("没有这条结算明细。", "There is no such line of a settlement.")
    SETTLEMENT_MONTH_NOT_VALID = (
        "请填写已结束月份的第一天。",
        "Name the first day of a month that is over.",
    )
    SETTLEMENT_EXISTS = (
        "该食堂该月已有结算。",
        "There is a settlement of this canteen and month already.",
    )
    NOT_AN_OPERATOR = (
        "结算以做餐的食堂为单位，该站点由其他食堂供餐。",
        "Settlements are made with the canteen that cooks; another one cooks for this site.",
    )
    SETTLEMENT_CANNOT_MOVE = (
        "结算当前状态不能进行此操作，或这一步不由您办理。",
        "The settlement cannot do this from where it stands, or it is not your turn.",
    )
    SETTLEMENT_CHANGED = (
        "结算已重新提交为第 {most} 版，请重新核对。",
        "The settlement was handed in again as version {most}. Look at it again.",
    )
    SETTLEMENT_NOT_BUILT = (
        "结算明细仍在生成，请稍后再提交。",
        "The lines are still being put together. Try again in a while.",
    )
    EXCEPTIONS_OPEN = (
        "还有 {lines} 条异议未处理完。",
        "{lines} exceptions are not dealt with yet.",
    )
    SAME_SIGNER = (
        "提交、核对、审批、拨付须由不同的人办理。",
        "Handing in, checking, approving and paying are for different people.",
    )
    EXCEPTION_CANNOT_MOVE = (
        "该明细的异议当前不能进行此操作。",
        "The exception of this line cannot do this from where it stands.",
    )
    ALREADY_RECLAIMED = (
        "该明细已剔除或已冲减，不能再次冲减。",
        "The line is out already, or taken back already.",
    )
    NO_SUCH_ANOMALY = ("没有这条异常。", "There is no such finding.")
    ANOMALY_DECIDED = ("该异常已有结论。", "The finding has a verdict already.")
    FIGURE_PAST = (
        "参数最早自 {earliest_on:%Y-%m-%d} 起生效。",
        "A figure begins on {earliest_on:%Y-%m-%d} at the earliest.",
    )


class CanteenRefused(Refused):
    """The canteen declines."""
