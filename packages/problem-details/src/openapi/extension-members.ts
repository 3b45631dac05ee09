import type { SchemaObject } from '@nestjs/swagger';
import type { ProblemDefinition } from '../registry/problem-definition.js';

/** The extension members of a definition (RFC 9457 section 3.2), as a schema of an object has them. */
export interface ExtensionMembers {
  readonly properties: Readonly<Record<string, SchemaObject>>;
  readonly required: readonly string[];
}

/** The extension members that a definition describes; none for one that says nothing. */
export function extensionMembers({ members = {} }: Pick<ProblemDefinition, 'members'>): ExtensionMembers {
  const entries = Object.entries(members);
  const properties = entries.map(([name, { schema, description }]) => [
    name,
    description ? { description: `${description.en} ${description.ko}`, ...schema } : schema,
  ]);
  return {
    properties: Object.fromEntries(properties) as ExtensionMembers['properties'],
    required: entries.filter(([, { optional }]) => !optional).map(([name]) => name),
  };
}
