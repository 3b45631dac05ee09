import { HttpException, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { ProblemException } from '../problem-exception.js';
import type { FieldError, FieldPlace } from './field-error.js';
import { placeInArgument } from './field-place.js';
import { readHttpWords } from '../reading/read-http-words.js';

/**
 * Lets a pipe say which argument it refused: whatever 4xx it throws becomes a problem whose `errors` name the parameter, or
 * point into the body. Made for Nest's `ParseIntPipe`, `ParseUUIDPipe`, `ParseFilePipe`, …, and for pipes of your own; every
 * other error passes through.
 *
 * @param place where the argument comes from, when its decorator does not say it, as custom ones do not
 * @example `@Param('id', problemPipe(new ParseUUIDPipe()))`
 * @example `@UploadedFile(problemPipe(new ParseFilePipe(), { pointer: '#/avatar' }))`
 */
export function problemPipe<T, R>(
  pipe: PipeTransform<T, R>,
  place?: FieldPlace,
): PipeTransform<T, Promise<R>> {
  return {
    async transform(value: T, metadata: ArgumentMetadata): Promise<R> {
      try {
        return await pipe.transform(value, metadata);
      } catch (error) {
        throw isRefusal(error) ? withPlace(error, metadata, place) : error;
      }
    },
  };
}

function isRefusal(error: unknown): error is HttpException {
  if (!(error instanceof HttpException) || error instanceof ProblemException) return false;
  const status = error.getStatus();
  return status >= 400 && status < 500;
}

function withPlace(
  refusal: HttpException,
  metadata: ArgumentMetadata,
  place: FieldPlace | undefined,
): ProblemException {
  const status = refusal.getStatus();
  const { detail, errors = [], extensions } = readHttpWords(refusal.getResponse(), status);
  const placed = errors.map(({ path = [], ...error }: FieldError) => ({
    ...(place ?? placeInArgument(metadata, path)),
    ...error,
  }));
  const told =
    detail !== undefined && placed.length === 0
      ? [{ ...(place ?? placeInArgument(metadata, [])), detail }]
      : placed;
  return new ProblemException(status, {
    ...(detail !== undefined && { detail }),
    ...(extensions && { extensions }),
    errors: told,
    cause: refusal,
  });
}
