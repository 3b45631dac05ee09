import { describe, expect, it } from 'vitest';
import { parseIndependently } from '../../../test/independent-parser.js';
import { readRobotsTxt } from './read-robots-txt.js';
import { LOCKED_ROBOTS_TXT, writeRobotsTxt } from './write-robots-txt.js';

describe('the robots.txt that is written', () => {
  const text = writeRobotsTxt({
    groups: [
      { crawlers: ['*'], disallow: ['/search', '/a/'], allow: ['/search/help'] },
      { crawlers: ['GPTBot', 'CCBot'], disallow: ['/'] },
      { crawlers: ['Yeti'] },
    ],
    sitemaps: ['https://h/sitemap.xml'],
    extra: '\nHost: h\n\n',
  });

  it('is what people would write', () => {
    expect(text).toBe(
      'User-agent: *\nAllow: /search/help\nDisallow: /search\nDisallow: /a/\n\nUser-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n\nUser-agent: Yeti\nDisallow:\n\nSitemap: https://h/sitemap.xml\n\nHost: h\n',
    );
  });

  it('says to another parser what was meant', () => {
    const robots = parseIndependently('https://h/robots.txt', text);
    const may = (path: string, crawler: string) => robots.isAllowed(`https://h${path}`, crawler);
    expect([may('/search', 'x'), may('/search/help', 'x'), may('/a', 'x'), may('/a/', 'x')]).toEqual([false, true, true, false]); // prettier-ignore
    expect([may('/', 'CCBot'), may('/', 'gptbot'), may('/search', 'Yeti')]).toEqual([false, false, true]);
    expect(robots.getSitemaps()).toEqual(['https://h/sitemap.xml']);
  });

  it('of a locked environment allows everything to everyone, and has no sitemap', () => {
    const { groups, sitemaps } = readRobotsTxt(LOCKED_ROBOTS_TXT);
    expect([[...groups], sitemaps]).toEqual([[['*', []]], []]);
  });
});
