import { Injectable } from '@nestjs/common';
import { ApplicationConfig, DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { PathRule } from './path-table.js';
import type { RobotsDirectives } from './robots-directives.js';
import { ROBOTS_METADATA } from './robots.decorator.js';

/** Where Nest's `@Controller()` and `@Get()` keep their paths. */
const PATH_METADATA = 'path';

/** Turns `@Robots()` and `@NoIndex()` into path rules, so that they hold before any guard runs. */
@Injectable()
export class DecoratedRoutes {
  private readonly scanner = new MetadataScanner();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly config: ApplicationConfig,
  ) {}

  /** The rules of every decorated controller and handler, with the global prefix and, for routes excluded from it, without. */
  rules(): readonly PathRule[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as object;
      const handlers = this.scanner
        .getAllMethodNames(prototype)
        .map((name) => Reflect.get(prototype, name) as object);
      const routes = [{ target: metatype as object, paths: [''] }, ...handlers.map((target) => ({ target, paths: pathsOf(target) }))]; // prettier-ignore
      return routes.flatMap(({ target, paths }) => {
        const robots = Reflect.getMetadata(ROBOTS_METADATA, target) as RobotsDirectives | undefined;
        return robots ? this.rulesFor(pathsOf(metatype), paths, robots) : [];
      });
    });
  }

  private rulesFor(
    controller: readonly string[],
    handler: readonly string[],
    robots: RobotsDirectives,
  ): PathRule[] {
    const prefixes = new Set(['', this.config.getGlobalPrefix()]);
    return [...prefixes].flatMap((prefix) =>
      controller.flatMap((base) =>
        handler.map((path) => ({ path: `${joined(prefix, base, path)}{/*rest}`, robots })),
      ),
    );
  }
}

function pathsOf(target: object): readonly string[] {
  const path = Reflect.getMetadata(PATH_METADATA, target) as string | readonly string[] | undefined;
  return path === undefined ? [] : [path].flat();
}

/** `/a/b` of `a/`, `` and `/b`. */
function joined(...parts: readonly string[]): string {
  const segments = parts.flatMap((part) => part.split('/')).filter(Boolean);
  return segments.map((segment) => `/${segment}`).join('');
}
