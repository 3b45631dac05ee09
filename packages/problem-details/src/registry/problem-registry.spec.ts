import { describe, expect, it } from 'vitest';
import { defineProblem, type ProblemDefinition } from './problem-definition.js';
import { ProblemRegistry, type ProblemRegistryOptions } from './problem-registry.js';

const baseUri = 'https://example.test/problems/';
const title = { en: 'Title', ko: '제목' };
const register = (problems: readonly ProblemDefinition[], rest?: Partial<ProblemRegistryOptions>) =>
  new ProblemRegistry({ baseUri, problems, ...rest });

class RuleError extends Error {}
class StageError extends RuleError {}
class OtherError extends Error {}

describe('ProblemRegistry', () => {
  it.each([
    'problems/',
    '/problems/',
    'https://example.test/problems',
    'urn:x:',
    'https://example.test/?a=/',
    '',
    'x',
  ])('refuses %j as its base URI', (wrong) => {
    expect(() => register([], { baseUri: wrong })).toThrow(`not "${wrong}"`);
  });

  it.each<[string, Partial<Record<keyof ProblemDefinition, unknown>>]>([
    ['problem "Bad Slug" needs a kebab-case slug', { slug: 'Bad Slug' }],
    ['problem "a" needs a status from 400 to 599, not 200', { status: 200 }],
    ['problem "a" needs a status from 400 to 599, not 404.5', { status: 404.5 }],
    ['problem "a" needs a title in "ko"', { title: { en: 'Title', ko: ' ' } }],
    ['problem "a" needs a title in "en"', { title: undefined }],
    ['problem "a" needs a detail in "ko"', { detail: { en: 'Detail' } }],
    ['problem "a" needs a class as its error', { error: 'RuleError' }],
    ['problem "a" has a function as its detail, so it needs an error class', { detail: () => title }],
    ['problem "a" has a function as its extensions, so it needs an error class', { extensions: () => ({}) }],
  ])('refuses a definition: %s', (message, change) => {
    const definition = { slug: 'a', status: 400, title, ...change } as ProblemDefinition;
    expect(() => register([definition])).toThrow(message);
  });

  it('refuses two definitions of one slug or of one error', () => {
    const a = defineProblem({ slug: 'a', status: 400, title, error: RuleError });
    expect(() => register([a, { ...a, error: OtherError }])).toThrow('problem "a" is registered twice');
    expect(() => register([a, { ...a, slug: 'b' }])).toThrow(
      'problem "b" represents the same error class as "a"',
    );
  });

  it('refuses status problems that are not registered or of another status', () => {
    const a = defineProblem({ slug: 'a', status: 400, title });
    expect(() => register([a], { statusProblems: { 401: 'b' } })).toThrow(
      '"b" is named by statusProblems[401]',
    );
    expect(() => register([a], { statusProblems: { 401: 'a' } })).toThrow(
      '"a" has status 400, so it cannot stand for 401',
    );
  });

  it('lets a problem "internal" stand for 500 without being told', () => {
    const internal = defineProblem({ slug: 'internal', status: 500, title });
    expect(register([internal]).definitionOfStatus(500)).toBe(internal);
    expect(register([]).definitionOfStatus(500)).toBeUndefined();
  });

  it('finds the definition of the nearest class, in any order', () => {
    const rule = defineProblem({ slug: 'rule', status: 400, title, error: RuleError });
    const stage = defineProblem({ slug: 'stage', status: 409, title, error: StageError });
    for (const registry of [register([rule, stage]), register([stage, rule])]) {
      expect(registry.definitionOf(new StageError())).toBe(stage);
      expect(registry.definitionOf(new RuleError())).toBe(rule);
      expect(registry.definitionOf(new (class extends StageError {})())).toBe(stage);
      expect(registry.definitionOf(new OtherError())).toBeUndefined();
      expect(registry.definitionOf({ name: 'RuleError' })).toBeUndefined();
      expect(registry.definitionOf(undefined)).toBeUndefined();
    }
  });

  it('takes definitions that another package made by shape', () => {
    abstract class ForeignError extends Error {
      abstract readonly code: string;
    }
    class QuestionError extends ForeignError {
      readonly code = 'question-invalid';
      constructor(readonly item: string) {
        super();
      }
    }
    interface ForeignProblem {
      readonly slug: string;
      readonly status: number;
      readonly title: { readonly en: string; readonly ko: string };
      readonly error: abstract new (...args: never[]) => ForeignError;
      detail(error: ForeignError): { readonly en: string; readonly ko: string };
    }
    const declared: readonly ForeignProblem[] = [
      {
        slug: 'foreign',
        status: 400,
        title,
        error: ForeignError,
        detail: ({ code }) => ({ en: code, ko: code }),
      },
    ];
    const literal = [
      {
        slug: 'question-invalid',
        status: 400,
        title,
        error: QuestionError,
        detail: ({ item }: QuestionError) => ({ en: `No item ${item}.`, ko: `${item} 없음` }),
        extensions: ({ item }: QuestionError) => ({ item }),
      },
      { slug: 'plain', status: 404, title, detail: title, headers: { 'Retry-After': '1' } },
    ] as const;
    const registry = register([...declared, ...literal]);
    expect(registry.definitionOf(new QuestionError('CS1'))).toBe(literal[0]);
  });

  it('makes absolute type URIs', () => {
    const a = defineProblem({ slug: 'a-b', status: 400, title });
    expect(register([a]).typeOf(a)).toBe('https://example.test/problems/a-b');
  });
});
