import 'reflect-metadata';
import { SpanKind } from '@opentelemetry/api';
import { ClsServiceManager } from 'nestjs-cls';
import { captureContext } from './capture-context.js';
import { runInContext } from './run-in-context.js';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Gives each call of a method that no request leads to (a cron job, an event listener) a context of its own: a new request
 * id and a root span. A call from inside of a context joins that. Goes above or below `@Cron`, `@OnEvent`, `@Process`.
 * @param name the span's name @default `Class.method`
 * @throws {TypeError} at the declaration, on anything but a method
 */
export function UseContext(name?: string): MethodDecorator {
  return <T>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<T>) => {
    const method: unknown = descriptor.value;
    if (typeof method !== 'function') throw new TypeError(`@UseContext: ${String(key)} is not a method.`);
    const owner = typeof target === 'function' ? target : target.constructor;
    const spanName = name ?? `${owner.name}.${String(key)}`;
    const withContext: Method = function (...args) {
      const call = () => Reflect.apply(method, this, args);
      if (ClsServiceManager.getClsService().getId() !== undefined) return call();
      return runInContext(captureContext(), call, { name: spanName, kind: SpanKind.INTERNAL });
    };
    becomes(withContext, method);
    descriptor.value = withContext as T; // It takes and returns what the method does.
  };
}

/** What decorators below left on the method: name, length, own fields, metadata. Those above find it on the new one. */
function becomes(replacement: Method, method: object): void {
  Object.defineProperties(replacement, Object.getOwnPropertyDescriptors(method));
  for (const key of Reflect.getOwnMetadataKeys(method)) {
    Reflect.defineMetadata(key, Reflect.getOwnMetadata(key, method), replacement);
  }
}
