import type { ExampleObject, SchemaObject } from '@nestjs/swagger';
import type { Language } from '../problem-definition.js';
import type { DocumentedProblem } from './documented-problem.js';
import { membersOf } from './problem-schema.js';

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
  const { properties } = membersOf(definition);
  const members = Object.entries(properties).flatMap(([name, schema]) => {
    const { example: value } = schema as SchemaObject;
    return value === undefined ? [] : [[name, value as unknown]];
  });
  return {
    summary: `${title[language]} (${language})`,
    value: {
      type,
      title: title[language],
      status,
      ...(detail && { detail: detail[language] }),
      ...Object.fromEntries(members),
    },
  };
}
