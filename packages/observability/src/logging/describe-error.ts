/** An error as it is logged. */
export interface DescribedError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string | undefined;
  readonly code?: string | undefined;
  readonly cause?: DescribedError | undefined;
  readonly errors?: readonly DescribedError[] | undefined;
}

const DEPTH = 5;

/**
 * What is logged of an error: its type, message, stack, code and causes. Other fields are left out on purpose: database
 * drivers keep statements and their parameters there, HTTP clients whole requests with their credentials.
 */
export function describeError(thrown: unknown, depth = DEPTH): DescribedError {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: String(thrown) };
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  const nested = depth > 0 ? depth - 1 : undefined;
  return {
    type: thrown.name,
    message: thrown.message,
    stack: thrown.stack,
    code,
    cause:
      nested !== undefined && thrown.cause !== undefined ? describeError(thrown.cause, nested) : undefined,
    errors:
      nested !== undefined && thrown instanceof AggregateError
        ? thrown.errors.slice(0, 10).map((error) => describeError(error, nested))
        : undefined,
  };
}
