import {
  TYPICAL_TRAFFIC,
  simulateRollout,
  simulatedLooks,
  type Defect,
  type Traffic,
} from '@couplekit/runbook/judges';
import type { Benchmark, BenchmarkTable } from '../benchmark.js';
import { pinToCore } from '../pin-to-core.js';
import { repeatedZTest } from './repeated-z-test.js';

const REQUESTS_PER_MINUTE = [60, 600, 6000];
const HARMLESS_ROLLOUTS = 2000;
const DEFECTIVE_ROLLOUTS = 300;
const PATIENT_ROLLOUTS = 100;
const CORE = 0;

const DEFECTS: readonly (readonly [name: string, defect: Defect])[] = [
  ['5xx x 2', { failureOdds: 2 }],
  ['5xx x 5', { failureOdds: 5 }],
  ['5xx x 20', { failureOdds: 20 }],
  ['latency + 10%', { latencyFactor: 1.1 }],
  ['latency + 20%', { latencyFactor: 1.2 }],
  ['latency + 40%', { latencyFactor: 1.4 }],
  ['question-invalid x 1.5', { problemOdds: { 'question-invalid': 1.5 } }],
  ['question-invalid x 2', { problemOdds: { 'question-invalid': 2 } }],
  ['question-invalid x 4', { problemOdds: { 'question-invalid': 4 } }],
  ['stage 3 fails x 3', { computeFailureOdds: 3 }],
  ['stage 3 fails x 10', { computeFailureOdds: 10 }],
  ['LCP + 20%', { vitalFactors: { LCP: 1.2 } }],
  ['LCP + 50%', { vitalFactors: { LCP: 1.5 } }],
  ['CLS x 2', { vitalFactors: { CLS: 2 } }],
  ['Confirmed Click at look 6', { confirmedClickFrom: 5 }],
  ['no metrics from look 6', { missingFrom: 5 }],
];

/** What the judges of a rollout see, and when; simulated, with a look each minute. */
export const judges: Benchmark = {
  name: 'judges',
  about: 'judges of a staged rollout: false aborts, power and looks until a decision',
  run() {
    const pinned = pinToCore(process.pid, CORE);
    return Promise.resolve({ pinned, tables: [harmless(), repeated(), patient(), defective()] });
  },
};

function harmless(): BenchmarkTable {
  const rows = REQUESTS_PER_MINUTE.map((requestsPerLook) => {
    const before = process.cpuUsage();
    const aborted = rollouts(HARMLESS_ROLLOUTS, { ...TYPICAL_TRAFFIC, requestsPerLook }).filter(
      ({ abort }) => abort !== null,
    );
    const { user, system } = process.cpuUsage(before);
    const looks = HARMLESS_ROLLOUTS * TYPICAL_TRAFFIC.steps.reduce((sum, step) => sum + step.looks, 0);
    const share = percent(aborted.length / HARMLESS_ROLLOUTS);
    return [
      String(requestsPerLook),
      String(HARMLESS_ROLLOUTS),
      String(aborted.length),
      share,
      (user + system) / looks,
    ];
  });
  return {
    title: 'Candidates like stable: 20 looks each at 10%, 50% and 100%',
    columns: ['requests/min', 'rollouts', 'aborted', 'share', 'CPU µs per look'],
    rows,
  };
}

/** Of the standard normal distribution, above 1% and above 1% split over the seven comparisons of `repeatedZTest`. */
const CRITICAL = [
  ['1% for each comparison', 2.326],
  ['1% split over seven comparisons', 2.983],
] as const;

function repeated(): BenchmarkTable {
  const rows = CRITICAL.map(([name, critical]) => [
    name,
    ...REQUESTS_PER_MINUTE.map((requestsPerLook) => {
      const traffic = { ...TYPICAL_TRAFFIC, requestsPerLook };
      let aborted = 0;
      for (let seed = 0; seed < HARMLESS_ROLLOUTS; seed++) {
        const looks = [...simulatedLooks(traffic, {}, seed)].map(({ look }) => look);
        if (repeatedZTest(looks, critical) !== null) aborted++;
      }
      return percent(aborted / HARMLESS_ROLLOUTS);
    }),
  ]);
  return {
    title: 'Candidates like stable, by a test of two proportions that is repeated at each look: aborted',
    columns: ['', ...REQUESTS_PER_MINUTE.map((requests) => `${requests}/min`)],
    rows,
  };
}

function patient(): BenchmarkTable {
  const steps = [0.1, 0.5, 1].map((share) => ({ share, looks: share === 0.1 ? 600 : 120 }));
  const rows = REQUESTS_PER_MINUTE.map((requestsPerLook) => {
    const all = rollouts(PATIENT_ROLLOUTS, { ...TYPICAL_TRAFFIC, steps, requestsPerLook });
    const medians = steps.map((_, step) =>
      medianLook(all.map(({ promotions }) => promotions[step] ?? Infinity)),
    );
    return [String(requestsPerLook), ...medians];
  });
  return {
    title: 'Candidates like stable: looks of a step until they may be promoted',
    columns: ['requests/min', '10%', '50%', '100%'],
    rows,
  };
}

function defective(): BenchmarkTable {
  const rows = DEFECTS.map(([name, defect]) => [
    name,
    ...REQUESTS_PER_MINUTE.flatMap((requestsPerLook) => {
      const traffic = { ...TYPICAL_TRAFFIC, requestsPerLook };
      const looks = rollouts(DEFECTIVE_ROLLOUTS, traffic, defect).flatMap(({ abort }) => abort?.look ?? []);
      return [percent(looks.length / DEFECTIVE_ROLLOUTS), medianLook(looks)];
    }),
  ]);
  return {
    title: 'Defective candidates: share aborted within the 60 looks, and the median look of those',
    columns: ['', ...REQUESTS_PER_MINUTE.flatMap((requests) => [`${requests}/min`, 'look'])],
    rows,
  };
}

function rollouts(count: number, traffic: Traffic, defect: Defect = {}) {
  return Array.from({ length: count }, (_, seed) => simulateRollout({}, { traffic, defect, seed }));
}

function medianLook(looks: readonly number[]): string {
  const median = looks.toSorted((x, y) => x - y)[Math.floor(looks.length / 2)];
  return median === undefined || median === Infinity ? '-' : String(median);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share > 0 && share < 0.1 ? 2 : 0)}%`;
}
