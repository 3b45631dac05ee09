import { OperatorError } from '../operator-error.js';

/** The call that did not go as it has to. */
export interface FailedCall {
  readonly step: string;
  readonly target: string;
  readonly method: string;
  readonly route: string;
  readonly requestId: string;
  /** 0 without an answer. */
  readonly status: number;
  /** Title of the problem that was answered, or what was wrong with the answer. */
  readonly problem?: string | undefined;
}

/** A journey that did not come to its end. */
export class JourneyError extends OperatorError {
  constructor(
    readonly failed: FailedCall,
    options?: ErrorOptions,
  ) {
    const { step, target, method, route, status, problem, requestId } = failed;
    const what = `${method} ${route} (${target})`;
    const said = problem === undefined ? '' : `, "${problem}"`;
    super(
      {
        en: `${step}: ${what} ${status === 0 ? 'gave no answer' : `answered ${status}${said}`}; request id ${requestId}.`,
        ko: `${step}: ${what}에서 ${status === 0 ? '답이 없어요' : `${status}${said}(이)라고 답했어요`}. 요청 ID ${requestId}.`,
      },
      undefined,
      options,
    );
  }
}
