import type { Problem } from './problem.js';
import { resolveReference } from './resolve-reference.js';

/** The part of a problem that stands in its body. */
export type ProblemMembers = Partial<
  Pick<Problem, 'type' | 'title' | 'statedStatus' | 'detail' | 'instance' | 'extensions'>
>;

/**
 * The members of a parsed problem document. One whose value has the wrong type is ignored, as if it had not been sent
 * (RFC 9457 section 3.1); unknown ones are extensions (section 3.2).
 *
 * @param baseUrl what `type` and `instance` are resolved against (sections 3.1.1 and 3.1.5)
 * @returns undefined when the document is not an object
 */
export function problemMembers(document: unknown, baseUrl: string | undefined): ProblemMembers | undefined {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return undefined;
  const { type, title, status, detail, instance, ...others } = document as Record<string, unknown>;
  const typeUri = typeof type === 'string' ? resolveReference(type, baseUrl) : undefined;
  const instanceUri = typeof instance === 'string' ? resolveReference(instance, baseUrl) : undefined;
  return {
    ...(typeUri !== undefined && { type: typeUri }),
    ...(typeof title === 'string' && { title }),
    ...(isStatus(status) && { statedStatus: status }),
    ...(typeof detail === 'string' && { detail }),
    ...(instanceUri !== undefined && { instance: instanceUri }),
    extensions: Object.assign(Object.create(null) as Record<string, unknown>, others),
  };
}

function isStatus(status: unknown): status is number {
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599;
}
