import { afterAll, beforeAll, describe } from 'vitest';
import { dryRunCases } from '../dry-run/dry-run.cases.js';
import { killCases } from '../rollout/kill.cases.js';
import { rolloutCases } from '../rollout/rollout.cases.js';
import { Revisions } from '../rollout/staged.js';

// The service takes seconds to start: these share two of them.
let revisions: Revisions;
beforeAll(async () => void (revisions = await Revisions.start()));
afterAll(() => revisions[Symbol.asyncDispose]());

describe('couplekit dry-run', () => {
  dryRunCases(() => revisions);
});
describe('couplekit rollout', () => {
  rolloutCases(() => revisions);
});
describe('a process that is killed', () => {
  killCases(() => revisions);
});
