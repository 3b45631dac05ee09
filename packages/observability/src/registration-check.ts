import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { LoggerModule } from 'nestjs-pino';

/** Ends the start, with what to do, where a second registration would give a request two ids, two lines or two contexts. */
@Injectable()
export class RegistrationCheck implements OnModuleInit {
  constructor(private readonly modules: ModulesContainer) {}

  /** @throws {TypeError} naming what is registered twice */
  onModuleInit(): void {
    const own = this.modulesOf((module) =>
      [...module.providers.values()].some((p) => p.metatype === RegistrationCheck),
    );
    if (own.length > 1) {
      throw new TypeError(
        'ObservabilityModule.forRoot() is imported twice; import it once, in the root module.',
      );
    }
    if (this.modulesOf((module) => module.metatype === (LoggerModule as Type)).length > 0) {
      throw new TypeError(
        "ObservabilityModule and nestjs-pino's LoggerModule are both imported; remove LoggerModule, its PinoLogger and Logger are provided here.",
      );
    }
    if (this.modulesOf((module) => mountsContext(module)).length > 0) {
      throw new TypeError(
        'ClsModule.forRoot() mounts a context of its own; remove its `mount: true`, ObservabilityModule sets the context up for every request.',
      );
    }
  }

  private modulesOf(is: (module: NestModule) => boolean): readonly NestModule[] {
    return [...this.modules.values()].filter((module) => is(module));
  }
}

type NestModule = ModulesContainer extends Map<string, infer M> ? M : never;

/** Whether it is the root module of nestjs-cls with a middleware, a guard or an interceptor that makes contexts. */
function mountsContext({ metatype, providers }: NestModule): boolean {
  if (metatype.name !== 'ClsRootModule') return false;
  return [...providers.values()].some(({ instance }) => isMounted(instance));
}

function isMounted(options: unknown): boolean {
  return typeof options === 'object' && options !== null && 'mount' in options && options.mount === true;
}
