import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';

/** What a worker is started with. It imports nothing of ours, so that it runs as TypeScript, too. */
interface WorkerData {
  readonly folder: string;
  readonly main: string;
  readonly fonts: readonly string[];
}

/** Results of the last so many documents are kept for the next one; without an end they would fill the memory. */
const CACHED_DOCUMENTS = 2;

const { folder, main, fonts } = workerData as WorkerData;
const compiler = NodeCompiler.create({
  workspace: folder,
  fontArgs: [{ fontBlobs: fonts.map((file) => readFileSync(file)) }],
});

parentPort?.on('message', (report: string) => {
  try {
    const pdf = compiler.pdf({ mainFilePath: main, inputs: { report } }, { pdfStandard: PdfStandard.UA_1 });
    parentPort?.postMessage({ pdf: Uint8Array.from(pdf) });
  } catch (error) {
    parentPort?.postMessage({ error: reasonOf(error) });
  }
  compiler.evictCache(CACHED_DOCUMENTS);
});

/** The compiler throws errors of its own, which know what is wrong with the document. */
function reasonOf(error: unknown): string {
  const { message, shortDiagnostics } = error as { readonly message?: string; readonly shortDiagnostics?: readonly unknown[] }; // prettier-ignore
  return message ?? JSON.stringify(shortDiagnostics ?? String(error));
}
