import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Liquid, type Template } from 'liquidjs';
import { escapeText } from './markup.js';

const EXTENSION = '.liquid';

/**
 * The views of a folder, parsed once. They are read at the start and never again: a view can reach no file. Everything that
 * a view prints is escaped but `Markup`; variables, filters and views that do not exist are errors.
 */
export class Templates {
  private readonly engine: Liquid;
  private readonly parsed: ReadonlyMap<string, Template[]>;

  /** @throws {Error} naming the view that cannot be parsed or prints something `raw` */
  constructor(folder: string, filters: Readonly<Record<string, (...values: never[]) => unknown>> = {}) {
    const sources = readViews(folder);
    this.engine = new Liquid({
      templates: Object.fromEntries(sources),
      extname: EXTENSION,
      cache: true,
      relativeReference: false,
      outputEscape: escapeText,
      strictFilters: true,
      strictVariables: true,
      lenientIf: true,
      ownPropertyOnly: true,
    });
    for (const [name, filter] of Object.entries({ fill, ...filters })) {
      this.engine.registerFilter(name, filter as () => unknown);
    }
    this.parsed = new Map(
      sources.map(([name, source]) => [name.slice(0, -EXTENSION.length), this.engine.parse(source, name)]),
    );
  }

  /** Names of all views. */
  get names(): readonly string[] {
    return [...this.parsed.keys()];
  }

  /**
   * Renders a view.
   * @param model what only this view sees
   * @param globals what the layout and the components see, too
   * @throws {Error} for a view that does not exist, or a variable of it that does not
   */
  render(name: string, model: object, globals: object): string {
    const view = this.parsed.get(name);
    if (!view) throw new Error(`There is no view "${name}" in views/.`);
    return String(this.engine.renderSync(view, model, { globals }));
  }
}

function readViews(folder: string): readonly (readonly [name: string, source: string])[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith(EXTENSION));
  return names.map((name) => {
    const source = readFileSync(join(folder, name), 'utf8');
    if (/\|\s*raw\b/.test(source))
      throw new Error(`The view ${name} prints something raw: give it a Markup.`);
    return [name, source] as const;
  });
}

/** `{{ t.greeting | fill: name: nickname }}`: puts values into the `{name}` of a text. */
function fill(text: string, ...values: readonly (readonly [key: string, value: unknown])[]): string {
  const given = new Map(values);
  return text.replaceAll(/\{(\w+)\}/g, (placeholder, key: string) =>
    given.has(key) ? String(given.get(key)) : placeholder,
  );
}
