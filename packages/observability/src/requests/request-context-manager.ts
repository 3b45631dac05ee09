import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, type Context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { ClsServiceManager } from 'nestjs-cls';
import { currentRequest, type RequestScope } from './request-scope.js';

type ContextToken = ReturnType<AsyncLocalStorageContextManager['attach']>;

/** A context that was made active by `with`, and the request in which that was. */
interface Entered {
  readonly context: Context;
  readonly request: RequestScope | undefined;
}

/**
 * OpenTelemetry's context, which in a request is the request's: nestjs-cls's storage carries both, because a second
 * storage would be paid at every turn of every request.
 */
export class RequestContextManager extends AsyncLocalStorageContextManager {
  private readonly entered = new AsyncLocalStorage<Entered>();

  override active(): Context {
    const entered = this.entered.getStore();
    const request = currentRequest(ClsServiceManager.getClsService());
    // A request that began inside of `with` is not of that context.
    if (entered && entered.request === request) return entered.context;
    return request?.context ?? entered?.context ?? ROOT_CONTEXT;
  }

  override with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    context: Context,
    fn: F,
    thisArg?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F> {
    const request = currentRequest(ClsServiceManager.getClsService());
    return this.entered.run({ context, request }, () => fn.apply(thisArg as ThisParameterType<F>, args));
  }

  override attach(context: Context): ContextToken {
    const before = this.entered.getStore();
    const request = currentRequest(ClsServiceManager.getClsService());
    this.entered.enterWith({ context, request });
    let isDisposed = false;
    return {
      dispose: () => {
        if (!isDisposed) this.entered.enterWith(before as Entered);
        isDisposed = true;
      },
    };
  }

  override disable(): this {
    this.entered.disable();
    return super.disable();
  }
}
