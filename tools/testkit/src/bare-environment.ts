/**
 * What a program that a test starts has in its environment: where programs are, and what Node has compiled before
 * (https://nodejs.org/api/module.html#module-compile-cache), because most of its start goes there.
 */
export function bareEnvironment(): Readonly<Record<string, string>> {
  const { PATH = '', NODE_COMPILE_CACHE } = process.env;
  return { PATH, ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }) };
}
