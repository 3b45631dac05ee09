import type { LedgerEntry } from '../ledger/ledger-entry.js';
import type { LocalizedText } from '../localized-text.js';

/** What an entry says, for people; undefined for those that are only steps between. */
export function describeEntry({ kind, facts }: LedgerEntry): LocalizedText | undefined {
  const text = (name: string) => String(facts[name]);
  switch (kind) {
    case 'release.requested':
      return { en: `${text('candidate')} is asked for`, ko: `${text('candidate')} 배포 요청` };
    case 'release.approved':
      return { en: `Approved as ${text('roles')}`, ko: `승인 (${text('roles')})` };
    case 'rollout.started':
      return { en: 'The rollout begins', ko: '배포 시작' };
    case 'rollout.shift.done':
      return { en: `${text('step')} % of the traffic`, ko: `트래픽 ${text('step')}%` };
    case 'rollout.promoted':
      return { en: `The judges promote after ${text('step')} %`, ko: `${text('step')}% 단계 통과` };
    case 'rollout.aborted':
      return { en: `The judges abort at ${text('step')} %`, ko: `${text('step')}% 단계에서 중단 판정` };
    case 'rollout.completed':
      return { en: 'The rollout is complete', ko: '배포 완료' };
    case 'rollback.requested':
      return { en: 'Somebody asks for the way back', ko: '되돌리기 요청' };
    case 'rollback.started': {
      const why = facts['why'] as LocalizedText;
      return { en: `The way back begins: ${why.en}`, ko: `되돌리기 시작: ${why.ko}` };
    }
    case 'rollback.shifted':
      return { en: 'All traffic is with the proven revision', ko: '모든 트래픽이 검증된 리비전으로 돌아옴' };
    case 'rollback.drained':
      return { en: `Requests that were begun are answered: ${text('drained')}`, ko: `처리 중이던 요청 완료: ${text('drained')}` }; // prettier-ignore
    case 'rollback.packets':
      return { en: `Damaged packets: ${text('damaged')}, removed: ${text('removed')}`, ko: `손상된 패킷 ${text('damaged')}개, 제거 ${text('removed')}개` }; // prettier-ignore
    case 'rollback.verified':
      return {
        en: `Couples as they were: ${text('unchanged')}`,
        ko: `변하지 않은 커플: ${text('unchanged')}`,
      };
    case 'rollback.incomplete':
      return { en: 'The rollback is not complete', ko: '되돌리기 미완료' };
    case 'rollback.completed':
      return { en: 'The rollback is complete', ko: '되돌리기 완료' };
    default:
      return undefined;
  }
}
