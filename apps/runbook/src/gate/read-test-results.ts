import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { OperatorError } from '../operator-error.js';

const RESULTS = v.object({
  startTime: v.number(),
  testResults: v.array(
    v.object({
      name: v.string(),
      assertionResults: v.array(v.object({ fullName: v.string(), status: v.string() })),
    }),
  ),
});

/** A test that ran. */
export interface TestResult {
  readonly file: string;
  readonly name: string;
  readonly passed: boolean;
}

/** A run of Vitest, by its JSON reporter. */
export interface TestRun {
  readonly startedAt: Date;
  readonly tests: readonly TestResult[];
}

/** @throws {OperatorError} when the file is not there, or is something else */
export async function readTestResults(file: string): Promise<TestRun> {
  try {
    const { startTime, testResults } = v.parse(RESULTS, JSON.parse(await readFile(file, 'utf8')));
    const tests = testResults.flatMap(({ name: path, assertionResults }) =>
      assertionResults.map(({ fullName, status }) => ({
        file: path,
        name: fullName,
        passed: status === 'passed',
      })),
    );
    return { startedAt: new Date(startTime), tests };
  } catch (cause) {
    throw new OperatorError(
      {
        en: `${file} holds no results of tests; run npm test.`,
        ko: `${file}에 시험 결과가 없어요. npm test를 실행하세요.`,
      },
      undefined,
      { cause },
    );
  }
}

/** How old a run is, in days. */
export function ageInDays({ startedAt }: TestRun): number {
  return (Date.now() - startedAt.getTime()) / 86_400_000;
}
