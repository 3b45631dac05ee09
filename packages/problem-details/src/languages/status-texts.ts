import { STATUS_CODES } from 'node:http';
import type { LocalizedText } from '../registry/problem-definition.js';

/** What a status says on its own, for problems whose type is `about:blank`. */
export interface StatusText {
  readonly title: LocalizedText;
  /** A general sentence; absent where the title says it all. */
  readonly detail?: LocalizedText;
}

/**
 * The title of `about:blank` problems is the status phrase (RFC 9457 section 4.2.1): the one of RFC 9110 section 15, which
 * renamed 413, 416 and 422 after Node's own list, or of the RFC that registered the status.
 */
export function statusText(status: number): StatusText {
  const known = TEXTS[status];
  if (known) return known;
  const kind = status >= 500 ? UNKNOWN_SERVER_ERROR : UNKNOWN_CLIENT_ERROR;
  return { ...kind, title: { ...kind.title, en: STATUS_CODES[status] ?? kind.title.en } };
}

const ON_OUR_SIDE = {
  en: 'Something went wrong on our side. Try again later; if it stays, report the request id.',
  ko: '서버에서 문제가 생겼습니다. 잠시 후 다시 시도하고, 계속되면 요청 ID와 함께 알려 주세요.',
};

const UNKNOWN_CLIENT_ERROR = text('Client Error', '클라이언트 오류');
const UNKNOWN_SERVER_ERROR = { ...text('Server Error', '서버 오류'), detail: ON_OUR_SIDE };

const TEXTS: Readonly<Record<number, StatusText>> = {
  400: text('Bad Request', '잘못된 요청', 'The request is not valid.', '요청이 올바르지 않습니다.'),
  401: text('Unauthorized', '인증 필요', 'Valid credentials are needed.', '유효한 인증 정보가 필요합니다.'),
  402: text('Payment Required', '결제 필요'),
  403: text('Forbidden', '접근 금지', 'This request is not allowed.', '허용되지 않은 요청입니다.'),
  404: text(
    'Not Found',
    '찾을 수 없음',
    'There is nothing at this address.',
    '이 주소에는 아무것도 없습니다.',
  ),
  405: text(
    'Method Not Allowed',
    '허용되지 않은 메서드',
    'This address does not support the method.',
    '이 주소에서는 쓸 수 없는 메서드입니다.',
  ),
  406: text(
    'Not Acceptable',
    '제공할 수 없는 형식',
    'No representation matches the Accept headers of the request.',
    '요청의 Accept 헤더에 맞는 표현이 없습니다.',
  ),
  407: text('Proxy Authentication Required', '프록시 인증 필요'),
  408: text(
    'Request Timeout',
    '요청 시간 초과',
    'The request took too long to arrive.',
    '요청이 제때 도착하지 않았습니다.',
  ),
  409: text(
    'Conflict',
    '충돌',
    'The request conflicts with the current state.',
    '요청이 현재 상태와 충돌합니다.',
  ),
  410: text('Gone', '사라짐', 'What was here is gone for good.', '이 주소의 내용은 더 이상 없습니다.'),
  411: text('Length Required', '길이 필요'),
  412: text('Precondition Failed', '사전 조건 실패'),
  413: text(
    'Content Too Large',
    '너무 큰 본문',
    'The request body is larger than this server accepts.',
    '요청 본문이 서버가 받는 크기보다 큽니다.',
  ),
  414: text('URI Too Long', '너무 긴 URI', 'The request address is too long.', '요청 주소가 너무 깁니다.'),
  415: text(
    'Unsupported Media Type',
    '지원하지 않는 미디어 타입',
    'The media type of the request body is not supported.',
    '요청 본문의 미디어 타입을 지원하지 않습니다.',
  ),
  416: text('Range Not Satisfiable', '처리할 수 없는 범위'),
  417: text(
    'Expectation Failed',
    '기대 실패',
    'The Expect header of the request cannot be met.',
    '요청의 Expect 헤더를 만족할 수 없습니다.',
  ),
  421: text('Misdirected Request', '잘못 보내진 요청'),
  422: text(
    'Unprocessable Content',
    '처리할 수 없는 내용',
    'The request has values that are not valid.',
    '요청에 올바르지 않은 값이 있습니다.',
  ),
  423: text('Locked', '잠김'),
  424: text('Failed Dependency', '의존 요청 실패'),
  425: text('Too Early', '너무 이른 요청'),
  426: text('Upgrade Required', '업그레이드 필요'),
  428: text('Precondition Required', '사전 조건 필요'),
  429: text(
    'Too Many Requests',
    '너무 많은 요청',
    'Too many requests. Slow down and try again later.',
    '요청이 너무 많습니다. 잠시 후 다시 시도해 주세요.',
  ),
  431: text(
    'Request Header Fields Too Large',
    '너무 큰 요청 헤더',
    'The request headers are larger than this server accepts.',
    '요청 헤더가 서버가 받는 크기보다 큽니다.',
  ),
  451: text('Unavailable For Legal Reasons', '법적 사유로 제공 불가'),
  500: { ...text('Internal Server Error', '서버 내부 오류'), detail: ON_OUR_SIDE },
  501: { ...text('Not Implemented', '구현되지 않음'), detail: ON_OUR_SIDE },
  502: { ...text('Bad Gateway', '잘못된 게이트웨이'), detail: ON_OUR_SIDE },
  503: { ...text('Service Unavailable', '서비스 이용 불가'), detail: ON_OUR_SIDE },
  504: { ...text('Gateway Timeout', '게이트웨이 시간 초과'), detail: ON_OUR_SIDE },
  505: { ...text('HTTP Version Not Supported', '지원하지 않는 HTTP 버전'), detail: ON_OUR_SIDE },
  506: { ...text('Variant Also Negotiates', '순환하는 표현 협상'), detail: ON_OUR_SIDE },
  507: { ...text('Insufficient Storage', '저장 공간 부족'), detail: ON_OUR_SIDE },
  508: { ...text('Loop Detected', '순환 감지'), detail: ON_OUR_SIDE },
  510: { ...text('Not Extended', '확장되지 않음'), detail: ON_OUR_SIDE },
  511: { ...text('Network Authentication Required', '네트워크 인증 필요'), detail: ON_OUR_SIDE },
};

function text(en: string, ko: string, enDetail?: string, koDetail?: string): StatusText {
  const title = { en, ko };
  return enDetail && koDetail ? { title, detail: { en: enDetail, ko: koDetail } } : { title };
}
