// The clients of front ends, each the way its documentation has it used.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { GraphQLClient } from 'graphql-request';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import WebSocket from 'ws';

const url = process.env.URL_OF_GRAPHQL;
const ECHO = 'query Echo($text: String!) { echo(text: $text) }';
const COUNT = 'subscription Count { count(to: 3) }';
const text = '社区食堂 🏃 "é"\u2028';
const sha256 = (value) => createHash('sha256').update(value).digest('hex');

const apollo = (link) => new ApolloClient({ cache: new InMemoryCache(), link });
const overHttp = (options = {}) => new HttpLink({ uri: url, ...options });

test('Apollo: query, mutation, variables', async () => {
  const client = apollo(overHttp());
  assert.deepEqual((await client.query({ query: gql(ECHO), variables: { text } })).data, { echo: text });
  assert.ok((await client.mutate({ mutation: gql('mutation { add }') })).data.add >= 1);
});

test('Apollo: queries by GET', async () => {
  const client = apollo(overHttp({ useGETForQueries: true }));
  assert.deepEqual((await client.query({ query: gql(ECHO), variables: { text } })).data, { echo: text });
});

for (const [what, query, code] of [
  ['validation', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ['coercion', ECHO, 'BAD_USER_INPUT'],
  ['a field', '{ hello boom }', 'INTERNAL_SERVER_ERROR'],
]) {
  test(`Apollo: an error of ${what} has its code`, async () => {
    await assert.rejects(apollo(overHttp()).query({ query: gql(query) }), (error) => {
      assert.ok(CombinedGraphQLErrors.is(error), String(error));
      assert.equal(error.errors[0].extensions.code, code);
      return true;
    });
  });
}

test('Apollo: a wrong token has its code', async () => {
  const client = apollo(overHttp({ headers: { authorization: 'Bearer bad' } }));
  await assert.rejects(client.query({ query: gql('{ hello }') }), (error) => {
    assert.match(JSON.stringify(error), /401|UNAUTHENTICATED/);
    return true;
  });
});

for (const useGETForHashedQueries of [false, true]) {
  test(`Apollo: persisted queries, by GET: ${useGETForHashedQueries}`, async () => {
    const sent = [];
    const counting = (uri, options) => {
      sent.push(options.method);
      return fetch(uri, options);
    };
    const persisted = new PersistedQueryLink({ sha256, useGETForHashedQueries });
    const query = gql(`query Persisted${useGETForHashedQueries} { hello }`);
    for (let round = 0; round < 2; round++) {
      const client = apollo(ApolloLink.from([persisted, overHttp({ fetch: counting })]));
      assert.equal((await client.query({ query })).data.hello, 'world');
    }
    // Not found, sent in full, and then by its hash alone.
    assert.equal(sent.length, 3);
    assert.equal(sent[2], useGETForHashedQueries ? 'GET' : 'POST');
  });
}

test('Apollo: subscriptions over graphql-ws', async () => {
  const socket = createWsClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket });
  const seen = [];
  await new Promise((complete, error) =>
    apollo(new GraphQLWsLink(socket))
      .subscribe({ query: gql(COUNT) })
      .subscribe({ next: ({ data }) => seen.push(data.count), error, complete }),
  );
  assert.deepEqual(seen, [1, 2, 3]);
  await socket.dispose();
});

const urql = (options = {}, exchanges = [fetchExchange]) => new Client({ url, exchanges, preferGetMethod: false, ...options });

test('urql: query, mutation, variables', async () => {
  const result = await urql().query(ECHO, { text }).toPromise();
  assert.equal(result.error, undefined);
  assert.deepEqual(result.data, { echo: text });
  assert.ok((await urql().mutation('mutation { add }', {}).toPromise()).data.add >= 1);
});

test('urql: queries by GET', async () => {
  const client = urql({ preferGetMethod: 'force', fetchOptions: { headers: { 'graphql-require-preflight': '1' } } });
  assert.deepEqual((await client.query(ECHO, { text }).toPromise()).data, { echo: text });
});

test('urql: errors have their codes', async () => {
  const { error } = await urql().query('{ nothing }', {}).toPromise();
  assert.equal(error.graphQLErrors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
  const partial = await urql().query('{ hello boom }', {}).toPromise();
  assert.equal(partial.data.hello, 'world');
  assert.equal(partial.error.graphQLErrors[0].extensions.code, 'INTERNAL_SERVER_ERROR');
});

const collect = (source) =>
  new Promise((resolve, reject) => {
    const seen = [];
    const { unsubscribe } = source.subscribe((result) => {
      if (result.error) reject(result.error);
      seen.push(result.data.count);
      if (seen.length === 3) {
        resolve(seen);
        setTimeout(() => unsubscribe());
      }
    });
  });

test('urql: subscriptions as fetched streams', async () => {
  assert.deepEqual(await collect(urql({ fetchSubscriptions: true }).subscription(COUNT, {})), [1, 2, 3]);
});

test('urql: subscriptions over graphql-sse', async () => {
  const sse = createSseClient({ url });
  const forward = ({ query, variables }) => ({
    subscribe: (sink) => ({ unsubscribe: sse.subscribe({ query, variables }, sink) }),
  });
  const client = urql({}, [subscriptionExchange({ forwardSubscription: forward }), fetchExchange]);
  assert.deepEqual(await collect(client.subscription(COUNT, {})), [1, 2, 3]);
});

test('graphql-request: variables, errors with codes, headers', async () => {
  const client = new GraphQLClient(url, { headers: { authorization: 'Bearer good' } });
  assert.deepEqual(await client.request(ECHO, { text }), { echo: text });
  assert.ok((await client.request('{ account }')).account);
  for (const [query, code] of [
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{', 'GRAPHQL_PARSE_FAILED'],
  ]) {
    await assert.rejects(client.rawRequest(query), (error) => {
      assert.equal(error.response.errors[0].extensions.code, code);
      return true;
    });
  }
});

test('graphql-request: queries by GET', async () => {
  const client = new GraphQLClient(url, { method: 'GET', headers: { 'graphql-require-preflight': '1' } });
  assert.deepEqual(await client.request(ECHO, { text }), { echo: text });
});

// As wx.request sends it: JSON both ways, no Accept worth the name, no cookies, status looked at.
async function weChat(body, headers = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { statusCode: response.status, type: response.headers.get('content-type'), data: await response.json() };
}

test('a mini-program: plain JSON with 200, also for mistakes', async () => {
  const good = await weChat({ query: ECHO, variables: { text } });
  assert.deepEqual([good.statusCode, good.data.data], [200, { echo: text }]);
  assert.equal(good.type, 'application/json; charset=utf-8');
  const mistaken = await weChat({ query: '{ nothing }' });
  assert.equal(mistaken.statusCode, 200);
  assert.equal(mistaken.data.errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
  assert.equal((await weChat({ query: '{ hello }' }, { authorization: 'Bearer bad' })).statusCode, 401);
});

test('a mini-program: a trusted document by its id', async () => {
  const trusted = await weChat({ documentId: `sha256:${sha256('query Trusted { hello }')}` });
  assert.deepEqual(trusted.data.data, { hello: 'world' });
});
