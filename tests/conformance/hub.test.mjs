// The whole hub: clients read a menu, place an order, and see it on the board at once.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { GraphQLClient } from 'graphql-request';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import WebSocket from 'ws';

const { URL_OF_GRAPHQL: url, STAFF, ADMIN } = process.env;
const as = (token) => new GraphQLClient(url, { headers: token ? { authorization: `Bearer ${token}` } : {} });
const CHANGED = `subscription ($siteId: ID!) {
  mealOrderChanged(siteId: $siteId) { status order { id number dueFen lines { name portions } } }
}`;
const PLACE = `mutation ($input: MealOrderPlaceInput!) {
  mealOrderPlace(input: $input) {
    __typename
    ... on MealOrderPlaced { order { id number } }
    ... on Refusal { message }
  }
}`;

let site;
let menu;
let resident;

before(async () => {
  const { mealSites } = await as().request(`{
    mealSites { id name menus(first: 1, orderBy: LATEST, filter: {statuses: [PUBLISHED], periods: [LUNCH]}) {
      nodes { id items { id remaining } }
    } }
  }`);
  site = mealSites.find(({ name }) => name === '华岳社区食堂');
  [menu] = site.menus.nodes;
  const { residents } = await as(ADMIN).request('{ residents(first: 1) { nodes { id } } }');
  [resident] = residents.nodes;
});

async function placed() {
  const input = { menuId: menu.id, mode: 'DINE_IN', residentId: resident.id, lines: [{ itemId: menu.items[1].id }] };
  const { mealOrderPlace } = await as(STAFF).request(PLACE, { input });
  assert.equal(mealOrderPlace.__typename, 'MealOrderPlaced', mealOrderPlace.message);
  return mealOrderPlace.order.id;
}

// Resolves with the first change; the order is placed once the subscription has had time to begin.
async function firstChange(iterator) {
  const pending = iterator.next();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const id = await placed();
  const { value } = await pending;
  await iterator.return();
  assert.equal(value.errors, undefined);
  assert.equal(value.data.mealOrderChanged.order.id, id);
  assert.equal(value.data.mealOrderChanged.status, 'PLACED');
  await as(STAFF).request('mutation ($input: MealOrderCancelInput!) { mealOrderCancel(input: $input) { __typename } }', {
    input: { orderId: id, reason: 'test' },
  });
}

test('an order is on the board at once, over graphql-ws', async () => {
  const connectionParams = { authorization: `Bearer ${STAFF}` };
  const socket = createWsClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams });
  await firstChange(socket.iterate({ query: CHANGED, variables: { siteId: site.id } }));
  await socket.dispose();
});

test('an order is on the board at once, over graphql-sse', async () => {
  const events = createSseClient({ url, headers: { authorization: `Bearer ${STAFF}` } });
  await firstChange(events.iterate({ query: CHANGED, variables: { siteId: site.id } }));
});

test('nobody follows a board without a role, and the socket stays', async () => {
  const socket = createWsClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, lazyCloseTimeout: 1000 });
  await assert.rejects(
    socket.iterate({ query: CHANGED, variables: { siteId: site.id } }).next(),
    (errors) => errors[0].extensions.code === 'UNAUTHENTICATED',
  );
  const { value } = await socket.iterate({ query: '{ mealSites { name } }' }).next();
  assert.ok(value.data.mealSites.length);
  await socket.dispose();
});

test('pages forwards and backwards meet', async () => {
  const page = (args) =>
    as(ADMIN).request(`{ residents(${args}) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`);
  const forwards = [];
  for (let args = 'first: 40'; ; ) {
    const { residents } = await page(args);
    forwards.push(...residents.edges.map((edge) => edge.node.id));
    if (!residents.pageInfo.hasNextPage) break;
    args = `first: 40, after: ${JSON.stringify(residents.pageInfo.endCursor)}`;
  }
  const backwards = [];
  for (let args = 'last: 30'; ; ) {
    const { residents } = await page(args);
    backwards.unshift(...residents.edges.map((edge) => edge.node.id));
    if (!residents.pageInfo.hasPreviousPage) break;
    args = `last: 30, before: ${JSON.stringify(residents.pageInfo.startCursor)}`;
  }
  assert.ok(forwards.length > 40);
  assert.deepEqual(backwards, forwards);
});

test('the rate limit is told in headers and in the answer', async () => {
  const { headers, extensions } = await as().rawRequest('{ mealSites { name } }');
  assert.ok(Number(headers.get('x-ratelimit-remaining')) > 0);
  assert.ok(extensions.cost.requestedQueryCost > 0);
  assert.ok(extensions.cost.throttleStatus.currentlyAvailable > 0);
});
