import { isEmailAddress, isNickname } from '@couplekit/couple-core/http';
import type { PersonModel } from './start.page.js';

/** What a browser sends of {@link PersonModel}. */
export interface PersonForm {
  readonly nickname?: unknown;
  readonly email?: unknown;
  readonly consent?: unknown;
}

/** Somebody who may take part. */
export interface Person {
  readonly nickname: string;
  readonly email: string | undefined;
}

/** An empty form. */
export const NOBODY_YET: PersonModel = {
  nickname: '',
  nicknameInvalid: false,
  email: '',
  emailInvalid: false,
  consent: false,
  consentMissing: false,
};

/** Longest address that the API takes (RFC 5321 section 4.5.3.1.3, without the brackets). */
const LONGEST_EMAIL = 254;

/** Reads the form; without a person, the model says what to correct. */
export function readPerson(form: PersonForm | null | undefined): {
  readonly person?: Person;
  readonly model: PersonModel;
} {
  const nickname = textOf(form?.nickname);
  const email = textOf(form?.email);
  const consent = form?.consent === 'yes';
  const model = {
    nickname,
    nicknameInvalid: !isNickname(nickname),
    email,
    emailInvalid: email !== '' && (!isEmailAddress(email) || email.length > LONGEST_EMAIL),
    consent,
    consentMissing: !consent,
  };
  if (model.nicknameInvalid || model.emailInvalid || model.consentMissing) return { model };
  return { person: { nickname, email: email === '' ? undefined : email }, model };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
