import { AsyncLocalStorage } from 'node:async_hooks';
import {
  context,
  ROOT_CONTEXT,
  trace,
  TraceFlags,
  type Context,
  type ContextManager,
} from '@opentelemetry/api';
import { CLS_ID, ClsServiceManager } from 'nestjs-cls';
import { afterEach, describe, expect, it } from 'vitest';
import { currentRequestId, currentTraceId } from './correlation.js';

class TestContextManager implements ContextManager {
  private readonly storage = new AsyncLocalStorage<Context>();
  active = () => this.storage.getStore() ?? ROOT_CONTEXT;
  with: ContextManager['with'] = (active, run, self, ...args) =>
    this.storage.run(active, () => run.apply(self as never, args));
  bind: ContextManager['bind'] = (_active, target) => target;
  enable = () => this;
  disable = () => this;
}

describe('currentTraceId', () => {
  afterEach(() => context.disable());

  const traceIdIn = (traceId: string) => {
    context.setGlobalContextManager(new TestContextManager());
    const span = trace.wrapSpanContext({
      traceId,
      spanId: '00f067aa0ba902b7',
      traceFlags: TraceFlags.SAMPLED,
    });
    return context.with(trace.setSpan(ROOT_CONTEXT, span), currentTraceId);
  };

  it('is the id of the active span', () => {
    expect(traceIdIn('4bf92f3577b34da6a3ce929d0e0e4736')).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
  });

  it('is undefined without a span, and for the span of no provider', () => {
    expect(currentTraceId()).toBeUndefined();
    expect(traceIdIn('00000000000000000000000000000000')).toBeUndefined();
  });
});

describe('currentRequestId', () => {
  it('prefers the active context to the response header', () => {
    const cls = ClsServiceManager.getClsService();
    expect(cls.runWith({ [CLS_ID]: 'of-context' }, () => currentRequestId('of-header'))).toBe('of-context');
    expect(cls.run(() => currentRequestId('of-header'))).toBe('of-header');
  });

  it.each([
    ['of-header', 'of-header'],
    ['', undefined],
    [undefined, undefined],
    [7, undefined],
  ])('without a context and with the header %j is %j', (header, expected) => {
    expect(currentRequestId(header)).toBe(expected);
  });
});
