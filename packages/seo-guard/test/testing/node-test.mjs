// Run by no-index-kit.spec.ts with `node --test`.
import { describe, it } from 'node:test';
import { noIndexKit } from '@couplekit/seo-guard/testing';

noIndexKit({ baseUrl: process.env.BASE_URL, guarded: ['/share/7'], only: ['get', 'N3'] }).register({
  describe,
  it,
});
