import { ValidationPipe } from '@nestjs/common';
import type { ArgumentMetadata, ValidationError, ValidationPipeOptions } from '@nestjs/common';
import { ProblemException } from './problem-exception.js';
import { isErrorStatus } from './problem-registry.js';
import { listFieldProblems } from './validation-errors.js';

/** Options of {@link problemValidationPipe}: those of Nest's pipe, without the ones that it decides itself. */
export interface ProblemValidationOptions extends Omit<
  ValidationPipeOptions,
  | 'disableErrorMessages'
  | 'errorFormat'
  | 'errorHttpStatusCode'
  | 'exceptionFactory'
  | 'maxErrorMessagesLength'
> {
  /** Status of the problem; `statusProblems` may give it a type of your own. @default 422 */
  readonly status?: number;
  /** Most entries in `errors`. @default 100 */
  readonly maxErrors?: number;
}

/**
 * A class-validator pipe that answers with a problem whose `errors` say where and why: a JSON Pointer for the body,
 * `in` and `parameter` for path and query. Unknown properties are rejected and DTOs are instances; values are never echoed.
 *
 * @throws {Error} when `status` is not 400..599 or `maxErrors` not a positive integer
 */
export function problemValidationPipe(options: ProblemValidationOptions = {}): ValidationPipe {
  const { status = 422, maxErrors = 100, ...pipeOptions } = options;
  if (!isErrorStatus(status)) {
    throw new Error(`problem-details: status must be 400 to 599, not ${String(status)}.`);
  }
  if (!Number.isInteger(maxErrors) || maxErrors < 1) {
    throw new Error(`problem-details: maxErrors must be a positive integer, not ${String(maxErrors)}.`);
  }
  return new ProblemValidationPipe({ status, maxErrors, pipeOptions });
}

interface ProblemValidation {
  readonly status: number;
  readonly maxErrors: number;
  readonly pipeOptions: ValidationPipeOptions;
}

class ProblemValidationPipe extends ValidationPipe {
  constructor(private readonly validation: ProblemValidation) {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      ...validation.pipeOptions,
      exceptionFactory: (errors) => new BrokenRules(errors),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    try {
      return (await super.transform(value, metadata)) as unknown;
    } catch (error) {
      if (!(error instanceof BrokenRules)) throw error;
      const { status, maxErrors } = this.validation;
      const errors = listFieldProblems(error.errors, metadata, maxErrors);
      throw new ProblemException(status, { extensions: { errors } });
    }
  }
}

/**
 * Carries the errors from the factory, which is not told the argument they belong to, to where it is known. Not an Error,
 * because taking a second stack would cost more than all the rest of the answer.
 */
class BrokenRules {
  constructor(readonly errors: readonly ValidationError[]) {}
}
