import { expect, it } from 'vitest';
import { readProblem } from '../../src/client/index.js';
import { serveDocument } from './serve.js';

const XML = { headers: { 'content-type': 'application/problem+xml' }, status: 403 };

it('a problem in XML is read as one in JSON is', async () => {
  await using server = await serveDocument(
    '<problem xmlns="urn:ietf:rfc:7807"><type>/problems/no-credit</type><title>No credit</title><status>403</status>' +
      '<instance>/orders/1</instance><accounts><i>a</i><i>b</i></accounts></problem>',
    XML,
  );
  expect(await readProblem(await fetch(server.url))).toEqual({
    type: `${server.url}/problems/no-credit`,
    title: 'No credit',
    status: 403,
    statedStatus: 403,
    instance: `${server.url}/orders/1`,
    extensions: { accounts: ['a', 'b'] },
    rateLimits: [],
    source: 'problem+xml',
  });
});

it('what is no problem in XML is the problem of its status', async () => {
  for (const text of ['<error><message>no</message></error>', '{"type":"x"}']) {
    await using server = await serveDocument(text, XML);
    const problem = await readProblem(await fetch(server.url));
    expect(problem).toMatchObject({ type: 'about:blank', title: 'Forbidden', source: 'malformed' });
  }
});
