// graphql-ws's own client, and bare sockets for what no well-behaved client does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const url = process.env.URL_OF_GRAPHQL.replace('http', 'ws');
const client = (options = {}) =>
  createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, ...options });

async function all(iterator) {
  const found = [];
  for await (const result of iterator) found.push(result);
  return found;
}

const count = 'subscription ($to: Int!) { count(to: $to) }';

test('a subscription runs to its end', async () => {
  const c = client();
  const results = await all(c.iterate({ query: count, variables: { to: 3 } }));
  assert.deepEqual(results.map((result) => result.data.count), [1, 2, 3]);
  await c.dispose();
});

test('queries and mutations run over the socket', async () => {
  const c = client();
  const [query] = await all(c.iterate({ query: '{ hello }' }));
  assert.equal(query.data.hello, 'world');
  const [mutation] = await all(c.iterate({ query: 'mutation { add }' }));
  assert.ok(mutation.data.add >= 1);
  await c.dispose();
});

test('operationName chooses among several', async () => {
  const c = client();
  const query = 'query A { hello } query B { echo(text: "b") }';
  const [result] = await all(c.iterate({ query, operationName: 'B' }));
  assert.deepEqual(result.data, { echo: 'b' });
  await assert.rejects(all(c.iterate({ query })), (errors) => errors[0].extensions.code === 'OPERATION_RESOLUTION_FAILURE');
  await c.dispose();
});

test('fifty operations share a socket', async () => {
  const c = client();
  const numbers = Array.from({ length: 50 }, (_, n) => n + 1);
  const results = await Promise.all(numbers.map((to) => all(c.iterate({ query: count, variables: { to } }))));
  assert.deepEqual(results.map((each) => each.length), numbers);
  await c.dispose();
});

test('a subscription that is left does not disturb the next', async () => {
  const c = client({ lazyCloseTimeout: 1000 });
  const left = c.iterate({ query: 'subscription { count(to: 100000) }' });
  await left.next();
  await left.return();
  assert.equal((await all(c.iterate({ query: '{ hello }' }))).length, 1);
  await c.dispose();
});

for (const [what, query, code] of [
  ['syntax', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
  ['validation', 'subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ['coercion', count, 'BAD_USER_INPUT'],
]) {
  test(`a ${what} error is an error message and leaves others alone`, async () => {
    const c = client();
    const steady = all(c.iterate({ query: count, variables: { to: 200 } }));
    await assert.rejects(all(c.iterate({ query })), (errors) => {
      assert.equal(errors[0].extensions.code, code);
      return true;
    });
    assert.equal((await steady).length, 200);
    await c.dispose();
  });
}

test('an unexpected error is masked and carries an id', async () => {
  const c = client();
  await assert.rejects(all(c.iterate({ query: 'subscription { broken }' })), (errors) => {
    assert.ok(!JSON.stringify(errors).includes('secret'));
    assert.equal(errors[0].extensions.code, 'INTERNAL_SERVER_ERROR');
    assert.ok(errors[0].extensions.requestId);
    return true;
  });
  await c.dispose();
});

test('unicode survives', async () => {
  const c = client();
  const [result] = await all(
    c.iterate({ query: 'query ($text: String!) { echo(text: $text) }', variables: { text: '食堂 🏃 é\u2028' } }),
  );
  assert.equal(result.data.echo, '食堂 🏃 é\u2028');
  await c.dispose();
});

test('connectionParams sign in', async () => {
  const c = client({ connectionParams: { authorization: 'Bearer good' } });
  const [result] = await all(c.iterate({ query: '{ account }' }));
  assert.ok(result.data.account);
  await c.dispose();
});

test('a wrong token closes 4403', async () => {
  const c = client({ connectionParams: { authorization: 'Bearer bad' }, shouldRetry: () => false });
  await assert.rejects(all(c.iterate({ query: '{ hello }' })), (event) => event.code === 4403);
});

test('a token that expires closes the socket 4403', async () => {
  const c = client({ connectionParams: { authorization: 'Bearer short-lived' }, shouldRetry: () => false });
  await assert.rejects(all(c.iterate({ query: 'subscription { never }' })), (event) => event.code === 4403);
});

test('pings are answered', async () => {
  let pongs = 0;
  const c = client({ keepAlive: 10, on: { pong: (received) => (pongs += received) } });
  const never = c.iterate({ query: 'subscription { never }' });
  const pending = never.next();
  while (pongs < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  await never.return();
  await pending.catch(() => {});
  await c.dispose();
});

// Bare sockets: each sends its lines and hears how the server closes.
function closing(lines, { protocol = 'graphql-transport-ws', headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocol, { headers });
    socket.on('open', () => lines.forEach((line) => socket.send(line)));
    socket.on('message', (_, isBinary) => isBinary && reject(new Error('a binary frame')));
    socket.on('close', (code) => resolve(code));
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
    socket.on('error', reject);
  });
}

const init = '{"type":"connection_init"}';
const subscribe = '{"type":"subscribe","id":"1","payload":{"query":"subscription { never }"}}';
for (const [name, lines, code, options] of [
  ['no JSON', ['nonsense'], 4400],
  ['an unknown type', [init, '{"type":"start"}'], 4400],
  ['variables that are no object', [init, '{"type":"subscribe","id":"1","payload":{"query":"{ hello }","variables":[]}}'], 4400],
  ['a binary frame', [init, Buffer.from('{"type":"ping"}')], 4400],
  ['subscribing first', [subscribe], 4401],
  ['the legacy protocol', [init], 4406, { protocol: 'graphql-ws' }],
  ['silence', [], 4408],
  ['one id twice', [init, subscribe, subscribe], 4409],
  ['greeting twice', [init, init], 4429],
  ['a page of another site', [], 403, { headers: { origin: 'https://evil.example' } }],
]) {
  test(`${name} closes ${code}`, async () => assert.equal(await closing(lines, options), code));
}
