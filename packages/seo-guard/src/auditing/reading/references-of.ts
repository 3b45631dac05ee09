/** Where an element leads to. */
export interface Reference {
  /** As written. */
  readonly reference: string;
  readonly kind: string;
}

const FOLLOWED_RELS = ['canonical', 'alternate', 'amphtml', 'next', 'prev', 'icon'] as const;

type Attributes = Readonly<Record<string, string | undefined>>;

/** The references of one element that a crawler might follow. */
export function referencesOf(element: string, attributes: Attributes): readonly Reference[] {
  switch (element) {
    case 'a':
    case 'area':
      return reference('a[href]', attributes['href']);
    case 'link': {
      const rels = (attributes['rel'] ?? '').toLowerCase().split(/\s+/);
      return FOLLOWED_RELS.filter((rel) => rels.includes(rel)).flatMap((rel) =>
        reference(`link[rel=${rel}]`, attributes['href']),
      );
    }
    case 'img':
    case 'iframe':
    case 'script':
      return reference(element, attributes['src']);
    case 'form':
      return (attributes['method'] ?? 'get').trim().toLowerCase() === 'get'
        ? reference('form', attributes['action'])
        : [];
    case 'meta':
      return ofMeta(attributes);
    default:
      return [];
  }
}

function ofMeta(attributes: Attributes): readonly Reference[] {
  const content = attributes['content'];
  const property = (attributes['property'] ?? attributes['name'] ?? '').trim().toLowerCase();
  if (/^og:(?:image|url)(?::(?:secure_)?url)?$/.test(property)) return reference(property, content);
  if (attributes['http-equiv']?.trim().toLowerCase() !== 'refresh') return [];
  return reference('refresh', /^[\s\d.]*[;,]?\s*url\s*=\s*["']?([^"']*)/i.exec(content ?? '')?.[1]);
}

function reference(kind: string, value: string | undefined): readonly Reference[] {
  return value === undefined || value.trim() === '' ? [] : [{ reference: value.trim(), kind }];
}
