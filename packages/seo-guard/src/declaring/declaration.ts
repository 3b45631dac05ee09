import 'reflect-metadata';
import type { PathRule } from '../table/path-rule.js';

/** What one decorator says about a controller or handler. */
export interface Declaration extends Omit<PathRule, 'path'> {
  /** For people: `@NoIndex()`. */
  readonly decorator: string;
  /** Whether it says that the page may be indexed. */
  readonly opens?: boolean;
}

const METADATA_KEY = 'couplekit:seo-guard';

/** A decorator that adds a declaration to those of a class or method. */
export function declare(declaration: Declaration): ClassDecorator & MethodDecorator {
  return (target: object, _key?: string | symbol, descriptor?: { readonly value?: unknown }): void => {
    const decorated = descriptor === undefined ? target : (descriptor.value as object);
    Reflect.defineMetadata(METADATA_KEY, [...declarationsOf(decorated), declaration], decorated);
  };
}

/** What the decorators of a class, with those that it extends, or of a method say. */
export function declarationsOf(decorated: object): readonly Declaration[] {
  return (Reflect.getMetadata(METADATA_KEY, decorated) as readonly Declaration[] | undefined) ?? [];
}
