import type { ApplicationConfig, ModuleRef } from '@nestjs/core';

/**
 * The global enhancers of the application, which Nest keeps in its container and gives to nobody: undefined when a later
 * Nest keeps them elsewhere.
 */
export function applicationConfig(moduleRef: ModuleRef): ApplicationConfig | undefined {
  const { container } = moduleRef as unknown as {
    readonly container?: { readonly applicationConfig?: ApplicationConfig };
  };
  return container?.applicationConfig;
}
