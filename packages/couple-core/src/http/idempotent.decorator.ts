import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import {
  IdempotencyInFlightError,
  IdempotencyKeyInvalidError,
  IdempotencyKeyReusedError,
} from '../domain/idempotency-errors.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { Throws } from './throws.decorator.js';

/** Honours `Idempotency-Key` on this route, and documents it. */
export const Idempotent = () =>
  applyDecorators(
    UseInterceptors(IdempotencyInterceptor),
    Throws(IdempotencyKeyInvalidError, IdempotencyKeyReusedError, IdempotencyInFlightError),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'A fresh UUID for each request: sending the same request again with it gives the same answer, and does nothing twice.',
      schema: { type: 'string', minLength: 16, maxLength: 255 },
    }),
  );
