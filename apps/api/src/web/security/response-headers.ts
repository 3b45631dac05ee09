import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';
import { DOCS_POLICY, SILENT_POLICY } from './content-policies.js';

const YEARS_S = 2 * 365 * 24 * 60 * 60;

/** Nothing of the device is used. */
const PERMISSIONS = [
  'accelerometer', 'browsing-topics', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'magnetometer', 'microphone',
  'midi', 'payment', 'usb',
].map((feature) => `${feature}=()`).join(', '); // prettier-ignore

/** Sets the headers that protect a response on it, before anything else has seen it. */
export type HeaderGuard = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Headers of every response, whoever answers it: a page replaces the policy by its own. `Referrer-Policy: same-origin`, and not
 * `no-referrer`, because browsers send `Origin: null` with forms of a page without a referrer.
 */
export function responseHeaders({ https }: { readonly https: boolean }): HeaderGuard {
  const protect = helmet({
    contentSecurityPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    // Only this host: others of its domain are somebody else's business.
    strictTransportSecurity: https && { maxAge: YEARS_S, includeSubDomains: false },
  });
  return (request, response) => {
    protect(request, response, () => undefined);
    response.setHeader('Permissions-Policy', PERMISSIONS);
    response.setHeader('Content-Security-Policy', isDocs(request.url) ? DOCS_POLICY : SILENT_POLICY);
  };
}

/** The same as plain data, for answers to bytes that are no request, which crawlers are to forget, too. */
export function headersWithoutRequest(options: {
  readonly https: boolean;
}): Readonly<Record<string, string>> {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  responseHeaders(options)(request, response);
  const headers = Object.entries(response.getHeaders()).map(
    ([name, value]) => [name, String(value)] as const,
  );
  return { ...Object.fromEntries(headers), 'x-robots-tag': 'noindex, nofollow' };
}

function isDocs(url = ''): boolean {
  return /^\/docs(?:[/?]|$)/.test(url);
}
