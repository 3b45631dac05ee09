import { expect, it } from 'vitest';
import { sets } from './answer-sets.fixture.js';
import { computeOutputs } from './result.js';
import { sharedView, type FoundShare } from './shared-view.js';

const outputs = computeOutputs(sets({}));
const found: FoundShare = {
  choices: { names: true, gap: true, radar: true, language: 'ko' },
  kThreshold: 3,
  kCurrent: 3,
  participants: [{ role: 'A', nickname: '하나' }],
  outputs,
};

it.each(['names', 'gap', 'radar'] as const)('shows no %s that nobody chose', (choice) => {
  const shown = { names: 'participants', gap: 'gap', radar: 'scales' } as const;
  const all = sharedView(found);
  const { [shown[choice]]: hidden, ...rest } = sharedView({
    ...found,
    choices: { ...found.choices, [choice]: false },
  });
  expect(hidden).toBeNull();
  expect(all[shown[choice]]).not.toBeNull();
  expect(all).toMatchObject(rest);
});

it.each<[string, Partial<FoundShare>]>([
  ['without a result', { outputs: undefined }],
  ['one rater short of k', { kCurrent: 2 }],
])('is locked %s', (_, given) => {
  const { language, locked, ...rest } = sharedView({ ...found, ...given });
  expect({ language, locked }).toEqual({ language: 'ko', locked: true });
  expect(Object.values(rest)).toEqual([null, null, null]);
});
