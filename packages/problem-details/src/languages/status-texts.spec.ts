import { describe, expect, it } from 'vitest';
import { STATUS_PHRASES } from '../client/status-phrase.js';
import { statusText } from './status-texts.js';

describe('statusText', () => {
  it.each(Object.entries(STATUS_PHRASES))(
    'has the registered phrase of %s, and a Korean one',
    (status, phrase) => {
      const { title } = statusText(Number(status));
      expect(title.en).toBe(phrase);
      expect(title.ko).toMatch(/\p{Script=Hangul}/u);
      expect(title.ko).not.toBe(statusText(499).title.ko);
    },
  );

  it('has words for every status from 400 to 599, and the same sentence for every 5xx', () => {
    for (let status = 400; status < 600; status += 1) {
      const { title, detail } = statusText(status);
      expect(title.en && title.ko, String(status)).toBeTruthy();
      if (status >= 500) expect(detail).toBe(statusText(500).detail);
    }
  });
});
