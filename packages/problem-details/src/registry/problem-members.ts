import type { LocalizedText } from './problem-definition.js';

/** A JSON Schema fragment as plain data: `{ type: 'integer', minimum: 1 }`. */
export type MemberSchema = Readonly<Record<string, unknown>>;

/** One extension member (RFC 9457 section 3.2), for people who read about a problem and for OpenAPI. */
export interface ProblemMember {
  readonly schema: MemberSchema;
  /** What the member says. */
  readonly description?: LocalizedText;
  /** True for a member that some occurrences lack. @default false */
  readonly optional?: boolean;
}

/** Extension members by name. */
export type ProblemMembers = Readonly<Record<string, ProblemMember>>;

/** The extensions that members describe; of no members: any. */
export type FromMembers<M> = [keyof M] extends [never]
  ? object
  : string extends keyof M
    ? object
    : Flat<
        { readonly [K in keyof M as IsOptional<M[K]> extends true ? never : K]: FromMember<M[K]> } & {
          readonly [K in keyof M as IsOptional<M[K]> extends true ? K : never]?: FromMember<M[K]>;
        }
      >;

/** The type of the values that a JSON Schema fragment describes; unknown for keywords that a type cannot say. */
export type FromSchema<S> = S extends { readonly const: infer C }
  ? C
  : S extends { readonly enum: readonly (infer V)[] }
    ? V
    : S extends { readonly type: 'array'; readonly items: infer I }
      ? readonly FromSchema<I>[]
      : S extends { readonly type: 'object'; readonly properties: infer P }
        ? FromProperties<P, S extends { readonly required: readonly (infer R)[] } ? R : never>
        : S extends { readonly type: infer T extends keyof TypeOfName }
          ? TypeOfName[T]
          : unknown;

interface TypeOfName {
  readonly string: string;
  readonly integer: number;
  readonly number: number;
  readonly boolean: boolean;
  readonly null: null;
  readonly array: readonly unknown[];
  readonly object: object;
}

type IsOptional<M> = M extends { readonly optional: true } ? true : false;
type FromMember<M> = M extends { readonly schema: infer S } ? FromSchema<S> : unknown;
type FromProperties<P, R> = Flat<
  { readonly [K in keyof P as K extends R ? K : never]: FromSchema<P[K]> } & {
    readonly [K in keyof P as K extends R ? never : K]?: FromSchema<P[K]>;
  }
>;
type Flat<T> = { [K in keyof T]: T[K] };
