import { describe, expect, it } from 'vitest';
import { optionsMarkers } from '../src/options-document.ts';
import { generateDocument, packageDocuments, readDocument } from '../src/package-documents.ts';
import { PublicTypes } from '../src/public-types.ts';

const types = new PublicTypes();
const documents = await Promise.all(
  packageDocuments().map(async (path) => ({ path, text: await readDocument(path) })),
);
const tables = documents.flatMap(({ text }) => optionsMarkers(text));

describe('the options tables of the packages', () => {
  it.each(documents)(
    '$path says what the types say; else run `npm run reference`',
    async ({ path, text }) => {
      expect(await generateDocument(path, types)).toBe(text);
    },
  );

  it.each(tables)('every option of $name has a meaning', ({ specifier, name }) => {
    const silent = types.optionsOf(specifier, name).filter(({ meaning }) => meaning === '');
    expect(silent.map((option) => option.name)).toEqual([]);
  });

  const shown = new Set(
    tables.flatMap(({ specifier, name }) =>
      types.optionsOf(specifier, name).map(({ declaration }) => declaration),
    ),
  );
  it.each(types.configurableModules())(
    'every option of the forRoot of $name is in a table',
    ({ options }) => {
      expect(options.length).toBeGreaterThan(0);
      const missing = options.filter(({ declaration }) => !shown.has(declaration));
      expect(missing.map(({ name }) => name)).toEqual([]);
    },
  );
});
