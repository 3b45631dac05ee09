import { describe, expect, it } from 'vitest';
import { statusText } from './status-texts.js';

/** RFC 9110 section 15 and, beyond it, the registry of HTTP status codes. */
const PHRASES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  411: 'Length Required',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  417: 'Expectation Failed',
  421: 'Misdirected Request',
  422: 'Unprocessable Content',
  423: 'Locked',
  424: 'Failed Dependency',
  425: 'Too Early',
  426: 'Upgrade Required',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  451: 'Unavailable For Legal Reasons',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
  506: 'Variant Also Negotiates',
  507: 'Insufficient Storage',
  508: 'Loop Detected',
  510: 'Not Extended',
  511: 'Network Authentication Required',
};

describe('statusText', () => {
  it.each(Object.entries(PHRASES))('has the registered phrase of %s, and a Korean one', (status, phrase) => {
    const { title } = statusText(Number(status));
    expect(title.en).toBe(phrase);
    expect(title.ko).toMatch(/\p{Script=Hangul}/u);
    expect(title.ko).not.toBe(statusText(499).title.ko);
  });

  it('has words for every status from 400 to 599, and the same sentence for every 5xx', () => {
    for (let status = 400; status < 600; status += 1) {
      const { title, detail } = statusText(status);
      expect(title.en && title.ko, String(status)).toBeTruthy();
      if (status >= 500) expect(detail).toBe(statusText(500).detail);
    }
  });
});
