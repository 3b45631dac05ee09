import * as v from 'valibot';

const NAME = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'is a name of lower-case letters, digits and hyphens'),
);
const URL_TEXT = v.pipe(v.string(), v.url('is a URL'), v.transform((url) => url.replace(/\/+$/, ''))); // prettier-ignore
const PERCENT = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100));
const SECONDS = v.pipe(v.number(), v.gtValue(0));

/** Roles whose approval a change can need. */
export const ROLES = ['service', 'api', 'schema', 'dependency', 'security', 'operations'] as const;

/** One of `ROLES`. */
export type Role = (typeof ROLES)[number];

const person = v.strictObject({
  name: NAME,
  /** File with the Ed25519 public key, PEM. */
  key: v.string(),
  roles: v.optional(v.array(v.picklist(ROLES)), []),
});

const traffic = v.variant('kind', [
  v.strictObject({
    kind: v.literal('cloud-run'),
    project: v.string(),
    region: v.string(),
    service: NAME,
    /** Of the Admin API; another one in tests. */
    endpoint: v.optional(URL_TEXT, 'https://run.googleapis.com'),
  }),
  v.strictObject({
    kind: v.literal('haproxy'),
    /** Path of the Runtime API's socket, or `host:port`. */
    socket: v.string(),
    backend: v.string(),
  }),
]);

const steps = v.pipe(
  v.array(PERCENT),
  v.minLength(1),
  v.check((list) => list.every((step, at) => step > (list[at - 1] ?? 0)), 'grow from step to step'),
  v.check((list) => list.at(-1) === 100, 'end with 100'),
);

const plan = v.strictObject({
  steps: v.optional(steps, [10, 50, 100]),
  /** Between two looks; not shorter than the export of metrics. */
  look_every_s: v.optional(SECONDS, 60),
  /** What the candidate does so soon after its first traffic is not judged: it is still warming up. */
  warm_up_s: v.optional(v.pipe(v.number(), v.minValue(0)), 120),
  /** Looks that a step has at least. */
  minimum_looks: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 5),
  /** Requests that the candidate has to answer in a step at least. */
  minimum_requests: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 300),
  /** A step that is inconclusive for so long is rolled back. @default never: it holds, and is watched */
  step_timeout_s: v.optional(SECONDS),
  /** Odds of an answer that is slower than a bound, candidate to stable, that are harmless: no two machines are equally fast. */
  harmless_latency_odds: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(10)), 1.25),
  /** Problem types (slugs) whose surge stops a rollout. */
  problem_types: v.optional(v.array(v.string()), [
    'question-invalid',
    'responses-missing',
    'stage-order',
    'stage-incomplete',
    'unauthorized',
    'validation',
  ]),
  /** More damaged decision packets than this are left to a person. */
  packet_cap: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 50),
  /** Looks without metrics of the candidate, in a row, until it is rolled back. */
  missing_metrics_looks: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 3),
  drain_timeout_s: v.optional(SECONDS, 30),
});

const gate = v.strictObject({
  /** Results of Vitest (JSON) that hold the end-to-end scenarios and the problem snapshots. */
  test_results: v.optional(v.string(), 'apps/api/test-results.json'),
  /** Folder with the lab vitals of each page, `NAME.json`. */
  lab_vitals: v.optional(v.string(), 'apps/api/test-artifacts'),
  /** Folder with the log files of the candidate, for retention and for the joins. */
  logs: v.optional(v.string()),
  /** The first day (UTC) of which there is a log file. @default as many days ago as files are kept */
  logs_since: v.optional(v.pipe(v.string(), v.isoDate('is a date as 2026-11-23'))),
  /** File with the spans of the candidate (OTLP JSON, one export a line). */
  spans: v.optional(v.string()),
  /** So long may lines and spans of a request take to be written. */
  join_patience_s: v.optional(SECONDS, 20),
  retention_days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 30),
  /** Evidence that is older does not count. */
  evidence_days: v.optional(v.pipe(v.number(), v.gtValue(0)), 7),
});

/** `runbook.yaml`. */
export const RUNBOOK_CONFIG = v.strictObject({
  ledger: v.optional(v.string(), '.couplekit/runbook/ledger.jsonl'),
  people: v.pipe(v.array(person), v.minLength(1)),
  traffic: v.optional(traffic),
  /** Base URL of the Prometheus HTTP API. */
  prometheus: v.optional(URL_TEXT),
  plan: v.optional(plan, {}),
  gate: v.optional(gate, {}),
  /** An approval is good for so long. */
  approval_hours: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(168)), 24),
});

/** The configuration with its defaults. */
export type RunbookConfig = v.InferOutput<typeof RUNBOOK_CONFIG>;
