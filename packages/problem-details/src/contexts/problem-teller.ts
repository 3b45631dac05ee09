import type { ProblemRequest } from '../telling/problem-request.js';

/** The members of a problem where there is no HTTP answer to put them in. */
export type ToldProblem = Readonly<Record<string, unknown>> & {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
};

/** Tells what was thrown, and logs it when it is a 5xx. Never throws. */
export type ProblemTeller = (thrown: unknown, request: ProblemRequest) => ToldProblem;
