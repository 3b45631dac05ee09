import type { ValidationError } from '@nestjs/common';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listFieldErrors } from './validation-errors.js';
import { placeInArgument } from './field-place.js';
import { isTellableName } from './tellable-name.js';

/** RFC 6901 sections 3, 4 and 6, read character by character, without anything of the code under test. */
function evaluate(fragment: string, document: unknown): unknown {
  expect(fragment.startsWith('#')).toBe(true);
  const pointer = decodeURIComponent(fragment.slice(1));
  const tokens: string[] = [];
  for (let at = 0; at < pointer.length; at++) {
    const character = pointer.charAt(at);
    if (character === '/') tokens.push('');
    else {
      const isEscape = character === '~';
      if (isEscape) at++;
      const meant = !isEscape
        ? character
        : pointer.charAt(at) === '0'
          ? '~'
          : pointer.charAt(at) === '1'
            ? '/'
            : undefined;
      if (meant === undefined || tokens.length === 0) throw new Error(`not a JSON Pointer: ${pointer}`);
      tokens[tokens.length - 1] += meant;
    }
  }
  return tokens.reduce<unknown>((value, token) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token))
      throw new Error(`no ${token}`);
    return (value as Record<string, unknown>)[token];
  }, document);
}

const name = fc.oneof(
  fc.constantFrom(
    '',
    '/',
    '~',
    '~0',
    '~1',
    '%',
    '%2F',
    '#',
    '.',
    'a.b',
    'a b',
    '?',
    '"',
    '\\',
    '이름',
    '😀',
    '0',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);

/** A document, and the names that lead to one of its leaves. */
const documentAndPath = fc
  .array(fc.tuple(name, fc.boolean()), { minLength: 1, maxLength: 8 })
  .map((steps) => {
    const leaf = { leaf: true };
    const path: string[] = [];
    const document = steps.reduceRight<unknown>((inner, [key, isList]) => {
      path.unshift(isList ? '1' : key);
      return isList
        ? [null, inner]
        : Object.defineProperty({ other: null }, key, { value: inner, enumerable: true });
    }, leaf);
    return { document, path, leaf };
  });

function treeOf(path: readonly string[]): ValidationError[] {
  const leaf: ValidationError[] = [];
  return path.reduceRight(
    (children, property, index) => [
      { property, children, ...(index === path.length - 1 && { constraints: { isInt: 'No.' } }) },
    ],
    leaf,
  );
}

const list = (tree: readonly ValidationError[]) =>
  listFieldErrors(tree, {
    placeOf: (path) => placeInArgument({ type: 'body' }, path),
    limit: 10,
    texts: {},
  });

describe('listFieldErrors', () => {
  it('points to the value, whatever the names are', () => {
    fc.assert(
      fc.property(documentAndPath, ({ document, path, leaf }) => {
        fc.pre(path.every(isTellableName));
        const [error] = list(treeOf(path)).errors;
        expect(evaluate(error?.pointer ?? '', document)).toBe(leaf);
      }),
      { numRuns: 1_000 },
    );
  });

  it('points to what contains the value when a name may not be told', () => {
    const { errors } = list(treeOf(['answers', 'me@example.com', 'value']));
    expect(errors[0]?.pointer).toBe('#/answers');
  });

  it('survives a tree that is deeper than the stack', () => {
    const [error] = list(treeOf(Array.from({ length: 50_000 }, () => 'a'))).errors;
    expect(error?.pointer).toBe(`#${'/a'.repeat(32)}`);
  });

  it('keeps the order of class-validator, and counts what it leaves out', () => {
    const tree = ['a', 'b', 'c'].map((property) => ({
      property,
      constraints: { isInt: `${property} must be an integer number` },
      children: treeOf(['x', 'y']),
    }));
    const placeOf = (path: readonly string[]) => placeInArgument({ type: 'body' }, path);
    const { errors, omitted } = listFieldErrors(tree, { placeOf, limit: 4, texts: {} });
    expect(errors.map(({ pointer }) => pointer)).toEqual(['#/a', '#/a/x/y', '#/b', '#/b/x/y']);
    expect(omitted).toBe(2);
  });
});
