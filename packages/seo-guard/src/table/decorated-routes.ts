import { Injectable, VersioningType } from '@nestjs/common';
import { ApplicationConfig, DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { TableRule } from './path-table.js';
import { robotsOf } from '../declaring/robots.decorator.js';

type Controllers = ReturnType<DiscoveryService['getControllers']>;

/** Turns `@Robots()` and `@NoIndex()` into path rules. */
@Injectable()
export class DecoratedRoutes {
  private readonly scanner = new MetadataScanner();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly modules: ModulesContainer,
    private readonly config: ApplicationConfig,
  ) {}

  /** The rules of every decorated controller and handler, at the paths where Nest serves them. */
  rules(): readonly TableRule[] {
    return this.discovery.getControllers().flatMap((controller) => this.rulesOf(controller));
  }

  private rulesOf({ metatype, host }: Controllers[number]): readonly TableRule[] {
    if (typeof metatype !== 'function') return [];
    const prototype = metatype.prototype as object;
    const routes = this.scanner
      .getAllMethodNames(prototype)
      .map((name) => Reflect.get(prototype, name) as object)
      .map((handler) => ({ robots: robotsOf(handler), paths: pathsIn('path', handler) }));
    const bases = combine(this.modulePaths(host?.metatype), pathsIn('path', metatype));
    const roots = combine(this.prefixes(), this.versions());
    const onClass = robotsOf(metatype);
    return bases.flatMap((base) => [
      ...(hasLiteral(base) ? table(combine(roots, [base]), onClass, 'below') : []),
      ...routes.flatMap(({ robots, paths }) => table(combine(roots, [base], paths), [...onClass, ...robots], 'path')), // prettier-ignore
    ]);
  }

  /** Routes excluded from the global prefix are served without it; guarding both guards them too. */
  private prefixes(): readonly string[] {
    const { exclude = [] } = this.config.getGlobalPrefixOptions();
    const prefix = this.config.getGlobalPrefix();
    return exclude.length > 0 ? [prefix, ''] : [prefix];
  }

  /** With versions in the path, a route is guarded in all of them. */
  private versions(): readonly string[] {
    const versioning = this.config.getVersioning();
    if (versioning?.type !== VersioningType.URI) return [''];
    const prefix = versioning.prefix === false ? '' : (versioning.prefix ?? 'v');
    return ['', `${prefix}:version`];
  }

  /** Where `RouterModule` mounts the controller's module. */
  private modulePaths(module: object | null | undefined): readonly string[] {
    const paths = module ? pathsIn(`__module_path__${this.modules.applicationId}`, module) : [];
    return paths.length > 0 ? paths : [''];
  }
}

/** Nest keeps the paths of `@Controller()`, `@Get()` and `RouterModule` in metadata, under keys that it does not export. */
function pathsIn(key: string, target: object): readonly string[] {
  const path = Reflect.getMetadata(key, target) as string | readonly string[] | undefined;
  return path === undefined ? [] : [path].flat();
}

/** Every way to put one of each together, as paths: `/a/b` of `a/`, `` and `/b`. */
function combine(...choices: readonly (readonly string[])[]): readonly string[] {
  return choices.reduce<readonly string[]>(
    (paths, next) => paths.flatMap((path) => next.map((part) => `${path}${slashed(part)}`)),
    [''],
  );
}

function slashed(path: string): string {
  return path.replace(/^\/*(?=[^/])/, '/').replace(/\/+$/, '');
}

/** Everything below a path of parameters only would be the whole application. */
function hasLiteral(path: string): boolean {
  return path.split('/').some((segment) => /^[^:*{}]+$/.test(segment));
}

function table(
  paths: readonly string[],
  robots: ReturnType<typeof robotsOf>,
  reach: 'path' | 'below',
): readonly TableRule[] {
  return paths.flatMap((path) => robots.map((options) => ({ path: path || '/', robots: options, reach })));
}
