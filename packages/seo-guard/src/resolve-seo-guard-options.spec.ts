import { describe, expect, it } from 'vitest';
import { resolveSeoGuardOptions } from './resolve-seo-guard-options.js';
import { formatRobotsTag } from './robots/format-robots-tag.js';

const resolve = (options: object) => resolveSeoGuardOptions(options);

describe('the options', () => {
  it('close what nothing mentions, and lock nothing, unless they say otherwise', () => {
    const { rules, defaults, explainHeader } = resolve({});
    expect(rules).toEqual([]);
    expect(formatRobotsTag(defaults.unmatched.policy)).toBe('noindex, nofollow');
    expect(defaults.everywhere).toEqual([]);
    expect(explainHeader).toBe(false);
  });

  it('lock every environment but production', () => {
    for (const environment of ['staging', 'preview', 'development', 'prod', 'Production']) {
      const [lock] = resolve({ environment }).defaults.everywhere;
      expect(lock?.source).toBe(`environment ${environment}`);
      expect(lock && formatRobotsTag(lock.policy)).toBe('noindex, nofollow');
    }
    expect(resolve({ environment: 'production' }).defaults.everywhere).toEqual([]);
  });

  it('never explain in production', () => {
    expect(resolve({ explainHeader: true, environment: 'staging' }).explainHeader).toBe(true);
    expect(resolve({ explainHeader: true, environment: 'production' }).explainHeader).toBe(false);
    expect(resolve({ explainHeader: true }).explainHeader).toBe(false);
  });

  it.each([
    [{ environment: undefined }, 'seo-guard: environment must be'],
    [{ environment: ' ' }, 'seo-guard: environment must be'],
    [{ environment: 1 }, 'seo-guard: environment must be'],
    [{ unmatched: { maxSnippet: -5 } }, 'seo-guard: unmatched: maxSnippet must be'],
    [{ unmatched: 'noindex' }, 'seo-guard: unmatched: directives must be an object'],
    [{ explainHeader: 'yes' }, 'seo-guard: explainHeader must be'],
    [{ rules: {} }, 'seo-guard: rules must be a list'],
    [{ rules: [{ path: '/' }, null] }, 'seo-guard: rules[1] must be an object'],
    [{ rules: [{ path: '/a/*' }] }, 'seo-guard: rules[0]: the path "/a/*" cannot be used'],
    [{ rules: [{ path: '/a(b' }] }, 'seo-guard: rules[0]: the path "/a(b" cannot be used'],
    [
      { rules: [{ path: 'a' }] },
      'seo-guard: rules[0]: the path "a" cannot be used: a path begins with a slash',
    ],
    [{ rules: [{}] }, 'seo-guard: rules[0]: the path "undefined" cannot be used'],
    [{ rules: [{ path: '/%FF' }] }, 'seo-guard: rules[0]: the path "/%FF" cannot be used'],
    [{ rules: [{ path: '/a', robots: { maxSnippet: -5 } }] }, 'seo-guard: rules[0]: maxSnippet must be'],
    [{ rules: [{ path: '/a', bot: 'goo gle' }] }, 'seo-guard: rules[0]: bot must be'],
    [{ rules: [{ path: '/a', bot: 'Max-Snippet' }] }, 'seo-guard: rules[0]: bot must be'],
    [{ rules: [{ path: '/a', bot: '' }] }, 'seo-guard: rules[0]: bot must be'],
    [{ rules: [{ path: '/a', sensitive: 'yes' }] }, 'seo-guard: rules[0]: sensitive must be'],
    [{ rules: [{ path: '/a', cacheable: 1 }] }, 'seo-guard: rules[0]: cacheable must be'],
  ])('%o are refused: %s', (options, message) => {
    expect(() => resolve(options)).toThrow(message);
  });
});
