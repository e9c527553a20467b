// graphql-sse's own client, and urql asking for streams at the same time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from 'graphql-sse';

const url = process.env.URL_OF_GRAPHQL;
const client = (options = {}) => createClient({ url, retryAttempts: 0, ...options });

async function all(iterator) {
  const found = [];
  for await (const result of iterator) found.push(result);
  return found;
}

test('a subscription runs to its end', async () => {
  const results = await all(client().iterate({ query: 'subscription { count(to: 3) }' }));
  assert.deepEqual(results.map((result) => result.data.count), [1, 2, 3]);
});

test('queries and mutations are streamed to those who ask so', async () => {
  const [query] = await all(client().iterate({ query: '{ hello }' }));
  assert.equal(query.data.hello, 'world');
  const [mutation] = await all(client().iterate({ query: 'mutation { add }' }));
  assert.ok(mutation.data.add >= 1);
});

test('variables and unicode survive', async () => {
  const [result] = await all(
    client().iterate({ query: 'query ($text: String!) { echo(text: $text) }', variables: { text: '食堂\n🏃\r\n' } }),
  );
  assert.equal(result.data.echo, '食堂\n🏃\r\n');
});

for (const [query, code] of [
  ['subscription {', 'GRAPHQL_PARSE_FAILED'],
  ['subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ['subscription ($to: Int!) { count(to: $to) }', 'BAD_USER_INPUT'],
  ['subscription { broken }', 'INTERNAL_SERVER_ERROR'],
]) {
  test(`${code} is an event before complete`, async () => {
    const results = await all(client().iterate({ query }));
    assert.equal(results.at(-1).errors[0].extensions.code, code);
    assert.ok(!JSON.stringify(results).includes('secret'));
  });
}

test('headers sign in, and a wrong token does not', async () => {
  const signedIn = client({ headers: { authorization: 'Bearer good' } });
  const [result] = await all(signedIn.iterate({ query: '{ account }' }));
  assert.ok(result.data.account);
  const stranger = client({ headers: { authorization: 'Bearer bad' } });
  await assert.rejects(all(stranger.iterate({ query: '{ account }' })), (error) => error.response.status === 401);
});

test('a stream that is left is ended, and a silent one is kept alive', async () => {
  const controller = new AbortController();
  const response = await fetch(url, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'subscription { never }' }),
    signal: controller.signal,
  });
  const reader = response.body.getReader();
  const { value } = await reader.read();
  assert.equal(new TextDecoder().decode(value), ':\n\n');
  controller.abort();
});

test('frames end their lines with LF alone', async () => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'subscription { count(to: 1) }' }),
  });
  const text = await response.text();
  assert.match(text, /^event: next\ndata: \{"data":\{"count":1\}.*\}\n\n/);
  assert.ok(!text.includes('\r'));
});

test('thirty streams at once', async () => {
  const streams = Array.from({ length: 30 }, () => all(client().iterate({ query: 'subscription { count(to: 20) }' })));
  assert.deepEqual((await Promise.all(streams)).map((each) => each.length), Array(30).fill(20));
});
