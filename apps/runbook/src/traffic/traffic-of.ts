import type { Runbook } from '../config/read-config.js';
import { EXIT_CODES } from '../exit-codes.js';
import { OperatorError } from '../operator-error.js';
import { CloudRunTraffic } from './cloud-run-traffic.js';
import { HaproxyTraffic } from './haproxy-traffic.js';
import type { TrafficPort } from './traffic-port.js';

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';

/**
 * The platform that the configuration names.
 * @param token an access token for Cloud Run; @default Application Default Credentials (https://google.aip.dev/auth/4110)
 * @throws {OperatorError} when it names none
 */
export function trafficOf({ config, pathOf }: Runbook, token: string | undefined): TrafficPort {
  const { traffic } = config;
  switch (traffic?.kind) {
    case 'cloud-run':
      return new CloudRunTraffic({ ...traffic, token: token === undefined ? defaultToken() : () => Promise.resolve(token) }); // prettier-ignore
    case 'haproxy':
      return new HaproxyTraffic({ ...traffic, socket: /^[^/]+:\d+$/.test(traffic.socket) ? traffic.socket : pathOf(traffic.socket) }); // prettier-ignore
    case undefined:
      throw new OperatorError(
        { en: 'The configuration names no platform: traffic.', ko: '설정에 traffic이 없어요.' },
        EXIT_CODES.usage,
      );
    default:
      return traffic satisfies never;
  }
}

/** Google's library is loaded only where it is needed. */
function defaultToken(): () => Promise<string> {
  const auth = import('google-auth-library').then(({ GoogleAuth }) => new GoogleAuth({ scopes: SCOPE }));
  return async () => {
    const token = await (await auth).getAccessToken().catch((cause: unknown) => {
      throw new OperatorError({ en: 'There are no Google credentials; run gcloud auth application-default login.', ko: 'Google 인증 정보가 없어요. gcloud auth application-default login을 실행하세요.' }, undefined, { cause }); // prettier-ignore
    });
    return token ?? '';
  };
}
