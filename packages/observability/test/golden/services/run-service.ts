import type { INestApplicationContext } from '@nestjs/common';
import type { ExporterReport, Telemetry } from '@couplekit/observability';

/** What a service tells the test that started it, over Node's own channel: a request for it would change what it counts. */
export type ServiceMessage = { readonly ready: string } | { readonly report: ExporterReport };

export interface Service {
  readonly app: INestApplicationContext;
  readonly telemetry: Telemetry;
  /** Where it listens. @default nowhere */
  readonly url?: string;
}

/** Answers the test's questions about the exporter, and ends at SIGTERM. */
export function runService({ app, telemetry, url = '' }: Service): void {
  const tell = (message: ServiceMessage) => process.send?.(message);
  const report = () => tell({ report: telemetry.exporterHealth.report() });
  const stop = async () => {
    await app.close();
    await telemetry.shutdown();
    report();
    process.removeAllListeners('disconnect').disconnect();
  };
  process.on('message', report);
  process.once('SIGTERM', () => void stop());
  // The test has gone without ending it.
  process.once('disconnect', () => process.exit());
  tell({ ready: url });
}
