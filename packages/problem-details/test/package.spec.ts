import * as api from '@couplekit/problem-details';
import { expect, it } from 'vitest';

it('exports exactly its public API', () => {
  expect(Object.keys(api).toSorted()).toEqual([
    'ProblemDetailsFilter',
    'ProblemDetailsModule',
    'ProblemException',
    'ProblemRegistry',
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
