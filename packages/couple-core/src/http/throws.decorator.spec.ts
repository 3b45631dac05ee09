import 'reflect-metadata';
import { DECORATORS } from '@nestjs/swagger';
import { expect, it } from 'vitest';
import { SessionNotFoundError, UnauthorizedError } from '../domain/access-errors.js';
import { CoupleError } from '../domain/couple-error.js';
import { Throws } from './throws.decorator.js';

class UnmappedError extends CoupleError {
  readonly code = 'unmapped';
}

it('declares errors as plain data, and adds up', () => {
  class Routes {
    @Throws(UnauthorizedError)
    @Throws(SessionNotFoundError)
    get() {}
  }
  expect(Reflect.getMetadata(DECORATORS.API_EXTENSION, Routes.prototype.get)).toEqual({
    'x-problem-unauthorized': { problem: 'unauthorized' },
    'x-problem-session-not-found': { problem: 'session-not-found' },
  });
});

it('refuses an error that has no problem', () => {
  expect(() => Throws(UnmappedError)).toThrow('UnmappedError has no problem; add it to coupleProblems.');
});
