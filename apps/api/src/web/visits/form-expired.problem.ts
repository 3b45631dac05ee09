import { defineProblem } from '@couplekit/problem-details';

/** A form that none of our pages made for this browser, or made too long ago. */
export const formExpiredProblem = defineProblem({
  slug: 'form-expired',
  status: 403,
  title: { en: 'This page has been open for too long', ko: '페이지를 연 지 오래되었어요' },
  detail: {
    en: 'Nothing was saved. Please open the page again and repeat the last step.',
    ko: '방금 보낸 내용은 저장되지 않았어요. 페이지를 다시 열어 한 번 더 보내 주세요.',
  },
  description: {
    en: 'A form was sent that did not come from a page of this service in this browser, or from one that was opened before the browser forgot its cookies.',
    ko: '이 브라우저에서 연 페이지의 양식이 아니거나, 쿠키가 지워지기 전에 열어 둔 페이지에서 보낸 양식입니다.',
  },
  solution: {
    en: 'Open the page again and repeat the last step. Cookies of this site have to be allowed.',
    ko: '페이지를 다시 열어 마지막 단계를 한 번 더 해 주세요. 이 사이트의 쿠키를 허용해야 합니다.',
  },
});
