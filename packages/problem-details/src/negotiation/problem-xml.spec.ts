import { extent } from '@couplekit/testkit';
import fc from 'fast-check';
import { RelaxNGValidator, XmlDocument, XmlElement, type XmlTreeNode } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { elementName, escapeXml, problemXml } from './problem-xml.js';

const NS = 'urn:ietf:rfc:7807';

/** The schema of RFC 9457 appendix B in the XML syntax of RELAX NG. */
const SCHEMA = `<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="${NS}"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start>
    <element name="problem">
      <interleave>
        <optional><element name="type"><data type="anyURI"/></element></optional>
        <optional><element name="title"><data type="string"/></element></optional>
        <optional><element name="detail"><data type="string"/></element></optional>
        <optional><element name="status"><data type="positiveInteger"/></element></optional>
        <optional><element name="instance"><data type="anyURI"/></element></optional>
      </interleave>
      <ref name="anyNsElement"/>
    </element>
  </start>
  <define name="anyNsElement">
    <zeroOrMore>
      <choice>
        <element><nsName/><choice><ref name="anyNsElement"/><text/></choice></element>
        <attribute><anyName/><text/></attribute>
      </choice>
    </zeroOrMore>
  </define>
</grammar>`;

function isValid(xml: string): boolean {
  const schema = XmlDocument.fromString(SCHEMA);
  const validator = RelaxNGValidator.fromDoc(schema);
  const document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
    return true;
  } finally {
    document.dispose();
    validator.dispose();
    schema.dispose();
  }
}

/** What a parser reads, as nested names and texts. */
type Read = string | readonly (readonly [string, Read])[];

function parse(xml: string): Read {
  const document = XmlDocument.fromString(xml);
  try {
    return read(document.root);
  } finally {
    document.dispose();
  }
}

function read(element: XmlElement): Read {
  const children: (readonly [string, Read])[] = [];
  for (let node: XmlTreeNode | null = element.firstChild; node; node = node.next) {
    if (!(node instanceof XmlElement)) continue;
    expect(node.namespaceUri).toBe(NS);
    children.push([decodeName(node.name), read(node)]);
  }
  return children.length > 0 ? children : element.content;
}

function decodeName(name: string): string {
  return name.replaceAll(/_x([0-9A-F]*)_/g, (_, hex: string) =>
    hex ? String.fromCodePoint(Number.parseInt(hex, 16)) : '',
  );
}

/** What should be read of a JSON value. */
function told(value: unknown): Read {
  if (Array.isArray(value)) return value.length > 0 ? value.map((item) => ['i', told(item)] as const) : '';
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([name, member]) => [name, told(member)] as const);
    return members.length > 0 ? members : '';
  }
  // Only what XML 1.0 cannot hold is lost.
  return value === null
    ? ''
    : `${value as string | number | boolean}`
        .toWellFormed()
        .replaceAll(/[^\P{Cc}\t\n\r\x7f-\x9f]|[\uFFFE\uFFFF]/gu, '\u{FFFD}');
}

const MEMBERS = {
  type: 'https://example.test/problems/out-of-credit',
  title: '잔액 부족 & <more>',
  status: 403,
  detail: 'a\r\nb ]]> "c"',
  instance: '/a%20b',
};

describe('problemXml', () => {
  it('writes the members as elements of the namespace', () => {
    const xml = problemXml({ ...MEMBERS, request_id: undefined, accounts: ['/1', '/2'], none: null });
    expect(xml).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<problem xmlns="urn:ietf:rfc:7807">' +
        '<type>https://example.test/problems/out-of-credit</type><title>잔액 부족 &amp; &lt;more&gt;</title>' +
        '<status>403</status><detail>a&#xD;\nb ]]&gt; &quot;c&quot;</detail><instance>/a%20b</instance>' +
        '<accounts><i>/1</i><i>/2</i></accounts><none></none></problem>',
    );
    expect(isValid(xml)).toBe(true);
  });

  it('is refused by the schema when a member is not what it has to be', () => {
    expect(() => isValid(problemXml({ ...MEMBERS, status: 'x' }))).toThrow();
  });

  it.each(['\0', '\u{B}', '\u{1F}', '\u{FFFE}', '\u{FFFF}', '\u{D800}', '\u{DFFF}'])(
    'replaces %j, which XML cannot hold',
    (char) => {
      expect(escapeXml(`a${char}b`)).toBe('a\u{FFFD}b');
    },
  );

  it.each(['\t', '\n', ' ', '\u{7F}', '\u{D7FF}', '\u{E000}', '\u{FFFD}', '\u{10000}', '\u{10FFFF}'])(
    'keeps %j',
    (char) => {
      expect(parse(problemXml({ detail: `a${char}b` }))).toEqual([['detail', `a${char}b`]]);
    },
  );

  it('is read by a parser as what was told, and is valid, whatever the values and names', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' })),
        fc.string({ unit: 'binary' }),
        (extensions, detail) => {
          const xml = problemXml({ ...extensions, ...MEMBERS, detail });
          expect(parse(xml)).toEqual(told({ ...extensions, ...MEMBERS, detail }));
          expect(isValid(problemXml({ ...MEMBERS, detail, extensions }))).toBe(true);
        },
      ),
      { numRuns: extent(100, 500) },
    );
  });
});

describe('elementName', () => {
  it.each([
    ['balance', 'balance'],
    ['max_raters', 'max_raters'],
    ['position_x', 'position_x'],
    ['a b', 'a_x20_b'],
    ['1st', '_x31_st'],
    ['-a', '_x2D_a'],
    ['a:b', 'a_x3A_b'],
    ['', '_x_'],
    ['_x20_', '_x5F_x20_'],
    ['_x ', '_x5F_x_x20_'],
    ['답', '_xB2F5_'],
    ['\u{1F600}', '_x1F600_'],
    ['</problem>', '_x3C__x2F_problem_x3E_'],
  ])('of %j is %s', (name, expected) => {
    expect(elementName(name)).toBe(expected);
    expect(decodeName(expected)).toBe(name);
  });

  it('leaves every name of RFC 9457 section 3.2 as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{2,20}$/), (name) => {
        fc.pre(!/_x[0-9A-F]*_/.test(name));
        expect(elementName(name)).toBe(name);
      }),
    );
  });

  it('names two members differently', () => {
    const name = fc.string({ unit: fc.constantFrom('_', 'x', '2', '0', ' ', '5', 'F', '') });
    fc.assert(
      fc.property(name, name, (a, b) => (elementName(a) === elementName(b)) === (a === b)),
      { numRuns: extent(400, 2000) },
    );
  });
});
