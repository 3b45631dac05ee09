import { describe, it } from 'vitest';
import { expectProblem, problemMatrix } from '@couplekit/problem-details/testing';
import { app } from './readme-app.js';

problemMatrix({
  baseUrl: () => app.getUrl(),
  languages: ['ko', 'en'],
  routes: {
    parameter: '/seats/{seat}',
    problems: [{ name: 'seat-taken', path: '/seats/7A', status: 409 }],
  },
}).register({ describe, it });

it('tells which seat is taken', async () => {
  const response = await fetch(`${await app.getUrl()}/seats/7A`);
  await expectProblem(response, { status: 409, type: /seat-taken$/, seat: '7A' });
});
