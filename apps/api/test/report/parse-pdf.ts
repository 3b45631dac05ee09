import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What a reader of a PDF finds in it. */
export interface ParsedPdf {
  /** The text of each page, words separated as they are on paper. */
  readonly pages: readonly string[];
  readonly title: string;
  readonly language: string;
  readonly creationDate: string;
  /** The part of PDF/UA that the document claims, from its XMP metadata. */
  readonly accessibility: string | undefined;
  readonly marked: boolean;
  /** Roles of the structure tree, each once. */
  readonly roles: readonly string[];
  /** Alternative texts of pictures. */
  readonly alternatives: readonly string[];
  /** Names of fonts with their subset tags; one that is not embedded has none. */
  readonly fonts: readonly string[];
}

interface StructureNode {
  readonly role?: string;
  readonly alt?: string;
  readonly children?: readonly StructureNode[];
}

/** Reads a PDF with a parser that has nothing to do with what wrote it. */
export async function parsePdf(bytes: Uint8Array): Promise<ParsedPdf> {
  const task = getDocument({ data: Uint8Array.from(bytes), useSystemFonts: false, verbosity: 0 });
  const pdf = await task.promise;
  const { info, metadata } = await pdf.getMetadata();
  const said = info as { readonly Title: string; readonly Language: string; readonly CreationDate: string };
  const pages: string[] = [];
  const nodes: StructureNode[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')).join(''));
    nodes.push(...flatten((await page.getStructTree()) as StructureNode));
  }
  const raw = Buffer.from(bytes).toString('latin1');
  const parsed = {
    pages,
    title: said.Title,
    language: said.Language,
    creationDate: said.CreationDate,
    accessibility: /pdfuaid:part>(\d)</.exec(String(metadata.getRaw()))?.[1],
    // Its type says object.
    marked:
      ((await pdf.getMarkInfo()) as unknown as ReadonlyMap<string, boolean> | null)?.get('Marked') === true,
    roles: [...new Set(nodes.flatMap(({ role }) => role ?? []))],
    alternatives: nodes.flatMap(({ alt }) => alt ?? []),
    fonts: [...new Set(Array.from(raw.matchAll(/\/BaseFont ?\/([\w+-]+)/g), ([, name = '']) => name))],
  };
  await task.destroy();
  return parsed;
}

const flatten = (node: StructureNode): readonly StructureNode[] => [
  node,
  ...(node.children ?? []).flatMap(flatten),
];
