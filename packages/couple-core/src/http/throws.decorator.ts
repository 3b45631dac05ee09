import { applyDecorators } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { CoupleError } from '../domain/couple-error.js';
import { coupleProblems } from './couple-problems.js';

/**
 * Declares the domain errors of a route, as plain data in the OpenAPI document: `x-problem-SLUG: { problem: SLUG }`. A
 * problem library that knows `coupleProblems` can turn that into responses. Several declarations on one route add up.
 * @throws {Error} where an error has no problem
 */
export const Throws = (...errors: readonly (abstract new (...args: never[]) => CoupleError)[]) =>
  applyDecorators(...errors.map(declare));

function declare(error: abstract new (...args: never[]) => CoupleError): MethodDecorator {
  const problem = coupleProblems.find((candidate) => candidate.error === error);
  if (!problem) throw new Error(`${error.name} has no problem; add it to coupleProblems.`);
  return ApiExtension(`x-problem-${problem.slug}`, { problem: problem.slug });
}
