import { ADAPTERS, eventually, startOtlpCollector } from '@couplekit/testkit';
import { describe, expect, it } from 'vitest';
import { configureObservability, type ObservabilityModuleOptions } from '../src/index.js';
import { observedApp } from './observed-app.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = { traceparent: `00-${TRACE}-b7ad6b7169203331-01`, 'X-Request-ID': 'from-caller' };

describe.each(ADAPTERS)('a request on %s', (adapter) => {
  async function call(options: Partial<ObservabilityModuleOptions>) {
    await using collector = await startOtlpCollector();
    const telemetry = configureObservability({
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
      global: false,
    });
    const app = await observedApp(adapter, telemetry, options);
    const response = await fetch(`${app.url}/items/1`, { headers: CALLER });
    const line = await eventually(() => app.log.lines.find(({ msg }) => msg === 'request completed'));
    await app.close();
    await telemetry.shutdown();
    return { headers: response.headers, line, span: collector.spans[0] };
  }

  it('goes on with the id and the trace of its caller', async () => {
    const { headers, line, span } = await call({});
    expect(headers.get('x-request-id')).toBe('from-caller');
    expect(headers.get('server-timing')).toBeNull();
    expect(line).toMatchObject({ request_id: 'from-caller', trace_id: TRACE });
    expect(span).toMatchObject({ traceId: TRACE, parentSpanId: 'b7ad6b7169203331' });
  });

  it('gets an id of its own where callers are not trusted, and keeps theirs', async () => {
    const { headers, line } = await call({ trustRequestId: false });
    expect(headers.get('x-request-id')).toMatch(/-7[0-9a-f]{3}-/);
    expect(line).toMatchObject({ client_request_id: 'from-caller', trace_id: TRACE });
  });

  it('starts a trace of its own where callers are not trusted, with a link to theirs', async () => {
    const { line, span } = await call({ trustTraceContext: false });
    expect(line['trace_id']).toMatch(/^[0-9a-f]{32}$/);
    expect(line['trace_id']).not.toBe(TRACE);
    expect(span).toMatchObject({ traceId: line['trace_id'], parentSpanId: '', links: [{ traceId: TRACE }] });
  });

  it('is trusted by what a function says of it', async () => {
    const isLocal = ({ socket }: { socket: { remoteAddress?: string | undefined } }) =>
      socket.remoteAddress === '127.0.0.1';
    const { line } = await call({
      trustRequestId: isLocal,
      trustTraceContext: (request) => !isLocal(request),
    });
    expect(line).toMatchObject({ request_id: 'from-caller' });
    expect(line['trace_id']).not.toBe(TRACE);
  });

  it('is answered with its trace in Server-Timing when that is wanted', async () => {
    const { headers, line } = await call({ serverTiming: true });
    expect(headers.get('server-timing')).toBe(`traceparent;desc="00-${TRACE}-${String(line['span_id'])}-01"`);
  });
});
