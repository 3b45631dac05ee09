import type { Page } from './page-definition.js';

/** What a handler of a page answers: a page, with what its view is given. */
export class PageAnswer {
  constructor(
    readonly definition: Page,
    readonly model: object,
    readonly status: number,
  ) {}
}

/** What a handler answers after a form has done something (RFC 9110 section 15.4.4): reload shows, and repeats nothing. */
export class SeeOther {
  /** @param path of this site, beginning with one slash */
  constructor(readonly path: string) {}
}

/** A page as an answer; `status` 422 for a form that comes back with errors. */
export function page<Model extends object>(definition: Page<Model>, model: Model, status = 200): PageAnswer {
  return new PageAnswer(definition, model, status);
}

/** Goes on to another page of this site. */
export function seeOther(path: string): SeeOther {
  return new SeeOther(path);
}
