interface Element {
  readonly name: string;
  readonly children: Element[];
  text: string;
}

const MAX_DEPTH = 16;

/** Comment or instruction; CDATA; a tag with its attributes; text. No DOCTYPE: a problem has none, and attacks do. */
const TOKEN =
  /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<(\/?)([^\s<>/!?"'=]+)(?:[^<>"']|"[^"]*"|'[^']*')*?(\/?)>|([^<]+)/y;

/**
 * Parses `application/problem+xml` (RFC 9457 appendix B) to what its JSON would be: text members, arrays of `<i>`, nested
 * elements as objects. Numbers other than `status` stay text, because XML does not tell them apart. Namespace prefixes and
 * attributes are ignored.
 *
 * @returns undefined for anything else, and for what is nested deeper than 16 elements
 */
export function parseProblemXml(text: string): unknown {
  const root = parseElements(text);
  if (root?.name !== 'problem') return undefined;
  const members = toObject(root);
  const { status } = members;
  if (typeof status === 'string' && /^[1-5]\d\d$/.test(status)) members['status'] = Number(status);
  return members;
}

function parseElements(text: string): Element | undefined {
  const top: Element = { name: '', children: [], text: '' };
  const open = [top];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const current = open.at(-1);
    const token = TOKEN.exec(text);
    if (!token || !current) return undefined;
    const [, cdata, closing, qualifiedName, selfClosing, characters] = token;
    if (qualifiedName === undefined) {
      current.text += cdata ?? (characters === undefined ? '' : decodeEntities(characters));
      continue;
    }
    const name = qualifiedName.replace(/^.*:/, '');
    if (closing) {
      if (open.length === 1 || current.name !== name) return undefined;
      open.pop();
      continue;
    }
    const element: Element = { name, children: [], text: '' };
    current.children.push(element);
    if (!selfClosing && open.push(element) > MAX_DEPTH) return undefined;
  }
  return open.length === 1 && top.children.length === 1 && !top.text.trim() ? top.children[0] : undefined;
}

function toValue(element: Element): unknown {
  if (element.children.length === 0) return element.text.trim();
  if (element.children.every(({ name }) => name === 'i')) return element.children.map(toValue);
  return toObject(element);
}

function toObject({ children }: Element): Record<string, unknown> {
  // What `parseJson` leaves out, too.
  const entries = children.filter(({ name }) => name !== '__proto__' && name !== 'constructor');
  return Object.fromEntries(entries.map((child) => [child.name, toValue(child)]));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex, dec, name) => {
      if (name !== undefined) return ENTITIES[String(name)] ?? String(whole);
      const point = hex === undefined ? Number(dec) : Number.parseInt(String(hex), 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : String(whole);
    },
  );
}
