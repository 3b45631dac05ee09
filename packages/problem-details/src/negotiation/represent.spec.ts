import { expect, it } from 'vitest';
import { ProblemLanguages } from '../languages/problem-languages.js';
import { problemXml } from './problem-xml.js';
import { represent, type ToldMembers } from './represent.js';

const MEMBERS: ToldMembers = {
  type: 'about:blank',
  title: 'Conflict',
  status: 409,
  detail: undefined,
  request_id: undefined,
};

/** Members too deep for a recursive writer, though not for JSON. */
function tooDeep(): ToldMembers {
  let deep: unknown = 'end';
  for (;;) {
    for (let level = 0; level < 100; level += 1) deep = [deep];
    try {
      problemXml({ deep });
    } catch {
      return { ...MEMBERS, deep };
    }
  }
}

it('tells what cannot be written in the form that was chosen as JSON', () => {
  const members = tooDeep();
  const told = represent(members, {
    language: 'en',
    languages: new ProblemLanguages(),
    mediaType: 'application/problem+xml',
  });
  expect(told).toEqual({ body: JSON.stringify(members), contentType: 'application/problem+json' });
});
