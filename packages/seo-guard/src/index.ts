export type { PathRule } from './table/path-table.js';
export { NoIndex, Robots } from './declaring/robots.decorator.js';
export { IMAGE_PREVIEWS, mergeRules, NO_RESTRICTION, ruleOf } from './robots/robots-directives.js';
export type { ImagePreview, RobotsDirectives, RobotsRule } from './robots/robots-directives.js';
export { formatRobotsTag, mergePolicies, parseRobotsTag } from './robots/robots-header.js';
export type { RobotsPolicy } from './robots/robots-header.js';
export { SeoGuardModule } from './seo-guard.module.js';
export type { SeoGuardModuleOptions } from './seo-guard.module-definition.js';
