export { CoupleHttpModule } from './couple-http.module.js';
export type { CoupleHttpModuleOptions } from './couple-http.module-definition.js';
export { coupleProblems, type CoupleProblem } from './couple-problems.js';
