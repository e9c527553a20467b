// Mercurius with its JIT: hand-written schema, resolvers over pg, loaders for what repeats.
import Fastify from "fastify";
import mercurius from "mercurius";
import pg from "pg";

const [, , connectionString, port, poolSize] = process.argv;
const pool = new pg.Pool({ connectionString, max: Number(poolSize) });
// Days as text, as every other server here gives them.
pg.types.setTypeParser(1082, (text) => text);
pg.types.setTypeParser(20, Number);

const named = (name, text) => (values) => pool.query({ name, text, values }).then((r) => r.rows);
const one = (rows) => rows[0] ?? null;

const sql = {
  menu: named("menu", `SELECT * FROM menu WHERE site_id = $1 AND "on" = $2 AND period = $3`),
  items: named("items", `SELECT * FROM menu_item WHERE menu_id = ANY($1) ORDER BY position`),
  dishes: named("dishes", `SELECT * FROM dish WHERE id = ANY($1)`),
  board: named(
    "board",
    `SELECT * FROM meal_order WHERE site_id = $1 AND "on" = $2 AND period = $3
     ORDER BY number, id LIMIT $4`,
  ),
  count: named(
    "count",
    `SELECT count(*) FROM meal_order WHERE site_id = $1 AND "on" = $2 AND period = $3`,
  ),
  order: named("order", `SELECT * FROM meal_order WHERE id = $1`),
  mine: named(
    "mine",
    `SELECT * FROM meal_order WHERE resident_id = $1 ORDER BY "on" DESC, id DESC LIMIT $2`,
  ),
  lines: named("lines", `SELECT * FROM meal_order_line WHERE order_id = ANY($1) ORDER BY position`),
  residents: named("residents", `SELECT id, name FROM resident WHERE id = ANY($1)`),
  sites: named("sites", `SELECT id, code, name FROM site WHERE id = ANY($1)`),
  areas: named("areas", `SELECT id, code, name, parent_id FROM area WHERE id = ANY($1)`),
  children: named(
    "children",
    `SELECT id, code, name, parent_id FROM area WHERE parent_id = $1 ORDER BY code, id LIMIT $2`,
  ),
};

const schema = `
  type Query {
    menu(siteId: ID!, on: String!, period: String!): Menu
    orders(siteId: ID!, on: String!, period: String!, first: Int!): Orders
    order(id: ID!): MealOrder
    ordersOf(residentId: ID!, first: Int!): [MealOrder!]!
    areas(parentId: ID!, first: Int!): [Area!]!
  }
  type Mutation { placeOrder(input: PlaceOrder!): MealOrder }
  input PlaceOrder { menuId: ID! servingId: ID! residentId: ID! itemId: ID! portions: Int! }
  type Menu { id: ID! on: String! period: String! status: String! items: [MenuItem!]! }
  type MenuItem { id: ID! name: String! priceFen: Int! portions: Int! taken: Int! dish: Dish }
  type Dish { name: String! kind: String! kcal: Int isSoft: Boolean! isLowSalt: Boolean! }
  type Orders { totalCount: Int! nodes: [MealOrder!]! }
  type MealOrder {
    id: ID! number: Int! status: String! mode: String! on: String! period: String!
    priceFen: Int! subsidyFen: Int! dueFen: Int! placedAt: String!
    resident: Resident site: Site lines: [Line!]!
  }
  type Line { name: String! portions: Int! priceFen: Int! }
  type Resident { id: ID! name: String! }
  type Site { id: ID! code: String! name: String! }
  type Area { id: ID! code: String! name: String! parent: Area }
`;

const camel = { priceFen: "price_fen", subsidyFen: "subsidy_fen", dueFen: "due_fen" };
const money = (...names) =>
  Object.fromEntries(names.map((name) => [name, (row) => row[camel[name]]]));

