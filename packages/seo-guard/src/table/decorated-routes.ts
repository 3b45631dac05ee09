import { Injectable, VersioningType } from '@nestjs/common';
import { ApplicationConfig, DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core';
import { assertConsistent } from '../declaring/contradictions.js';
import { declarationsOf, type Declaration } from '../declaring/declaration.js';
import { tableRule, type TableRule } from './table-rule.js';

type Controllers = ReturnType<DiscoveryService['getControllers']>;

/** Turns the decorators of controllers and handlers into rules of the table. */
@Injectable()
export class DecoratedRoutes {
  private readonly scanner = new MetadataScanner();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly modules: ModulesContainer,
    private readonly config: ApplicationConfig,
  ) {}

  /**
   * The rules of every decorated controller and handler, at the paths where Nest serves them.
   * @throws {TypeError} naming a class or method whose decorators cannot be used
   */
  rules(): readonly TableRule[] {
    return this.discovery.getControllers().flatMap((controller) => this.rulesOf(controller));
  }

  private rulesOf({ metatype, host }: Controllers[number]): readonly TableRule[] {
    if (typeof metatype !== 'function') return [];
    const prototype = metatype.prototype as object;
    const onClass = declarationsOf(metatype);
    assertConsistent(onClass, metatype.name);
    const bases = combine(this.modulePaths(host?.metatype), pathsIn('path', metatype));
    const roots = combine(this.prefixes(), this.versions());
    const closing = onClass.filter(({ opens }) => !opens);
    const routes = this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = Reflect.get(prototype, name) as object;
      const own = declarationsOf(handler);
      const where = `${metatype.name}.${name}`;
      assertConsistent(own, where, onClass);
      return bases.flatMap((base) => {
        const paths = combine(roots, [base], pathsIn('path', handler));
        const fromClass = hasLiteral(base) ? onClass.filter(({ opens }) => opens) : onClass;
        return [...rulesFrom(fromClass, paths, metatype.name, 'path'), ...rulesFrom(own, paths, where, 'path')]; // prettier-ignore
      });
    });
    const below = combine(roots, bases.filter(hasLiteral));
    return [...rulesFrom(closing, below, metatype.name, 'below'), ...routes];
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

/** @throws {TypeError} naming where a declaration that cannot be used is */
function rulesFrom(
  declarations: readonly Declaration[],
  paths: readonly string[],
  where: string,
  reach: 'path' | 'below',
): readonly TableRule[] {
  return declarations.flatMap(({ decorator, ...said }) =>
    paths.map((path) =>
      tableRule({ ...said, path: path || '/' }, { source: `${decorator} ${where}`, reach }),
    ),
  );
}
