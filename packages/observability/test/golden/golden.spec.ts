import { startOtlpCollector } from '@couplekit/testkit';
import { expect, it } from 'vitest';
import { compileServices } from './compile-services.js';
import { deploy } from './deployment.js';
import { runLoad } from './run-load.js';
import { inShort } from './evidence.js';
import { joinedLines } from './checks/joined-lines.js';
import { accessLineFindings } from './checks/access-lines.js';
import { answerFindings } from './checks/answers.js';
import { traceFindings } from './checks/traces.js';
import { exportedSpanFindings } from './checks/exported-spans.js';
import { errorLineFindings } from './checks/error-lines.js';
import { secretFindings } from './checks/secrets.js';
import { writeFileSync } from 'node:fs';

it('smoke', async () => {
  const t: [string, number][] = [];
  const mark = (n: string) => t.push([n, performance.now() | 0]);
  mark('0');
  await using services = await compileServices();
  mark('compiled');
  await using collector = await startOtlpCollector();
  await using deployment = await deploy({
    directory: services.directory,
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_BSP_MAX_QUEUE_SIZE: '50000',
    },
  });
  mark('deployed');
  const requests = await runLoad(deployment, { count: Number(process.env['N'] ?? 300), seed: 1 });
  mark('loaded');
  const reports = await deployment.stop();
  mark('stopped');
  const lines = deployment.lines();
  const evidence = { requests, lines, spans: collector.spans };
  const joined = joinedLines(evidence);
  writeFileSync('/tmp/golden-lines.txt', lines.map((l) => `${l.service} ${l.raw}`).join('\n'));
  const out = {
    t,
    lines: lines.length,
    spans: collector.spans.length,
    reports,
    share: joined.share,
    falseJoins: inShort(joined.falseJoins),
    lost: inShort(joined.lost),
    access: inShort(accessLineFindings(evidence), 12),
    answers: inShort(answerFindings(evidence), 12),
    traces: inShort(traceFindings(evidence)),
    exported: inShort(exportedSpanFindings(evidence)),
    errors: inShort(errorLineFindings(evidence)),
    secrets: inShort(secretFindings(lines, collector.requests)),
  };
  mark('checked');
  console.log(JSON.stringify(out, null, 1));
  expect(1).toBe(1);
}, 60_000);
