import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateDocument, packageDocuments, readDocument } from './package-documents.ts';
import { PublicTypes } from './public-types.ts';
import { REPOSITORY } from './repository.ts';

const types = new PublicTypes();
for (const path of packageDocuments()) {
  const generated = await generateDocument(path, types);
  if (generated === (await readDocument(path))) continue;
  await writeFile(join(REPOSITORY, path), generated);
  process.stdout.write(`${path}: options tables written\n`);
}
