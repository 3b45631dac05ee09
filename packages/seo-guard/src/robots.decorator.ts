import { applyDecorators, SetMetadata } from '@nestjs/common';
import type { RobotsDirectives } from './robots-directives.js';

/** Metadata key of {@link Robots}. */
export const ROBOTS_METADATA = 'couplekit:robots';

/** Restricts what crawlers may do with every response below the paths of a controller or handler. */
export function Robots(directives: RobotsDirectives): ClassDecorator & MethodDecorator {
  return applyDecorators(SetMetadata(ROBOTS_METADATA, directives));
}

/** Keeps a controller or handler out of search results: `noindex, nofollow`. */
export function NoIndex(): ClassDecorator & MethodDecorator {
  return Robots({ noindex: true, nofollow: true });
}
