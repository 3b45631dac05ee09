import { SetMetadata } from '@nestjs/common';
import type { RateLimitName } from './rate-limit-policies.js';

/** Metadata key of {@link RateLimited}. */
export const RATE_LIMIT = 'couplekit:rate-limit';

/** The limit that a route counts for. @default `forms` for everything but GET */
export function RateLimited(name: RateLimitName): MethodDecorator & ClassDecorator {
  return SetMetadata(RATE_LIMIT, name);
}
