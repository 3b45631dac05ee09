import type { PathRule } from '@couplekit/seo-guard';
import type { ApiConfig } from './api-config.js';

/** What crawlers and caches may do with the service: all that is not here is closed to crawlers. */
export function crawlerRules({ publicBaseUrl }: Pick<ApiConfig, 'publicBaseUrl'>): readonly PathRule[] {
  const root = new URL(publicBaseUrl).pathname.replace(/\/$/, '');
  return [
    { path: '/', robots: {} },
    // Where problem-details puts its pages: at the type URIs.
    { path: `${root}/problems{/*path}`, robots: {} },
    { path: '/api{/*path}', sensitive: true },
    // The address is all that protects what is shared.
    { path: '/share{/*path}', sensitive: true },
    // Pages of one person, or that lead there.
    ...['/start', '/invite', '/join', '/rate', '/continue', '/s'].map((path) => ({
      path: `${path}{/*path}`,
      sensitive: true,
    })),
    // Pictures for previews of links, which messengers fetch and keep.
    { path: '/share/og{/*path}', cacheable: true },
  ];
}
