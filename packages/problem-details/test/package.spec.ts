import * as api from '@couplekit/problem-details';
import * as client from '@couplekit/problem-details/client';
import * as openapi from '@couplekit/problem-details/openapi';
import * as testing from '@couplekit/problem-details/testing';
import { expect, it } from 'vitest';

it('exports exactly its public API', () => {
  expect(Object.keys(api).toSorted()).toEqual([
    'ProblemDetailsFilter',
    'ProblemDetailsModule',
    'ProblemException',
    'ProblemRegistry',
    'chooseLanguage',
    'defineProblem',
    'idempotencyPack',
    'idempotencyProblems',
    'postgresPack',
    'problemFastifyOptions',
    'problemPipe',
    'problemSchemaPipe',
    'problemValidationPipe',
    'quotaExceeded',
    'terminusPack',
    'throttledMessage',
    'throttlerPack',
  ]);
});

it('exports exactly its client', () => {
  expect(Object.keys(client).toSorted()).toEqual([
    'ProblemError',
    'isProblem',
    'readProblem',
    'readRateLimits',
    'readRetryAfter',
    'throwIfProblem',
  ]);
});

it('exports exactly its kit for tests', () => {
  expect(Object.keys(testing).toSorted()).toEqual([
    'RFC9457_CHECKLIST',
    'checkProblem',
    'expectProblem',
    'problemMatrix',
    'readAnswer',
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
