import { startTcpProxy, type TcpProxy } from '@couplekit/testkit';
import { unitOfWorkContext, type UnitOfWorkContext } from './unit-of-work-context.js';

export interface ProxiedContext extends UnitOfWorkContext {
  readonly proxy: TcpProxy;
}

/** A context whose unit of work reaches the database through a proxy that can lose COMMITs. */
export async function proxiedContext(
  options: Omit<Parameters<typeof unitOfWorkContext>[0] & object, 'through'> = {},
): Promise<ProxiedContext> {
  const started = Promise.withResolvers<TcpProxy>();
  const through = async (url: string) => {
    const proxy = await startTcpProxy(url);
    started.resolve(proxy);
    return proxy.url;
  };
  const context = await unitOfWorkContext({ ...options, through });
  const proxy = await started.promise;
  return {
    ...context,
    proxy,
    [Symbol.asyncDispose]: async () => {
      await context[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
    },
  };
}
