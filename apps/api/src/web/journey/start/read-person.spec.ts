import { describe, expect, it } from 'vitest';
import { readPerson } from './read-person.js';

describe('a person who wants to take part', () => {
  it('has a nickname and agrees; an e-mail address is their choice', () => {
    expect(readPerson({ nickname: ' 하나 ', email: '', consent: 'yes' }).person).toEqual({
      nickname: '하나',
      email: undefined,
    });
    expect(readPerson({ nickname: '하나', email: ' a@example.com ', consent: 'yes' }).person?.email).toBe(
      'a@example.com',
    );
  });

  it.each([
    [{ nickname: ' ', consent: 'yes' }, 'nicknameInvalid'],
    [{ nickname: 'x'.repeat(41), consent: 'yes' }, 'nicknameInvalid'],
    [{ nickname: ['a', 'b'], consent: 'yes' }, 'nicknameInvalid'],
    [{ nickname: '하나', email: 'a@', consent: 'yes' }, 'emailInvalid'],
    [{ nickname: '하나', email: `${'a'.repeat(250)}@example.com`, consent: 'yes' }, 'emailInvalid'],
    [{ nickname: '하나' }, 'consentMissing'],
    [{ nickname: '하나', consent: 'no' }, 'consentMissing'],
    [undefined, 'nicknameInvalid'],
    [null, 'consentMissing'],
  ])('is asked again for %o: %s', (form, fault) => {
    const { person, model } = readPerson(form);
    expect(person).toBeUndefined();
    expect(model).toMatchObject({ [fault]: true });
  });
});
