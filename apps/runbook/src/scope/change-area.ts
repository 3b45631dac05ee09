import type { Role } from '../config/runbook-config.js';
import type { LocalizedText } from '../localized-text.js';
import type { ChangedFile } from './git-changes.js';

/** A part of the repository in which a change is worth a question. */
export interface ChangeArea {
  readonly area: string;
  /** Whose approval a change here needs. */
  readonly role: Role;
  readonly covers: (file: ChangedFile) => boolean;
  /** What has to be answered before it goes out. */
  readonly question: LocalizedText;
}

const within = (pattern: RegExp) => ({ path, before }: ChangedFile) => pattern.test(path) || pattern.test(before ?? ''); // prettier-ignore
const isTest = within(/(?:^|\/)(?:test|e2e)\/|\.(?:spec|fixture)\.ts$/);
const inCode = (pattern: RegExp) => {
  const covers = within(pattern);
  return (file: ChangedFile) => covers(file) && !isTest(file);
};

/** By the repository's tree; a file can be in several. */
export const CHANGE_AREAS: readonly ChangeArea[] = [
  {
    area: 'public-api',
    role: 'api',
    covers: inCode(
      /^packages\/[^/]+\/(?:src\/(?:.*\/)?index\.ts$|package\.json$)|(?:\.controller|\.dto|\.body|-problems)\.ts$/,
    ),
    question: {
      en: 'Public API: does anything that others import or call change its meaning, and is there a changeset that says so?',
      ko: '공개 API: 다른 팀이 가져다 쓰거나 호출하는 것의 의미가 바뀌나요? 그 내용을 적은 changeset이 있나요?',
    },
  },
  {
    area: 'schema',
    role: 'schema',
    covers: inCode(/(?:^|\/)migrations\/|\/entities\/|-table\.ts$|\.sql$/),
    question: {
      en: 'Schema: does the running revision work on the new schema, and the new one on the old, so that a rollback needs no migration?',
      ko: '스키마: 지금 리비전이 새 스키마에서, 새 리비전이 옛 스키마에서 동작해서 되돌릴 때 마이그레이션이 필요 없나요?',
    },
  },
  {
    area: 'dependency',
    role: 'dependency',
    covers: within(/(?:^|\/)(?:package\.json|pnpm-lock\.yaml|pnpm-workspace\.yaml|Dockerfile)$/),
    question: {
      en: 'Dependencies: is what is new alive, needed and reviewed, and does the lockfile change nothing else?',
      ko: '의존성: 새로 들어온 것이 잘 관리되고 꼭 필요하며 검토됐나요? 잠금 파일에 다른 변화는 없나요?',
    },
  },
  {
    area: 'security',
    role: 'security',
    covers: inCode(
      /(?:^|\/)(?:security|sessions|rate-limits|redaction)\/|(?:secret|token|csrf|guard|access|signer|trusted|credential|cookie|erasure)[^/]*\.ts$|helmet|^\.github\//i,
    ),
    question: {
      en: 'Security: who may do or see more than before, and which test fails if that is wrong?',
      ko: '보안: 누가 전보다 더 많은 것을 하거나 볼 수 있나요? 잘못됐다면 어떤 시험이 실패하나요?',
    },
  },
  {
    area: 'operations',
    role: 'operations',
    covers: inCode(/^(?:deploy|apps\/runbook)\/|^\.ci\//),
    question: {
      en: 'Operations: do alerts, dashboards and this procedure still describe what runs?',
      ko: '운영: 알림과 대시보드, 이 절차가 실제 서비스와 여전히 맞나요?',
    },
  },
];

/** More than this is hard to review as one. */
export const LARGE = { files: 60, lines: 1_500 } as const;

/** What a large change is asked, whatever it touches. */
export const LARGE_QUESTION: LocalizedText = {
  en: `Large change (more than ${LARGE.files} files or ${LARGE.lines} lines): can it go out in parts, and who has read all of it?`,
  ko: `큰 변경(파일 ${LARGE.files}개 또는 ${LARGE.lines}줄 초과): 나눠서 배포할 수 있나요? 누가 전부 읽었나요?`,
};
