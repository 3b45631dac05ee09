import type { Participant, Role } from '@couplekit/couple-core';
import type { PictureLanguage } from './picture.js';

/** What the two are called; never the same. */
export type PartnerNames = Readonly<Record<Role, string>>;

const UNNAMED = { ko: '파트너', en: 'Partner' } as const;

/** Their nicknames, told apart by their letters where they are the same; "Partner B" for one who never gave a name. */
export function partnerNames(participants: readonly Participant[], language: PictureLanguage): PartnerNames {
  const name = (role: Role) => {
    const given = participants.find((participant) => participant.role === role)?.nickname.trim();
    return given && given !== role ? given : `${UNNAMED[language]} ${role}`;
  };
  const [a, b] = [name('A'), name('B')];
  return a === b ? { A: `${a} (A)`, B: `${b} (B)` } : { A: a, B: b };
}
