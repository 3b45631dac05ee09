const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Says the same whoever asks, and load balancers ask by an address. */
const HEALTH = /^\/(?:healthz|readyz)(?:\?|$)/;

/**
 * Names by which the service may be reached: the one of its public base URL, those that were given, and this machine's own where
 * the public base URL is one of them.
 */
export function trustedHostnames(publicBaseUrl: string, given: readonly string[]): ReadonlySet<string> {
  const { hostname } = new URL(publicBaseUrl);
  return new Set([hostname, ...given, ...(LOOPBACK.includes(hostname) ? LOOPBACK : [])]);
}

/**
 * Whether a request came by a name that is trusted; the port does not matter. A foreign one is a rebound or poisoned name
 * (RFC 9110 section 7.4). Without a name, which only HTTP/1.0 may come, there is nothing foreign.
 */
export function isTrustedHost(
  { host, url = '' }: { readonly host?: string | undefined; readonly url?: string | undefined },
  hostnames: ReadonlySet<string>,
): boolean {
  return host === undefined || HEALTH.test(url) || hostnames.has(hostnameOf(host));
}

function hostnameOf(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
}
