import { parseArgs } from 'node:util';
import { markdown } from './benchmark.js';
import { couple } from './couple/couple.bench.js';
import { judges } from './judges/judges.bench.js';
import { observability } from './observability/observability.bench.js';
import { problems } from './problems/problems.bench.js';
import { render } from './render/render.bench.js';
import { seoGuard } from './seo-guard/seo-guard.bench.js';

const BENCHMARKS = [couple, judges, observability, problems, render, seoGuard];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const benchmark = BENCHMARKS.find(({ name }) => name === positionals[0]);
if (benchmark) {
  const result = await benchmark.run();
  process.stdout.write(
    values.json ? `${JSON.stringify({ benchmark: benchmark.name, ...result })}\n` : markdown(result),
  );
} else {
  const list = BENCHMARKS.map(({ name, about }) => `  ${name}  ${about}\n`).join('');
  process.stderr.write(`Usage: npm run bench -- NAME [--json]\n${list}`);
  process.exitCode = 64;
}
