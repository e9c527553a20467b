// The whole hub: clients read a menu, place an order, and see it on the board at once.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ApolloClient, CombinedGraphQLErrors, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { Defer20220824Handler, GraphQL17Alpha2Handler, GraphQL17Alpha9Handler } from '@apollo/client/incremental';
import { Client, fetchExchange } from '@urql/core';
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

test('the rate limit is a field too', async () => {
  const { data, headers } = await as(STAFF).rawRequest('{ rateLimit { limit remaining used cost resetAt } }');
  assert.equal(String(data.rateLimit.remaining), headers.get('x-ratelimit-remaining'));
  assert.ok(data.rateLimit.cost > 0);
});

// The hub delivers at once what may come later: clients that could take it in parts get a whole.
const DEFERRED = `query Deferred {
  mealSites { id ... @defer(label: "late") { name dishes: menus(first: 1) { totalCount } } }
}`;
const FAILING = 'query Failing { mealSites { id } ... @defer { areas(first: 101) { totalCount } } }';
const HANDLERS = { Defer20220824Handler, GraphQL17Alpha2Handler, GraphQL17Alpha9Handler };

for (const [name, Handler] of Object.entries(HANDLERS)) {
  const client = () =>
    new ApolloClient({ cache: new InMemoryCache(), link: new HttpLink({ uri: url }), incrementalHandler: new Handler() });

  test(`Apollo with its ${name} gets deferred fragments`, async () => {
    const { data } = await client().query({ query: gql(DEFERRED) });
    assert.ok(data.mealSites.length);
    for (const each of data.mealSites) assert.ok(each.name && each.dishes.totalCount >= 0);
  });

  test(`Apollo with its ${name} gets errors of deferred fragments`, async () => {
    await assert.rejects(client().query({ query: gql(FAILING) }), (error) => {
      assert.ok(CombinedGraphQLErrors.is(error), String(error));
      assert.deepEqual(error.errors[0].path, ['areas']);
      assert.equal(error.errors[0].extensions.code, 'BAD_USER_INPUT');
      assert.ok(error.data.mealSites.length);
      return true;
    });
  });
}

test('urql gets deferred fragments and their errors', async () => {
  const client = new Client({ url, exchanges: [fetchExchange], preferGetMethod: false });
  const { data, error, hasNext } = await client.query(DEFERRED, {}).toPromise();
  assert.equal(error, undefined);
  assert.ok(!hasNext);
  for (const each of data.mealSites) assert.ok(each.name && each.dishes.totalCount >= 0);
  const failed = await client.query(FAILING, {}).toPromise();
  assert.equal(failed.error.graphQLErrors[0].extensions.code, 'BAD_USER_INPUT');
  assert.ok(failed.data.mealSites.length);
});

test('a deferred fragment comes over Server-Sent Events in one event', async () => {
  const events = [];
  for await (const result of createSseClient({ url }).iterate({ query: DEFERRED })) events.push(result);
  assert.equal(events.length, 1);
  assert.ok(events[0].data.mealSites[0].name);
});
