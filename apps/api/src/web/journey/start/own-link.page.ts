import type { ShownLink } from '../../links/shown-link.js';
import { definePage } from '../../pages/page-definition.js';

/** A partner's own link, shown once: whoever has it goes on from any device. */
export const ownLinkPage = definePage<{
  readonly nickname: string;
  readonly link: ShownLink;
  /** Where it goes on. */
  readonly next: string;
}>()('own-link', {
  shownOnce: true,
  texts: {
    ko: {
      title: '내 링크를 간직해 주세요',
      lead: '{name}님, 반가워요. 이 링크가 있으면 다른 기기에서도, 나중에도 이어서 할 수 있어요.',
      label: '내 링크',
      once: '이 링크는 지금 한 번만 보여 드려요. 나에게 보내는 메시지나 메모에 남겨 두세요. 이 링크로 내 답을 볼 수 있으니 다른 사람에게는 보내지 마세요.',
      sendTitle: '서로: 내 링크',
      button: '질문으로 가기',
    },
    en: {
      title: 'Keep your own link',
      lead: 'Hello {name}. With this link you can go on later, and on any device.',
      label: 'Your own link',
      once: 'We show it only now. Send it to yourself or write it down. It opens your answers, so do not give it to anybody else.',
      sendTitle: 'Seoro: my own link',
      button: 'On to the questions',
    },
  },
});
