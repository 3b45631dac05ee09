export { coupleFieldTexts } from './couple-field-texts.js';
export { CoupleHttpModule } from './couple-http.module.js';
export type { CoupleHttpModuleOptions } from './couple-http.module-definition.js';
export type { CoupleProblem } from './couple-problem.js';
export { coupleProblems } from './couple-problems.js';
