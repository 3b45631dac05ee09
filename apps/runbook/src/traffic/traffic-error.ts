import type { LocalizedText } from '../localized-text.js';
import { OperatorError } from '../operator-error.js';

/** Why traffic was not divided. */
const REASONS = {
  'not-whole': {
    en: 'Shares must be whole percent that add up to 100',
    ko: '비율은 합이 100인 정수여야 해요',
  },
  'unknown-revision': { en: 'The platform has no such revision', ko: '그런 리비전이 없어요' },
  moved: { en: 'Somebody else divided traffic meanwhile', ko: '그사이 다른 사람이 트래픽을 바꿨어요' },
  refused: { en: 'The platform refuses', ko: '플랫폼이 거절했어요' },
  unsettled: { en: 'Traffic is not served as asked in time', ko: '제시간에 트래픽이 바뀌지 않았어요' },
  unreachable: { en: 'The platform gives no answer', ko: '플랫폼이 답하지 않아요' },
} as const satisfies Readonly<Record<string, LocalizedText>>;

/** One of the reasons. */
export type TrafficReason = keyof typeof REASONS;

/** Traffic could not be read or divided. */
export class TrafficError extends OperatorError {
  /** @param detail which revision, what was answered; nothing secret */
  constructor(
    readonly reason: TrafficReason,
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    const { en, ko } = REASONS[reason];
    super({ en: `${en}: ${detail}.`, ko: `${ko}: ${detail}.` }, undefined, options);
  }
}