async function placeOrder(_, { input }) {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const facts = one(
      (
        await client.query({
          name: "facts",
          text: `SELECT r.died_on IS NULL AND r.moved_out_on IS NULL AND place.is_open AS is_served,
                   EXISTS (SELECT FROM dietary_need n WHERE n.resident_id = r.id
                     AND n.kind = 'ALLERGY' AND n.substance = ANY(d.allergens)
                     AND n.from_on <= me."on"
                     AND (n.until_on IS NULL OR me."on" < n.until_on)) AS is_allergic,
                   p.id AS policy_id,
                   (SELECT sum(u.amount_fen) FROM subsidy_use u WHERE u.resident_id = r.id
                     AND u.policy_id = p.id AND u.from_on = me."on") AS used_fen
                 FROM menu me JOIN site place ON place.id = me.site_id
                 JOIN area spot ON spot.id = place.area_id
                 JOIN menu_item mi ON mi.menu_id = me.id AND mi.id = $2
                 JOIN dish d ON d.id = mi.dish_id JOIN resident r ON r.id = $3
                 LEFT JOIN LATERAL (SELECT id FROM subsidy_policy
                   WHERE area_id = ANY(spot.ancestors) AND from_on <= me."on"
                   AND (until_on IS NULL OR me."on" < until_on) LIMIT 1) p ON true
                 WHERE me.id = $1`,
          values: [input.menuId, input.itemId, input.residentId],
        })
      ).rows,
    );
    if (!facts?.is_served || facts.is_allergic) throw new Error("refused");
    const menu = one(
      (
        await client.query({
          name: "take-number",
          text: `UPDATE menu SET last_number = last_number + 1
                 WHERE id = $1 AND status = 'PUBLISHED' AND now() < cutoff_at
                 RETURNING id, site_id, "on", period, last_number`,
          values: [input.menuId],
        })
      ).rows,
    );
    await client.query({
      name: "take-seat",
      text: `UPDATE serving SET taken = taken + 1 WHERE id = $1
             AND (capacity IS NULL OR taken < capacity) AND now() < cutoff_at`,
      values: [input.servingId],
    });
    const item = one(
      (
        await client.query({
          name: "take-portions",
          text: `UPDATE menu_item SET taken = taken + $2
                 WHERE id = $1 AND taken + $2 <= portions RETURNING id, name, price_fen`,
          values: [input.itemId, input.portions],
        })
      ).rows,
    );
    if (!menu || !item) throw new Error("refused");
    const price = item.price_fen * input.portions;
    const order = one(
      (
        await client.query({
          name: "insert-order",
          text: `INSERT INTO meal_order (id, number, menu_id, serving_id, site_id, point_id, "on",
                   period, mode, resident_id, status, status_at, price_fen, discount_fen,
                   subsidy_fen, due_fen, shares, quote, channel, placed_at, is_after_cutoff)
                 VALUES (gen_random_uuid(), $1, $2, $3, $4, $4, $5, $6, 'DINE_IN', $7, 'PLACED',
                   now(), $8, 0, 0, $8, '[]', '{}', 'COUNTER', now(), false) RETURNING *`,
          values: [
            menu.last_number, menu.id, input.servingId, menu.site_id, menu.on, menu.period,
            input.residentId, price,
          ],
        })
      ).rows,
    );
    await client.query({
      name: "insert-line",
      text: `INSERT INTO meal_order_line (id, order_id, item_id, position, name, portions, price_fen)
             VALUES (gen_random_uuid(), $1, $2, 1, $3, $4, $5)`,
      values: [order.id, item.id, item.name, input.portions, item.price_fen],
    });
    await client.query({
      name: "insert-move",
      text: `INSERT INTO meal_order_move (id, order_id, at, to_status)
             VALUES (gen_random_uuid(), $1, now(), 'PLACED')`,
      values: [order.id],
    });
    await client.query({
      name: "insert-audit",
      text: `INSERT INTO audit (id, at, role, beneficiary_id, operation, request_id, source, input,
               outcome)
             VALUES (gen_random_uuid(), now(), 'CANTEEN_MANAGER', $1, 'placeOrder', '',
               '127.0.0.1', $2, 'OK')`,
      values: [input.residentId, JSON.stringify(input)],
    });
    await client.query({
      name: "insert-event",
      text: `INSERT INTO event (topic, subject_id, scope_id, payload, at)
             VALUES ('meal_order.placed', $1, $2, $3, now())`,
      values: [order.id, menu.site_id, JSON.stringify({ status: "PLACED" })],
    });
    await client.query("COMMIT");
    return order;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

const resolvers = {
  Query: {
    menu: (_, a) => sql.menu([a.siteId, a.on, a.period]).then(one),
    orders: (_, a) => a,
    order: (_, a) => sql.order([a.id]).then(one),
    ordersOf: (_, a) => sql.mine([a.residentId, a.first]),
    areas: (_, a) => sql.children([a.parentId, a.first]),
  },
  Mutation: { placeOrder },
  Orders: {
    totalCount: (a) => sql.count([a.siteId, a.on, a.period]).then((rows) => rows[0].count),
    nodes: (a) => sql.board([a.siteId, a.on, a.period, a.first]),
  },
  MealOrder: {
    ...money("priceFen", "subsidyFen", "dueFen"),
    placedAt: (row) => row.placed_at.toISOString(),
  },
  MenuItem: money("priceFen"),
  Line: money("priceFen"),
  Dish: { isSoft: (row) => row.is_soft, isLowSalt: (row) => row.is_low_salt },
};

const each = (fetch, column, key = "id") => async (queries) => {
  const rows = await fetch([queries.map(({ obj }) => obj[column])]);
  const found = new Map(rows.map((row) => [row[key], row]));
  return queries.map(({ obj }) => found.get(obj[column]) ?? null);
};
const grouped = (fetch, key) => async (queries) => {
  const rows = await fetch([queries.map(({ obj }) => obj.id)]);
  const found = new Map(queries.map(({ obj }) => [obj.id, []]));
  for (const row of rows) found.get(row[key]).push(row);
  return queries.map(({ obj }) => found.get(obj.id));
};
const loaders = {
  Menu: { items: grouped(sql.items, "menu_id") },
  MenuItem: { dish: each(sql.dishes, "dish_id") },
  MealOrder: {
    lines: grouped(sql.lines, "order_id"),
    resident: each(sql.residents, "resident_id"),
    site: each(sql.sites, "site_id"),
  },
  Area: { parent: each(sql.areas, "parent_id") },
};

const app = Fastify({ logger: false });
app.register(mercurius, { schema, resolvers, loaders, jit: 1, graphiql: false });
await app.listen({ port: Number(port), host: "127.0.0.1" });
console.log("ready");
