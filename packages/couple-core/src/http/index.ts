export { BearerGuard } from './bearer.guard.js';
export { coupleFieldTexts } from './couple-field-texts.js';
export { CoupleHttpModule } from './couple-http.module.js';
export type { CoupleHttpModuleOptions } from './couple-http.module-definition.js';
export type { CoupleProblem } from './couple-problem.js';
export { coupleProblems } from './couple-problems.js';
export { CurrentActor } from './current-actor.js';
export { SessionIdPipe } from './session-id.pipe.js';
export { Throws } from './throws.decorator.js';
