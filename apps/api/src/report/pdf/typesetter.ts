import { readFileSync } from 'node:fs';
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';

/** A process of its own. It imports nothing of ours, so that it runs as TypeScript, too. */
interface Setup {
  readonly folder: string;
  readonly main: string;
  readonly fonts: readonly string[];
}

/** Results of the last so many documents are kept for the next one; without an end they would fill the memory. */
const CACHED_DOCUMENTS = 2;

const { folder, main, fonts } = JSON.parse(process.argv[2] ?? '{}') as Setup;
const compiler = NodeCompiler.create({
  workspace: folder,
  fontArgs: [{ fontBlobs: fonts.map((file) => readFileSync(file)) }],
});

process.on('message', (report: string) => {
  try {
    const pdf = compiler.pdf({ mainFilePath: main, inputs: { report } }, { pdfStandard: PdfStandard.UA_1 });
    process.send?.({ result: pdf });
  } catch (error) {
    process.send?.({ error: reasonOf(error) });
  }
  compiler.evictCache(CACHED_DOCUMENTS);
});

/** The first thing that is wrong, without what it quotes of the document: that may be somebody's name. */
function reasonOf(error: unknown): string {
  const { message, code } = error as { readonly message?: string; readonly code?: string };
  // A layout that fails says so in the code, a PDF that would not be accessible in the message, as a list.
  const first = /message: "((?:[^"\\]|\\.)*)"/.exec(message ?? '')?.[1] ?? code ?? 'unknown';
  return first.split('\n', 1)[0]?.replaceAll(/`.*`/g, '…') ?? '';
}
