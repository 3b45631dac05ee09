import * as api from '@couplekit/problem-details';
import * as openapi from '@couplekit/problem-details/openapi';
import { expect, it } from 'vitest';

it('exports exactly its public API', () => {
  expect(Object.keys(api).toSorted()).toEqual([
    'ProblemDetailsModule',
    'ProblemException',
    'ProblemRegistry',
    'defineProblem',
    'problemFastifyOptions',
    'problemValidationPipe',
  ]);
});

it('exports exactly this from /openapi', () => {
  expect(Object.keys(openapi).toSorted()).toEqual([
    'ApiProblems',
    'describeProblems',
    'undeclaredProblems',
    'warnOfUndeclaredProblems',
  ]);
});
