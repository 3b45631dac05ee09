import { expect, it } from 'vitest';
import { parseProblemXml } from './parse-problem-xml.js';

it('reads the elements of a problem, arrays of i and nested elements', () => {
  expect(
    parseProblemXml(`<?xml version="1.0" encoding="UTF-8"?>
      <!-- a > comment -->
      <problem xmlns="urn:ietf:rfc:7807" xml:lang='en "GB"'>
        <type>https://api.example/problems/seat-taken?a=1&amp;b=2</type>
        <title>Seat &lt;7A&gt; &quot;is&quot; &apos;taken&apos; &#44032;&#xAC01;</title>
        <status>409</status>
        <detail><![CDATA[Choose <another> & sit.]]></detail>
        <seats><i>7A</i><i>7B</i></seats>
        <order><id>12</id><empty/></order>
      </problem>`),
  ).toEqual({
    type: 'https://api.example/problems/seat-taken?a=1&b=2',
    title: `Seat <7A> "is" 'taken' 가각`,
    status: 409,
    detail: 'Choose <another> & sit.',
    seats: ['7A', '7B'],
    order: { id: '12', empty: '' },
  });
});

it('reads prefixed elements and an empty problem', () => {
  expect(parseProblemXml('<p:problem xmlns:p="urn:ietf:rfc:7807"><p:title>A</p:title></p:problem>')).toEqual({
    title: 'A',
  });
  expect(parseProblemXml('<problem/>')).toEqual({});
});

it('takes nothing for a status but three digits', () => {
  for (const status of ['', '40', '999', '4e2', '0x190']) {
    expect(parseProblemXml(`<problem><status>${status}</status></problem>`)).toEqual({ status });
  }
});

it('sets no prototype', () => {
  const members = parseProblemXml(
    '<problem><__proto__><admin>1</admin></__proto__><constructor><prototype>1</prototype></constructor></problem>',
  );
  expect(members).toEqual({});
  expect(Object.getOwnPropertyNames(members)).toEqual([]);
});

it('leaves entities alone that it does not know', () => {
  expect(parseProblemXml('<problem><title>&nbsp;&#x110000;&amp;amp;</title></problem>')).toEqual({
    title: '&nbsp;&#x110000;&amp;',
  });
});

it.each([
  '',
  'text',
  '<html></html>',
  '<problem>',
  '<problem><title></problem></title>',
  '</problem>',
  '<problem/><problem/>',
  '<problem/>text',
  '<problem><title a="></problem>',
  '<!DOCTYPE problem [<!ENTITY a "b">]><problem><title>&a;</title></problem>',
  `${'<a>'.repeat(20)}${'</a>'.repeat(20)}`,
  `<problem>${'<a>'.repeat(20)}${'</a>'.repeat(20)}</problem>`,
])('is no problem: %.30s', (text) => {
  expect(parseProblemXml(text)).toBeUndefined();
});

it('is done with texts that are made to cost time', { timeout: 30_000 }, () => {
  for (const part of ['<', '<a ', '<a="', '<!--', '<![CDATA[', '&#x', '<a/', ' '.repeat(9), '<i>'])
    expect(parseProblemXml(`<problem>${part.repeat(65_536 / part.length)}`)).toBeUndefined();
});
