import { describe, it } from 'node:test';
import { noIndexKit } from '@couplekit/seo-guard/testing';

noIndexKit({
  baseUrl: process.env.BASE_URL ?? 'http://127.0.0.1:3000',
  guarded: ['/share/7'],
  sensitive: ['/invites/7'],
  indexable: ['/'],
  post: '/api/answers',
  robots: 'noindex, nofollow',
}).register({ describe, it });
