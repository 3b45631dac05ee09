/** Words that judge or diagnose a person; no text that a couple reads may contain one. */
export const DIAGNOSING_WORDS =
  /장애|병|환자|진단|증상|치료|중독|집착|결핍|애착|회피형|불안형|비정상|가스라이팅|나르시|disorder|diagnos|patholog|symptom|therap|clinical|\bpatients?\b|illness|addict|codepend|attachment style|avoidant|abnormal|dysfunction|toxic|narcissis|gaslight|abus/i;

export const HANGUL = /\p{Script=Hangul}/u;

/** Tags, entities and Markdown, none of which a plain text has. */
export const MARKUP = /[<>*_`#[\]]|&\w+;/;
