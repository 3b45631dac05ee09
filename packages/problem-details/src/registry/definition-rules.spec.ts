import { describe, expect, it } from 'vitest';
import type { ProblemDefinition } from './problem-definition.js';
import { ProblemRegistry, type ProblemRegistryOptions } from './problem-registry.js';

const baseUri = 'https://example.test/problems/';
const title = { en: 'Title', ko: '제목' };
const statuses = { '4xx': { title: 'エラー' }, '5xx': { title: 'エラー', detail: '問題が発生しました。' } };

function register(
  change: Partial<Record<keyof ProblemDefinition, unknown>>,
  rest?: Partial<ProblemRegistryOptions>,
) {
  const definition = { slug: 'a', status: 400, title, ...change } as ProblemDefinition;
  return new ProblemRegistry({ baseUri, problems: [definition], ...rest });
}

describe('a definition', () => {
  it.each<[string, Partial<Record<keyof ProblemDefinition, unknown>>]>([
    ['problem "a" cannot have the type "about:blank"', { type: 'about:blank' }],
    ['problem "a" cannot have the type "About:Blank"', { type: 'About:Blank' }],
    ['needs an absolute URI as its type, not "/problems/a"', { type: '/problems/a' }],
    ['needs an absolute URI as its type, not "a"', { type: 'a' }],
    ['needs an absolute URI as its type, not "https://a b"', { type: 'https://a b' }],
    ['needs an absolute URI as its type, not ""', { type: '' }],
    ['where only "https://example.test/problems/a" leads to its page', { type: `${baseUri}b` }],
    ['problem "urn:x:?" needs a kebab-case slug', { type: 'urn:x:?', slug: '' }],
    ['has a function as its title, but titles are constant', { title: () => title }],
    ['problem "a" needs a description in "ko"', { description: { en: 'What.' } }],
    ['problem "a" needs a solution in "en"', { solution: { en: '', ko: '이렇게' } }],
    ['cannot have an extension "status", which every problem has', { members: { status: { schema: {} } } }],
    ['cannot have an extension "trace_id", which every problem has', { example: { trace_id: 'x' } }],
    ['has an extension "ab": names start with a letter', { members: { ab: { schema: {} } } }],
    ['has an extension "7up"', { example: { '7up': 1 } }],
    ['has an extension "max-raters"', { members: { 'max-raters': { schema: {} } } }],
    [
      'problem "a" needs the description of its extension "abc" in "ko"',
      { members: { abc: { schema: {}, description: { en: 'A.' } } } },
    ],
  ])('is refused: %s', (message, change) => {
    expect(() => register(change)).toThrow(message);
  });

  it('needs a type where there is no base URI', () => {
    const problems = [{ slug: 'a', status: 400, title }];
    expect(() => new ProblemRegistry({ problems })).toThrow(
      'problem "a" needs a type, because there is no baseUri',
    );
    const typed = { slug: 'a', type: 'urn:example:a', status: 400, title };
    expect(new ProblemRegistry({ problems: [typed] }).typeOf(typed)).toBe('urn:example:a');
  });

  it.each([
    'https://iana.org/assignments/http-problem-types#quota-exceeded',
    'tag:example.test,2024:a',
    'urn:example:a%20b',
    `${baseUri}a`,
  ])('may have the type %s', (type) => {
    expect(() => register({ type })).not.toThrow();
  });

  it('cannot have the type of another one', () => {
    const problems = [
      { slug: 'a', status: 400, title, type: 'urn:example:x' },
      { slug: 'b', status: 400, title, type: 'urn:example:x' },
    ];
    expect(() => new ProblemRegistry({ problems })).toThrow('problem "b" has the same type as "a"');
  });

  it('needs its words in every language, or finds them in the texts of the application', () => {
    const languages = ['en', 'ko', 'ja'];
    const detail = { en: 'A detail.', ko: '설명' };
    const rest = { languages, texts: { ja: { statuses } } };
    expect(() => register({}, rest)).toThrow('problem "a" needs a title in "ja"');
    expect(() => register({ title: { ...title, ja: '題' } }, rest)).not.toThrow();
    const translated = (a: { title: string; detail?: string }) => ({
      languages,
      texts: { ja: { statuses, problems: { a } } },
    });
    expect(() => register({}, translated({ title: '題' }))).not.toThrow();
    expect(() => register({ detail }, translated({ title: '題' }))).toThrow(
      'problem "a" needs a detail in "ja"',
    );
    expect(() => register({ detail }, translated({ title: '題', detail: '詳細' }))).not.toThrow();
  });
});
