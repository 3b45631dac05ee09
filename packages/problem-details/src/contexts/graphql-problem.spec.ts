import { expect, it } from 'vitest';
import { graphqlCode } from './graphql-problem.js';

it.each([
  [400, 'BAD_REQUEST'],
  [401, 'UNAUTHENTICATED'],
  [403, 'FORBIDDEN'],
  [404, 'NOT_FOUND'],
  [418, 'I_M_A_TEAPOT'],
  [422, 'BAD_USER_INPUT'],
  [500, 'INTERNAL_SERVER_ERROR'],
  [599, 'SERVER_ERROR'],
])('the code of GraphQL for %i is %s', (status, code) => {
  expect(graphqlCode(status)).toBe(code);
});
