import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';

/** Honours `Idempotency-Key` on this route, and documents it. */
export const Idempotent = () =>
  applyDecorators(
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'A fresh UUID for each request: sending the same request again with it gives the same answer, and does nothing twice.',
      schema: { type: 'string', minLength: 16, maxLength: 255 },
    }),
  );
