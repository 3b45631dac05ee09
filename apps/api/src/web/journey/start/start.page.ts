import { definePage } from '../../pages/page-definition.js';

/** What somebody fills in to take part. */
export interface PersonModel {
  readonly nickname: string;
  readonly nicknameInvalid: boolean;
  readonly email: string;
  readonly emailInvalid: boolean;
  readonly consent: boolean;
  readonly consentMissing: boolean;
}

/** Where A begins. */
export const startPage = definePage<PersonModel>()('start', {
  texts: {
    ko: {
      title: '먼저, 뭐라고 불러 드릴까요?',
      lead: '가입은 없어요. 별명 하나면 바로 시작할 수 있어요.',
      nickname: '별명',
      nicknameHint: '상대에게 이 이름으로 보여요. 40자까지 쓸 수 있어요.',
      nicknameError: '별명을 1~40자로 적어 주세요.',
      email: '이메일',
      emailHint: '나중에 삭제를 요청하실 때 본인을 확인하는 데만 써요. 누구에게도 보여 주지 않아요.',
      emailError: '이메일 주소를 다시 확인해 주세요. 비워 두셔도 괜찮아요.',
      consentTitle: '시작하기 전에 알려 드려요',
      consent1: '별명과 답, 그리고 둘의 답을 비교한 결과를 저장해요.',
      consent2:
        '내 답안지는 상대에게도 보이지 않아요. 다만 결과에는 차이가 큰 문장과 두 사람의 답이 함께 나와요.',
      consent3: '1년이 지나면 모두 지우고, 그 전이라도 요청하시면 지워 드려요.',
      consent: '읽었고, 이렇게 저장하는 데 동의해요',
      consentError: '동의해 주셔야 답을 저장할 수 있어요.',
      button: '시작하기',
    },
    en: {
      title: 'First, what shall we call you?',
      lead: 'No account. A nickname is all it takes.',
      nickname: 'Nickname',
      nicknameHint: 'Your partner will see it. Up to 40 characters.',
      nicknameError: 'Please write a nickname of 1 to 40 characters.',
      email: 'E-mail',
      emailHint: 'Only to know that it is you if you ask us to delete everything. Nobody ever sees it.',
      emailError: 'Please check the e-mail address, or leave it empty.',
      consentTitle: 'Before you start',
      consent1: 'We store your nickname, your answers, and what comes out when the two of you are compared.',
      consent2:
        'Your partner does not see your answer sheet. The result does show the statements on which you differ most, with both of your answers.',
      consent3: 'Everything is deleted after a year, or earlier when you ask us to.',
      consent: 'I have read this, and agree to storing it',
      consentError: 'We can only store your answers if you agree.',
      button: 'Start',
    },
  },
});
