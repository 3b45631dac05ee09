export type { PathRule } from './path-table.js';
export { NoIndex, Robots } from './robots.decorator.js';
export { IMAGE_PREVIEWS, mergeRules, NO_RESTRICTION, ruleOf } from './robots-directives.js';
export type { ImagePreview, RobotsDirectives, RobotsRule } from './robots-directives.js';
export { formatRobotsTag, mergePolicies, parseRobotsTag } from './robots-header.js';
export type { RobotsPolicy } from './robots-header.js';
export { SeoGuardModule } from './seo-guard.module.js';
export type { SeoGuardModuleOptions } from './seo-guard.module-definition.js';
