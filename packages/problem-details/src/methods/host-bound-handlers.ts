import type { ModulesContainer } from '@nestjs/core';

/** Nest's own key for the host of a controller; its constant is not exported. */
const HOST_METADATA = 'host';

/**
 * Tells by the name of a route's handler, which is `Class.method` for Nest's, whether its controller answers for some hosts
 * only (`@Controller({ host })`).
 */
export function hostBoundHandlers(modules: ModulesContainer): (handlerName: string) => boolean {
  const names = new Set<string>();
  for (const module of modules.values()) {
    for (const { metatype } of module.controllers.values()) {
      if (metatype && Reflect.getMetadata(HOST_METADATA, metatype) !== undefined) names.add(metatype.name);
    }
  }
  return (handlerName) => names.has(handlerName.split('.')[0] ?? '');
}
