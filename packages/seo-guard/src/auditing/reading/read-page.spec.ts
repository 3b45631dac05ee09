import { extent } from '@couplekit/testkit';
import { describe, expect, it } from 'vitest';
import { readPage } from './read-page.js';

const URL_OF_PAGE = 'https://couple.example/a/b';
const metas = (html: string) =>
  readPage(html, URL_OF_PAGE).metas.map(({ name, content, isInHead }) => [name, content, isInHead]);
const links = (html: string) => readPage(html, URL_OF_PAGE).links.map(({ url, kind }) => `${kind} ${url}`);

describe('robots metas', () => {
  it.each<[string, readonly (readonly [string, string, boolean])[]]>([
    ['<meta name=robots content=noindex>', [['robots', 'noindex', true]]],
    ['<META NAME=" Robots " CONTENT="NoIndex">', [['robots', 'NoIndex', true]]],
    ['<meta content="none" name="googlebot">', [['googlebot', 'none', true]]],
    ['<meta name=googlebot-news content=x><meta name=Yeti content=y>', [['googlebot-news', 'x', true], ['yeti', 'y', true]]],
    ['<meta name=robots content="no&#105;ndex">', [['robots', 'noindex', true]]],
    ['<meta name=robots>', [['robots', '', true]]],
    ['<meta property=robots content=noindex>', []],
    ['<meta name=google-site-verification content=x><meta name=description content=robots>', []],
    ['<!-- <meta name=robots content=noindex> -->', []],
    ['<script>"<meta name=robots content=noindex>"</script>', []],
    ['<title><meta name=robots content=noindex></title>', []],
    ['<style></style><link><base><script></script><meta name=robots content=noindex>', [['robots', 'noindex', true]]],
    ['<noscript><img></noscript><meta name=robots content=a>', [['robots', 'a', true]]],
    ['<noscript><meta name=robots content=a></noscript>', [['robots', 'a', false]]],
    ['<template><div><meta name=robots content=a></div></template><meta name=robots content=b>', [['robots', 'a', false], ['robots', 'b', true]]],
    ['<img><meta name=robots content=noindex>', [['robots', 'noindex', false]]],
    ['</head><meta name=robots content=noindex>', [['robots', 'noindex', false]]],
    ['</head><body><meta name=robots content=noindex>', [['robots', 'noindex', false]]],
  ])('%s', (head, expected) => {
    expect(metas(`<!doctype html><html><head>${head}`)).toEqual(expected);
  }); // prettier-ignore
});

describe('links', () => {
  it.each<[string, readonly string[]]>([
    ['<a href="../x?y=1&amp;z=2#f">', ['a[href] https://couple.example/x?y=1&z=2#f']],
    ['<area href=/m>', ['a[href] https://couple.example/m']],
    ['<a href=" /space ">', ['a[href] https://couple.example/space']],
    ['<a href=""><a><img src>', []],
    ['<a href="http://[">', []],
    ['<base href="/base/"><base href="/other/"><a href=x>', ['a[href] https://couple.example/base/x']],
    ['<a href=x><base href="https://cdn.example/">', ['a[href] https://cdn.example/x']],
    ['<base href="http://["><a href=x>', ['a[href] https://couple.example/a/x']],
    ['<link rel="ALTERNATE next" href=x>', ['link[rel=alternate] https://couple.example/a/x', 'link[rel=next] https://couple.example/a/x']],
    ['<link rel=stylesheet href=x><link href=x>', []],
    ['<form action=x>', ['form https://couple.example/a/x']],
    ['<form method=GET action=x><form method=post action=y><form>', ['form https://couple.example/a/x']],
    ['<meta property="og:image" content="/og.png"><meta name="og:image:secure_url" content="/s.png">', ['og:image https://couple.example/og.png', 'og:image:secure_url https://couple.example/s.png']],
    ['<meta http-equiv=refresh content="0;url=/r"><meta http-equiv=refresh content=5>', ['refresh https://couple.example/r']],
    [`<meta http-equiv=REFRESH content="3; URL = '/r'">`, ['refresh https://couple.example/r']],
  ])('%s', (html, expected) => {
    expect(links(html)).toEqual(expected);
  }); // prettier-ignore
});

it('reads the canonical, as written and resolved', () => {
  expect(readPage('<head><link rel="Canonical" href="x"><link rel=canonical href="http://[">', URL_OF_PAGE).canonicals).toEqual([
    { reference: 'x', url: 'https://couple.example/a/x', isInHead: true },
    { reference: 'http://[', url: undefined, isInHead: true },
  ]);
}); // prettier-ignore

it('is done with a deeply nested page', () => {
  expect(links(`${'<b>'.repeat(extent(50_000, 200_000))}<a href=/x>`)).toEqual([
    'a[href] https://couple.example/x',
  ]);
});
