import type { ProblemLanguages } from '../languages/problem-languages.js';
import type { Language } from '../registry/problem-definition.js';
import { problemPage } from './problem-page.js';
import { problemXml } from './problem-xml.js';

/** The forms of a problem, the server's favourite first. */
export const PROBLEM_MEDIA_TYPES = [
  'application/problem+json',
  'application/json',
  'application/problem+xml',
  'text/html',
] as const;

/** A form of a problem that `Accept` can ask for. */
export type ProblemMediaType = (typeof PROBLEM_MEDIA_TYPES)[number];

/** The members of a problem as they are told. */
export interface ToldMembers {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string | undefined;
  readonly request_id: string | undefined;
  readonly [member: string]: unknown;
}

/** A problem in one form. */
export interface Represented {
  readonly body: string;
  readonly contentType: string;
  /** What belongs to the form, such as a policy for scripts. @default none */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A problem as an HTML page of the application is told of it: the members of RFC 9457 section 3.1 and `request_id`. */
export type ProblemPage = Pick<ToldMembers, 'type' | 'title' | 'status' | 'detail' | 'request_id'>;

/**
 * Makes the HTML page of a problem, in the look of the application; headers such as a policy for its contents come with it. When it
 * throws, the package's own page is sent.
 */
export type ProblemPageRenderer = (
  problem: ProblemPage,
  language: Language,
) => { readonly body: string; readonly headers?: Readonly<Record<string, string>> };

interface Representing {
  readonly page?: ProblemPageRenderer | undefined;
  readonly language: Language;
  readonly languages: ProblemLanguages;
  readonly mediaType?: ProblemMediaType | undefined;
}

/**
 * Writes a problem in the form that was chosen; what cannot be written in it is told as JSON.
 *
 * @throws what `JSON.stringify` throws for a member that JSON cannot hold
 */
export function represent(
  members: ToldMembers,
  { mediaType, language, languages, page }: Representing,
): Represented {
  try {
    switch (mediaType) {
      case 'text/html': {
        const own = page && ownPage(members, language, page);
        if (own) return own;
        const words = languages.pageWords(language);
        return words ? problemPage(asJson(members), { language, words }) : problemJson(members);
      }
      case 'application/problem+xml':
        return { body: problemXml(asJson(members)), contentType: mediaType };
      case 'application/json':
        return { ...problemJson(members), contentType: mediaType };
      case 'application/problem+json':
      case undefined:
        return problemJson(members);
      default:
        return mediaType satisfies never;
    }
  } catch {
    // An extension can be nested deeper than a recursive writer can follow.
    return problemJson(members);
  }
}

function ownPage(
  { type, title, status, detail, request_id }: ToldMembers,
  language: Language,
  page: ProblemPageRenderer,
): Represented | undefined {
  try {
    return {
      ...page({ type, title, status, detail, request_id }, language),
      contentType: 'text/html; charset=utf-8',
    };
  } catch {
    return undefined;
  }
}

/** The values that JSON makes of the members: dates are texts, and what it leaves out is not there. */
function asJson(members: ToldMembers): ToldMembers {
  return JSON.parse(JSON.stringify(members)) as ToldMembers;
}

function problemJson(members: ToldMembers): Represented {
  return { body: JSON.stringify(members), contentType: 'application/problem+json' };
}
