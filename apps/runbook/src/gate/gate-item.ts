import type { LocalizedText } from '../localized-text.js';

/** How a check came out. Waiting: it cannot be known yet. */
export type GateVerdict = 'pass' | 'fail' | 'waiting';

/** What a check found. */
export interface CheckResult {
  readonly verdict: GateVerdict;
  /** One sentence. */
  readonly text: LocalizedText;
  /** What proves it; kept by its hash. */
  readonly evidence: object;
}

/** A point of the release checklist that a program can check. */
export interface GateCheck<Context> {
  readonly item: string;
  readonly title: LocalizedText;
  check(context: Context): Promise<CheckResult>;
}

/** A point that only a person can answer for. */
export interface HumanItem {
  readonly item: string;
  readonly question: LocalizedText;
}

/** Asked of people for every release. */
export const HUMAN_ITEMS: readonly HumanItem[] = [
  {
    item: 'ads-review',
    question: {
      en: 'Did a person look at every page with an ad, on a phone, and find nothing that is clicked by accident?',
      ko: '광고가 있는 모든 페이지를 사람이 휴대폰으로 보고, 실수로 누를 만한 것이 없음을 확인했나요?',
    },
  },
  {
    item: 'on-call',
    question: {
      en: 'Does whoever is on call know of this release, and can they roll it back?',
      ko: '당직자가 이번 배포를 알고 있고, 직접 되돌릴 수 있나요?',
    },
  },
];
