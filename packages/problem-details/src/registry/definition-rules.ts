import { isErrorStatus } from './error-status.js';
import { isExtensionName } from './extension-name.js';
import { textIn, type ProblemLanguages } from '../languages/problem-languages.js';
import type { ProblemDefinition } from './problem-definition.js';
import { isReserved } from './reserved-members.js';

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** An absolute URI (RFC 3986 section 4.3) in the characters that it may have. */
const ABSOLUTE_URI =
  /^[a-z][a-z0-9+.-]*:(?:[a-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9a-f]{2})+(?:#[a-z0-9\-._~!$&'()*+,;=:@/?%]*)?$/i;
const LANGUAGE_MEMBERS = ['detail', 'description', 'solution'] as const;

/** What definitions are checked against. */
export interface DefinitionContext {
  readonly baseUri: string | undefined;
  readonly languages: ProblemLanguages;
}

/** @throws {Error} a sentence that names the definition and the rule that it breaks */
export function checkDefinition(problem: ProblemDefinition, context: DefinitionContext): void {
  checkName(problem, context);
  if (!isErrorStatus(problem.status))
    failDefinition(problem.slug, `needs a status from 400 to 599, not ${String(problem.status)}`);
  for (const language of context.languages.tags) checkTexts(problem, context.languages, language);
  checkFunctions(problem);
  checkNames(problem);
  for (const language of context.languages.tags) checkMembers(problem, context.languages, language);
}

/** @throws {Error} always, in the form that every complaint about a definition has */
export function failDefinition(slug: string, rule: string): never {
  throw new Error(`problem-details: problem "${slug}" ${rule}.`);
}

function checkName({ slug, type }: ProblemDefinition, { baseUri }: DefinitionContext): void {
  if (typeof slug !== 'string' || !SLUG.test(slug)) {
    const named = type === undefined || slug ? String(slug) : type;
    failDefinition(named, 'needs a kebab-case slug, such as "stage-invalid"');
  }
  if (type === undefined) {
    if (baseUri === undefined)
      failDefinition(slug, 'needs a type, because there is no baseUri to put its slug to');
    return;
  }
  if (/^about:/i.test(type))
    failDefinition(slug, `cannot have the type "${type}", which is for problems without a definition`);
  if (!ABSOLUTE_URI.test(type)) failDefinition(slug, `needs an absolute URI as its type, not "${type}"`);
  if (baseUri !== undefined && type.startsWith(baseUri) && type !== baseUri + slug) {
    failDefinition(slug, `has a type below baseUri, where only "${baseUri}${slug}" leads to its page`);
  }
}

function checkTexts(problem: ProblemDefinition, languages: ProblemLanguages, language: string): void {
  const { slug, title } = problem;
  if (typeof title === 'function')
    failDefinition(slug, 'has a function as its title, but titles are constant');
  const words = languages.definitionWords(problem, language);
  if (textIn(title, language) === undefined && !languages.translates(slug, language)) {
    failDefinition(slug, `needs a title in "${language}"`);
  }
  for (const member of LANGUAGE_MEMBERS) {
    if (typeof problem[member] === 'object' && words[member] === undefined) {
      failDefinition(slug, `needs a ${member} in "${language}"`);
    }
  }
}

function checkFunctions(problem: ProblemDefinition): void {
  if (problem.error !== undefined && typeof problem.error !== 'function') {
    failDefinition(problem.slug, 'needs a class as its error');
  }
  for (const member of ['detail', 'extensions', 'headers'] as const) {
    if (typeof problem[member] === 'function' && !problem.error) {
      failDefinition(
        problem.slug,
        `has a function as its ${member}, so it needs an error class to call it with`,
      );
    }
  }
}

function checkMembers(problem: ProblemDefinition, languages: ProblemLanguages, language: string): void {
  for (const [name, { description }] of Object.entries(problem.members ?? {})) {
    if (description !== undefined && languages.memberWords(problem, name, language) === undefined) {
      failDefinition(problem.slug, `needs the description of its extension "${name}" in "${language}"`);
    }
  }
}

function checkNames({ slug, members = {}, example = {} }: ProblemDefinition): void {
  for (const name of [...Object.keys(members), ...Object.keys(example)]) {
    if (isReserved(name)) failDefinition(slug, `cannot have an extension "${name}", which every problem has`);
    if (!isExtensionName(name)) {
      failDefinition(
        slug,
        `has an extension "${name}": names start with a letter and have three or more of letters, digits and "_"`,
      );
    }
  }
}
