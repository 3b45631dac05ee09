import { ValidationPipe } from '@nestjs/common';
import type { ArgumentMetadata, ValidationError, ValidationPipeOptions } from '@nestjs/common';
import { checkErrorsOptions, type ProblemErrorsOptions } from './problem-errors-options.js';
import { ProblemException } from '../problem-exception.js';
import { listFieldErrors, toOccurrence } from './validation-errors.js';
import { placeInArgument } from './field-place.js';

/** Options of {@link problemValidationPipe}: those of Nest's pipe, without the ones that it decides itself. */
export interface ProblemValidationOptions
  extends
    ProblemErrorsOptions,
    Omit<
      ValidationPipeOptions,
      | 'disableErrorMessages'
      | 'errorFormat'
      | 'errorHttpStatusCode'
      | 'exceptionFactory'
      | 'maxErrorMessagesLength'
      | 'validationError'
    > {}

/**
 * A class-validator pipe that answers with a problem whose `errors` say where and why: a JSON Pointer for the body,
 * `in` and `parameter` for path, query, header and cookie. Unknown properties are rejected and DTOs are instances; values are
 * never echoed, not even by a custom message with `$value`.
 *
 * @throws {Error} when `status` is not 400..599 or `maxErrors` not a positive integer
 */
export function problemValidationPipe(options: ProblemValidationOptions = {}): ValidationPipe {
  const { status = 422, maxErrors = 100, texts = {}, ...pipeOptions } = options;
  return new ProblemValidationPipe(checkErrorsOptions({ status, maxErrors, texts }), pipeOptions);
}

class ProblemValidationPipe extends ValidationPipe {
  constructor(
    private readonly errorsOptions: Required<ProblemErrorsOptions>,
    pipeOptions: ValidationPipeOptions,
  ) {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      ...pipeOptions,
      // The values are compared with the messages, and go no further.
      validationError: { target: false, value: true },
      exceptionFactory: (errors) => new BrokenRules(errors),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    try {
      return (await super.transform(value, metadata)) as unknown;
    } catch (error) {
      if (!(error instanceof BrokenRules)) throw error;
      const { status, maxErrors: limit, texts } = this.errorsOptions;
      const placeOf = (path: readonly string[]) => placeInArgument(metadata, path);
      throw new ProblemException(
        status,
        toOccurrence(listFieldErrors(error.errors, { placeOf, limit, texts })),
      );
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
