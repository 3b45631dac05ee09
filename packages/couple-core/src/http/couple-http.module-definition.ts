import { ConfigurableModuleBuilder } from '@nestjs/common';
import { tokenSha256 } from '../application/secret-token.js';

/** Options of `CoupleHttpModule`. */
export interface CoupleHttpModuleOptions {
  /** Where people reach the service, for invite links: an absolute http(s) URL without query or fragment. */
  readonly publicBaseUrl: string;
  /**
   * Bearer credential that may write stage-1 snapshots, 32 characters or more.
   * @default none: nobody is the service
   */
  readonly serviceToken?: string | undefined;
  /** Bearer credential that may read any session, 32 characters or more. @default none: nobody is an operator */
  readonly opsToken?: string | undefined;
}

/** The resolved options; also the injection token. Credentials are kept as SHA-256 only. */
export abstract class CoupleHttpOptions {
  /** Without a trailing slash. */
  abstract readonly publicBaseUrl: string;
  abstract readonly serviceTokenSha256: Buffer | undefined;
  abstract readonly opsTokenSha256: Buffer | undefined;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<CoupleHttpModuleOptions>().setClassMethodName('forRoot').build();

/**
 * Fills defaults in and checks every option.
 * @throws {TypeError} naming the option that is wrong, never its value
 */
export function resolveCoupleHttpOptions(given: CoupleHttpModuleOptions): CoupleHttpOptions {
  const { publicBaseUrl, serviceToken, opsToken } = given;
  if (serviceToken !== undefined && serviceToken === opsToken) {
    throw new TypeError('CoupleHttpModule: serviceToken and opsToken must differ.');
  }
  return {
    publicBaseUrl: baseUrl(publicBaseUrl),
    serviceTokenSha256: credential('serviceToken', serviceToken),
    opsTokenSha256: credential('opsToken', opsToken),
  };
}

function baseUrl(given: string): string {
  const url = URL.parse(given);
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    throw new TypeError(
      'CoupleHttpModule: publicBaseUrl must be an absolute http(s) URL without query or fragment.',
    );
  }
  return url.href.replace(/\/+$/, '');
}

function credential(name: string, token: string | undefined): Buffer | undefined {
  if (token === undefined) return undefined;
  if (token.length < 32) throw new TypeError(`CoupleHttpModule: ${name} must have at least 32 characters.`);
  return tokenSha256(token);
}
