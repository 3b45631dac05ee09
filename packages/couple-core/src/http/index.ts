/**
 * The JSON routes of the couple journey, and how its errors read over HTTP.
 * @module http
 */

export { BearerGuard } from './bearer.guard.js';
export { coupleFieldTexts } from './couple-field-texts.js';
export { CoupleHttpModule } from './couple-http.module.js';
export type { CoupleHttpModuleOptions } from './couple-http.module-definition.js';
export type { CoupleProblem, CoupleProblemMember } from './couple-problem.js';
export { coupleProblems } from './couple-problems.js';
export { CurrentActor } from './current-actor.js';
export { isEmailAddress } from './is-email-address.validator.js';
export { isNickname } from './is-nickname.validator.js';
export { SessionIdPipe } from './session-id.pipe.js';
export { Throws } from './throws.decorator.js';
