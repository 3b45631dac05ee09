import { CommitUnknownError } from '@couplekit/couple-core';
import { expect, it } from 'vitest';
import { databasePack } from './database-pack.js';

const sqlError = (code: string) => Object.assign(new Error('from the driver'), { code, severity: 'ERROR' });
const refused = (port: number) => Object.assign(new Error('refused'), { code: 'ECONNREFUSED', port });

it.each<[string, unknown, number | undefined]>([
  ['a database that shuts down', sqlError('57P01'), 503],
  ['a statement that takes too long', sqlError('57014'), 504],
  ['a connection refused by the port of the database', refused(6543), 503],
  ['a connection refused by something else', refused(443), undefined],
  ['a broken constraint', sqlError('23505'), undefined],
  ['a statement that is wrong', sqlError('42601'), undefined],
  ['a COMMIT of unknown outcome', new CommitUnknownError('createShare', sqlError('57P01')), undefined],
])('%s', (_, thrown, status) => {
  expect(databasePack('postgresql://user@localhost:6543/couplekit').read(thrown)?.status).toBe(status);
});
