import type { ExampleObject } from '@nestjs/swagger';
import type { Language } from '../registry/problem-definition.js';
import type { DocumentedProblem } from './documented-problem.js';
import { extensionMembers } from './extension-members.js';

/** An example of a problem in each language that it is written in; keys as components are called. */
export function problemExamples(problem: DocumentedProblem): Readonly<Record<string, ExampleObject>> {
  const languages = Object.keys(problem.title) as Language[];
  return Object.fromEntries(
    languages.map((language) => [exampleName(problem, language), example(problem, language)]),
  );
}

function exampleName({ schemaName }: DocumentedProblem, language: Language): string {
  return `${schemaName}.${language}`;
}

function example(problem: DocumentedProblem, language: Language): ExampleObject {
  const { type, title, status, detail, definition } = problem;
  return {
    summary: `${title[language]} (${language})`,
    value: {
      type,
      title: title[language],
      status,
      ...(detail && { detail: detail[language] }),
      ...extensionMembers(definition).example,
    },
  };
}
