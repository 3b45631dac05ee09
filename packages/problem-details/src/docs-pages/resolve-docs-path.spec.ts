import { describe, expect, it } from 'vitest';
import { resolveDocsPath, type DocsPagesOption } from './resolve-docs-path.js';

describe('resolveDocsPath', () => {
  it.each<[DocsPagesOption | undefined, string | undefined, string | undefined]>([
    [undefined, 'https://a.example/problems/', '/problems'],
    [true, 'https://a.example/api/v1/problems/', '/api/v1/problems'],
    [undefined, 'https://a.example/', undefined],
    [undefined, undefined, undefined],
    [false, 'https://a.example/problems/', undefined],
    [{ path: '/p' }, 'https://a.example/', '/p'],
    [{ path: '/p' }, undefined, '/p'],
    [{}, 'https://a.example/problems/', '/problems'],
  ])('of %j with %s is %s', (option, baseUri, expected) => {
    expect(resolveDocsPath(option, baseUri)).toBe(expected);
  });

  it.each<[DocsPagesOption | undefined, string | undefined, string]>([
    [true, 'https://a.example/', 'the path of baseUri is "/"'],
    [true, undefined, 'the path of baseUri is "/"'],
    [undefined, 'https://a.example/a%20b/', 'the path of baseUri is "/a%20b/"'],
    [undefined, 'https://a.example/:a/', 'the path of baseUri is "/:a/"'],
    [{ path: '/' }, undefined, 'docsPages.path is "/"'],
    [{ path: 'p' }, undefined, 'docsPages.path is "p"'],
    [{ path: '/p/' }, undefined, 'docsPages.path is "/p/"'],
    [{ path: '/*' }, undefined, 'docsPages.path is "/*"'],
    [{ path: '/p?q' }, undefined, 'docsPages.path is "/p?q"'],
  ])('refuses %j with %s', (option, baseUri, message) => {
    expect(() => resolveDocsPath(option, baseUri)).toThrow(message);
  });
});
