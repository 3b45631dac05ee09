import type { Picture } from '../../../pictures/picture.js';
import type { PartnerNames } from '../../../pictures/partner-names.js';
import type { Markup } from '../../pages/markup.js';
import { definePage } from '../../pages/page-definition.js';
import type { SharePreview } from './share-preview.js';

/** What somebody sees who opens a link; everything that was not chosen is undefined. */
export interface ShareModel {
  readonly headline: string;
  readonly preview: SharePreview;
  readonly locked: boolean;
  readonly names: PartnerNames | undefined;
  readonly gap: { readonly mean: number; readonly points: string; readonly top: string } | undefined;
  readonly radar: (Omit<Picture, 'svg'> & { readonly svg: Markup }) | undefined;
}

/** The public page of a link. */
export const sharePage = definePage<ShareModel>()('share', {
  texts: {
    ko: {
      title: '둘이 함께 나눈 이야기',
      description: '나를 답하고 상대를 짐작해 본 두 사람의 이야기예요.',
      eyebrow: '두 사람이 나눈 이야기',
      lead: '나를 답하고, 상대라면 뭐라고 답할지 짐작해 봤어요.',
      lockedLead: '답이 다 모이면 여기에서 볼 수 있어요. 조금 뒤에 다시 열어 보세요.',
      gapTitle: '짐작과 답의 차이',
      gapValue: '4점 중 {points}점',
      gapText: '0점에 가까울수록 짐작과 실제 답이 가까웠다는 뜻이에요.',
      close: '가까워요',
      far: '멀어요',
      top: '가장 달랐던 영역: {scale}',
      radarTitle: '여덟 영역 한눈에 보기',
      table: '숫자로 보기',
      askTitle: '우리는 서로를 얼마나 알고 있을까요?',
      askText: '한 사람당 15분쯤, 가입 없이 무료로 해 볼 수 있어요. 답은 두 사람만 봐요.',
      start: '우리도 해 보기',
    },
    en: {
      title: 'What two people found out',
      description: 'Two people answered for themselves and guessed each other’s answers.',
      eyebrow: 'Shared by a couple',
      lead: 'We answered for ourselves and guessed what the other would say.',
      lockedLead: 'It opens here when all answers are in. Please look again in a while.',
      gapTitle: 'Between guess and answer',
      gapValue: '{points} of 4 points',
      gapText: 'The closer to 0, the closer guesses and answers were.',
      close: 'Close',
      far: 'Far apart',
      top: 'Where it was widest: {scale}',
      radarTitle: 'Eight areas at a glance',
      table: 'The numbers',
      askTitle: 'How well do you know each other?',
      askText: 'About 15 minutes each, free, no account. Only the two of you see the answers.',
      start: 'Try it together',
    },
  },
});
