// The tabs that a newcomer finds, with variables of what this hub really has, so that each runs.
import board from "../examples/board.graphql";
import boardChanges from "../examples/board-changes.graphql";
import mealSites from "../examples/meal-sites.graphql";
import menu from "../examples/menu.graphql";
import myOrders from "../examples/my-orders.graphql";
import placeOrder from "../examples/place-order.graphql";
import { ask } from "./ask";
import PREFILL from "./prefill.graphql";

const DAY = 24 * 60 * 60 * 1000;

interface Tab {
  query: string;
  variables?: string;
}

interface Meal {
  siteId: string;
  menuId: string;
  itemId: string;
  on: string;
  period: string;
}

export async function examples(): Promise<Tab[]> {
  const { siteId, menuId, itemId, on, period } = await nextMeal();
  const input = {
    menuId,
    mode: "DINE_IN",
    lines: [{ itemId, portions: 1 }],
    idempotencyKey: `explorer-${Date.now()}`,
  };
  return [
    tab(mealSites),
    tab(menu, { siteId, on, period }),
    tab(placeOrder, { input }),
    tab(myOrders),
    tab(board, { siteId, on, period }),
    tab(boardChanges, { siteId }),
  ];
}

function tab(query: string, variables?: object): Tab {
  return { query, variables: variables && JSON.stringify(variables, null, 2) };
}

/** The next meal that can be ordered at the first canteen; blanks where there is none. */
async function nextMeal(): Promise<Meal> {
  const blank = { siteId: "", menuId: "", itemId: "", on: day(1), period: "LUNCH" };
  try {
    const { data: found } = await ask({ query: PREFILL, operationName: "Sites" });
    const site = found.mealSites.find((each: { kind: string }) => each.kind === "CANTEEN");
    const variables = { siteId: site.id, fromOn: day(1), untilOn: day(8) };
    const { data } = await ask({ query: PREFILL, operationName: "NextMenu", variables });
    const next = data.menus.edges[0]?.node;
    if (!next) return { ...blank, siteId: site.id };
    const { id: menuId, on, period, items } = next;
    return { siteId: site.id, menuId, on, period, itemId: items[0]?.id ?? "" };
  } catch {
    return blank;
  }
}

/** The day in so many days, as the hub's zone has it: 2026-11-23. */
function day(offset: number): string {
  return new Date(Date.now() + offset * DAY).toLocaleDateString("sv", { timeZone: "Asia/Shanghai" });
}
