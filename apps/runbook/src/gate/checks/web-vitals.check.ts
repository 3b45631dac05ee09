import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { fieldVitals } from '../../metrics/field-vitals.js';
import { OperatorError } from '../../operator-error.js';
import { percentile } from '../percentile.js';
import type { GateContext } from '../gate-context.js';
import type { GateCheck } from '../gate-item.js';

/** In the lab: of the slowest quarter of pages, on this machine. */
const LAB_LIMITS = { lcp: 1_000, cls: 0.02, inp: 100 } as const;
/** Of people: where "good" ends. @see https://web.dev/articles/vitals */
const FIELD_LIMITS = { LCP: 2_500, CLS: 0.1, INP: 200 } as const;
/** Fewer views say nothing about the slowest quarter. */
const FEWEST_VIEWS = 100;
const FIELD_DAYS = 28;

const LAB = v.object({ lcp: v.number(), cls: v.number(), inp: v.number() });

interface Figure {
  readonly metric: string;
  readonly p75: number | null;
  readonly limit: number;
  readonly samples: number;
}

/** p75 in the lab and, of the stable revision, in the field. */
export const webVitalsCheck: GateCheck<GateContext> = {
  item: 'web-vitals',
  title: { en: 'Web Vitals, p75 in the lab and in the field', ko: '웹 바이탈 p75 (실험실, 현장)' },
  async check({ runbook: { config, pathOf }, databaseUrl }) {
    const lab = await labFigures(pathOf(config.gate.lab_vitals));
    const field = await fieldFigures(databaseUrl);
    const evidence = { lab, field, field_days: FIELD_DAYS };
    const over = [...lab, ...field].filter(({ p75, limit }) => p75 !== null && p75 > limit);
    if (over.length > 0) {
      const told = over.map(({ metric, p75, limit }) => `${metric} ${p75} > ${limit}`).join(', ');
      return {
        verdict: 'fail',
        text: { en: `Above the limit: ${told}.`, ko: `기준을 넘었어요: ${told}.` },
        evidence,
      };
    }
    const unknown = field.filter(({ p75 }) => p75 === null).map(({ metric }) => metric);
    const few = unknown.length > 0 ? unknown.join(', ') : undefined;
    return {
      verdict: 'pass',
      text: {
        en: few ? `Within limits; too few views in the field for ${few}.` : 'Within limits.',
        ko: few ? `기준 안이에요. 현장 자료가 모자란 항목: ${few}.` : '기준 안이에요.',
      },
      evidence,
    };
  },
};

async function labFigures(folder: string): Promise<readonly Figure[]> {
  const names = await readdir(folder).catch(() => []);
  const pages = await Promise.all(
    names.filter((name) => name.endsWith('.json')).map(async (name) => v.safeParse(LAB, JSON.parse(await readFile(join(folder, name), 'utf8')))), // prettier-ignore
  );
  const values = pages.flatMap((page) => (page.success ? [page.output] : []));
  if (values.length === 0) {
    throw new OperatorError({
      en: `${folder} holds no vitals of pages; run npm test.`,
      ko: `${folder}에 페이지 측정값이 없어요. npm test를 실행하세요.`,
    });
  }
  return (['lcp', 'cls', 'inp'] as const).map((metric) => ({
    metric: `lab ${metric.toUpperCase()}`,
    p75: percentile(values.map((page) => page[metric]), 0.75),
    limit: LAB_LIMITS[metric],
    samples: values.length,
  })); // prettier-ignore
}

async function fieldFigures(databaseUrl: string | undefined): Promise<readonly Figure[]> {
  const to = new Date();
  const from = new Date(to.getTime() - FIELD_DAYS * 86_400_000);
  const values = await fieldVitals(databaseUrl).between(null, from, to);
  return (['LCP', 'CLS', 'INP'] as const).map((metric) => {
    const seen = values[metric] ?? [];
    const p75 = seen.length < FEWEST_VIEWS ? null : percentile(seen, 0.75);
    return { metric, p75, limit: FIELD_LIMITS[metric], samples: seen.length };
  });
}
