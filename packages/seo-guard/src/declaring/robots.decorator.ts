import 'reflect-metadata';
import type { RobotsDirectives } from '../robots/robots-directives.js';

const METADATA_KEY = 'couplekit:robots';

/**
 * Restricts what crawlers may do with every response of a handler's path, or of everything below a controller's path, from
 * before any guard runs. Several on the same class or method add up.
 */
export function Robots(directives: RobotsDirectives): ClassDecorator & MethodDecorator {
  return (target: object, _key?: string | symbol, descriptor?: { readonly value?: unknown }): void => {
    const decorated = descriptor === undefined ? target : (descriptor.value as object);
    Reflect.defineMetadata(METADATA_KEY, [...robotsOf(decorated), directives], decorated);
  };
}

/** Keeps a handler's path, or everything below a controller's, out of search results: `noindex, nofollow`. */
export function NoIndex(): ClassDecorator & MethodDecorator {
  return Robots({ noindex: true, nofollow: true });
}

/** What {@link Robots} says about a class or method. */
export function robotsOf(decorated: object): readonly RobotsDirectives[] {
  return (Reflect.getMetadata(METADATA_KEY, decorated) as readonly RobotsDirectives[] | undefined) ?? [];
}
