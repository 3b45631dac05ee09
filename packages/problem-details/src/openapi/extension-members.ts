import type { SchemaObject } from '@nestjs/swagger';
import type { LocalizedText } from '../registry/problem-definition.js';

/** The extension members of a definition (RFC 9457 section 3.2), as a schema of an object has them. */
export interface ExtensionMembers {
  readonly properties: Readonly<Record<string, SchemaObject>>;
  readonly required: readonly string[];
  /** Values for the examples. */
  readonly example: Readonly<Record<string, unknown>>;
}

/** What a definition may say about its members; read by shape, because most say nothing. */
interface DescribedMembers {
  readonly members?: Readonly<Record<string, DescribedMember>>;
  readonly example?: Readonly<Record<string, unknown>>;
}

interface DescribedMember {
  readonly schema: SchemaObject;
  readonly description?: LocalizedText;
  readonly optional?: boolean;
}

/** The extension members that a definition describes; none for one that says nothing. */
export function extensionMembers(definition: object | undefined): ExtensionMembers {
  const { members = {}, example = {} } = (definition ?? {}) as DescribedMembers;
  const entries = Object.entries(members);
  const properties = entries.map(([name, { schema, description }]) => [
    name,
    description ? { description: `${description.en} ${description.ko}`, ...schema } : schema,
  ]);
  return {
    properties: Object.fromEntries(properties) as ExtensionMembers['properties'],
    required: entries.filter(([, { optional }]) => !optional).map(([name]) => name),
    example,
  };
}
