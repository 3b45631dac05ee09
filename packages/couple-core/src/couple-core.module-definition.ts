import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { CoupleOptions } from './application/couple-options.js';

/** Options of `CoupleCoreModule`; what is left out gets the default named in `CoupleOptions`. */
export type CoupleCoreModuleOptions = Pick<CoupleOptions, 'codeRef'> & Partial<CoupleOptions>;

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<CoupleCoreModuleOptions>().setClassMethodName('forRoot').build();

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Fills defaults in and checks every option.
 * @throws {TypeError} naming the option that is wrong
 */
export function resolveCoupleOptions(given: CoupleCoreModuleOptions): CoupleOptions {
  const options = {
    codeRef: given.codeRef,
    accessTokenLifetimeMs: given.accessTokenLifetimeMs ?? 180 * DAY_MS,
    inviteLifetimeMs: given.inviteLifetimeMs ?? 14 * DAY_MS,
  };
  if (typeof options.codeRef !== 'string' || options.codeRef.trim() === '') {
    throw new TypeError('CoupleCoreModule: codeRef must name the build, for example a git commit.');
  }
  for (const name of ['accessTokenLifetimeMs', 'inviteLifetimeMs'] as const) {
    if (!Number.isSafeInteger(options[name]) || options[name] <= 0) {
      throw new TypeError(`CoupleCoreModule: ${name} must be a whole number of milliseconds above 0.`);
    }
  }
  return options;
}
