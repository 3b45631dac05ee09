import { BadRequestException, UnprocessableEntityException } from '@nestjs/common';
import type { VitalsDevice, VitalsMetric, VitalsSample } from '../vitals-sample.js';
import type { PageRoutes } from './page-route.js';
import { brokenRule, type BrokenRule } from './sample-rules.js';

/** What reading a report needs to know. */
export interface ReportContext {
  readonly routes: PageRoutes;
  /** What a build looks like. */
  readonly buildPattern: RegExp;
  /** The build of pages that name none. */
  readonly defaultBuild: string;
  readonly receivedAt: Date;
}

/**
 * Reads what a page sends: one metric, or a list of them. All of it is good, or nothing is kept.
 * @throws {BadRequestException} when it is not JSON
 * @throws {UnprocessableEntityException} naming the first member that breaks its rule; never what was sent
 */
export function readReport(text: string, context: ReportContext): readonly VitalsSample[] {
  const report = parse(text);
  const items: readonly unknown[] = Array.isArray(report) ? report : [report];
  return items.map((item, index) => {
    const sample = readItem(item, context);
    if ('rule' in sample) {
      const place = Array.isArray(report) ? `Metric ${index + 1}: ` : '';
      throw new UnprocessableEntityException(`${place}${sample.member} ${sample.rule}.`);
    }
    return sample;
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without the cause: its message quotes what was sent.
    throw new BadRequestException('The body must be JSON: one metric of the web-vitals library, or a list.');
  }
}

function readItem(item: unknown, context: ReportContext): VitalsSample | BrokenRule {
  if (!isObject(item)) return { member: 'a metric', rule: 'must be an object' };
  const broken = brokenRule(item);
  if (broken) return broken;
  const { name, id, value, page, device, build = context.defaultBuild } = item as unknown as CheckedItem;
  const route = context.routes.routeOf(page);
  if (route === undefined) {
    return { member: 'page', rule: 'must be a path that begins with a slash, or an http or https URL' };
  }
  if (!context.buildPattern.test(build)) {
    return { member: 'build', rule: 'must be a build as the page was given it' };
  }
  return { metric: name, id, value, route, device, build, receivedAt: context.receivedAt };
}

function isObject(item: unknown): item is Readonly<Record<string, unknown>> {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}

/** The members that are kept, once no rule is broken. */
interface CheckedItem {
  readonly name: VitalsMetric;
  readonly id: string;
  readonly value: number;
  readonly page: string;
  readonly device: VitalsDevice;
  readonly build?: string;
}
