import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PageRoutes } from './page-route.js';

const TEMPLATES = ['/', '/share/new', '/share/:token', '/result/:id/report', '/docs{/*path}'];
const routes = new PageRoutes(TEMPLATES);

describe('the route of a page', () => {
  it.each([
    ['/', '/'],
    ['/?token=x', '/'],
    ['/share/abc', '/share/:token'],
    ['/share/abc/', '/share/:token'],
    ['/SHARE/abc?x=/docs#y', '/share/:token'],
    ['/share/%E0%A4%A', '/share/:token'],
    ['/share/new', '/share/new'],
    ['/share/:token', '/share/:token'],
    ['/share/a/b', '(other)'],
    ['/share', '(other)'],
    ['//share/abc', '(other)'],
    ['/result/7/report', '/result/:id/report'],
    ['/docs/a/b', '/docs{/*path}'],
    ['https://couple.example/share/abc?x#y', '/share/:token'],
    ['http://user:secret@couple.example/share/abc', '/share/:token'],
    ['HTTPS://couple.example', '/'],
  ])('%s is %s', (page, route) => expect(routes.routeOf(page)).toBe(route));

  it.each([
    '',
    'share/abc',
    '?x',
    '#y',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://',
    'ftp://x/y',
  ])('%j has none', (page) => expect(routes.routeOf(page)).toBeUndefined());

  it('is never anything but a template', () => {
    const pages = fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true }), fc.webPath());
    fc.assert(
      fc.property(pages, (page) => {
        expect([...TEMPLATES, '(other)', undefined]).toContain(routes.routeOf(page));
      }),
    );
  });

  it('needs templates that begin with a slash and can be read', () => {
    expect(() => new PageRoutes(['share'])).toThrow('the route "share" cannot be used');
    expect(() => new PageRoutes(['/a', '/:'])).toThrow('the route "/:" cannot be used');
  });
});
