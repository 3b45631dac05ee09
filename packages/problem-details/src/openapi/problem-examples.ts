import type { ExampleObject } from '@nestjs/swagger';
import type { DocumentedProblem } from './documented-problem.js';

/** An example of a problem in each language of the application; keys as components are called. */
export function problemExamples(problem: DocumentedProblem): Readonly<Record<string, ExampleObject>> {
  const { type, status, words, schemaName, definition } = problem;
  const examples = [...words].map(([language, { title, detail }]) => {
    const value = { type, title, status, ...(detail && { detail }), ...definition?.example };
    return [`${schemaName}.${language}`, { summary: `${title} (${language})`, value }] as const;
  });
  return Object.fromEntries(examples);
}
