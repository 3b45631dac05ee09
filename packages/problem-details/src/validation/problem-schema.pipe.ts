import {
  StandardSchemaValidationPipe,
  type ArgumentMetadata,
  type StandardSchemaValidationPipeOptions,
} from '@nestjs/common';
import { checkErrorsOptions, type ProblemErrorsOptions } from './problem-errors-options.js';
import { ProblemException } from '../problem-exception.js';
import { toOccurrence } from './validation-errors.js';
import { placeInArgument } from './field-place.js';
import { listSchemaErrors, type SchemaIssue } from './schema-issues.js';

/** Options of {@link problemSchemaPipe}: those of Nest's pipe, without the ones that it decides itself. */
export interface ProblemSchemaOptions
  extends
    ProblemErrorsOptions,
    Omit<
      StandardSchemaValidationPipeOptions,
      'errorHttpStatusCode' | 'exceptionFactory' | 'maxErrorMessagesLength'
    > {}

/**
 * Nest's pipe for Standard Schema (zod, valibot, arktype, …), answering with a problem whose `errors` say where and why, as
 * {@link problemValidationPipe} does. Messages that repeat the value, as valibot's do, are cut or replaced.
 *
 * @throws {Error} when `status` is not 400..599 or `maxErrors` not a positive integer
 */
export function problemSchemaPipe(options: ProblemSchemaOptions = {}): StandardSchemaValidationPipe {
  return new ProblemSchemaPipe(options);
}

class ProblemSchemaPipe extends StandardSchemaValidationPipe {
  private readonly errorsOptions: Required<ProblemErrorsOptions>;

  constructor(options: ProblemSchemaOptions) {
    const { status = 422, maxErrors = 100, texts = {}, ...pipeOptions } = options;
    super({ ...pipeOptions, exceptionFactory: (issues) => new BrokenSchema(issues) });
    this.errorsOptions = checkErrorsOptions({ status, maxErrors, texts });
  }

  override async transform<T = unknown>(value: T, metadata: ArgumentMetadata): Promise<T> {
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      if (!(error instanceof BrokenSchema)) throw error;
      const { status, maxErrors: limit, texts } = this.errorsOptions;
      const placeOf = (path: readonly string[]) => placeInArgument(metadata, path);
      throw new ProblemException(
        status,
        toOccurrence(listSchemaErrors(error.issues, value, { placeOf, limit, texts })),
      );
    }
  }
}

/** Carries the issues from the factory, which is not told the argument they belong to, to where it is known. */
class BrokenSchema extends Error {
  constructor(readonly issues: readonly SchemaIssue[]) {
    super('Validation failed');
  }
}
