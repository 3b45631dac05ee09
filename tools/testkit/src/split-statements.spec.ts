import { describe, expect, it } from 'vitest';
import { splitStatements } from './split-statements.js';

describe('splitStatements', () => {
  it.each([
    ['COMMIT', ['COMMIT']],
    ['BEGIN; SELECT 1;', ['BEGIN', 'SELECT 1']],
    [' ; ;\n', []],
    ["SELECT ';', ';''', E'\\';' , \";\"; SELECT 2", ["SELECT ';', ';''', E'\\';' , \";\"", 'SELECT 2']],
    ['DO $$ a; b $$; DO $x$ $$;$$ $x$', ['DO $$ a; b $$', 'DO $x$ $$;$$ $x$']],
    ['SELECT $1; SELECT $2', ['SELECT $1', 'SELECT $2']],
    ['SELECT 1 -- one; two\n; /* a; /* b; */ c; */ SELECT 2', ['SELECT 1 -- one; two', '/* a; /* b; */ c; */ SELECT 2']], // prettier-ignore
  ])('reads %j', (sql, statements) => expect(splitStatements(sql)).toEqual(statements));
});
