import type { BrowserPage } from './browser-page.js';
import { installGeometry } from './in-page/install-geometry.js';
import { installKinds } from './in-page/install-kinds.js';
import { installOpeners } from './in-page/install-openers.js';
import { installShifts, observeShifts } from './in-page/install-shifts.js';
import { installSlots } from './in-page/install-slots.js';
import { installSnapshot } from './in-page/install-snapshot.js';
import { installTree } from './in-page/install-tree.js';
import type { Kit, KitOptions } from './in-page/kit.js';

const PARTS = [
  installTree,
  installGeometry,
  installKinds,
  installSlots,
  installSnapshot,
  installOpeners,
  installShifts,
];

/** The methods of the kit that are called from outside, with what comes back as JSON. */
type Called = Pick<
  Kit,
  | 'snapshot'
  | 'remember'
  | 'openers'
  | 'showOpener'
  | 'open'
  | 'close'
  | 'scrollTo'
  | 'settle'
  | 'fill'
  | 'loading'
>;

/** The kit of one page in a browser. */
export class PageKit {
  constructor(
    private readonly page: BrowserPage,
    private readonly options: KitOptions,
  ) {}

  /** Once for a page: whatever it opens from now on is observed from its beginning. */
  async observe(): Promise<void> {
    await this.page.addInitScript({
      content: `(${observeShifts.toString()})(${JSON.stringify(this.options)})`,
    });
  }

  /** After every navigation. */
  async install(): Promise<void> {
    const parts = PARTS.map((part) => `(${part.toString()})(kit);`).join('\n');
    await this.page.evaluate(
      `(() => { const kit = { options: ${JSON.stringify(this.options)} };\n${parts}\nwindow.__couplekitAdLayout = kit; })()`,
    );
    await this.call('settle');
    await this.call('remember');
  }

  /** Calls a method of the kit in the page. */
  async call<Name extends keyof Called>(
    name: Name,
    ...args: Parameters<Called[Name]>
  ): Promise<Awaited<ReturnType<Called[Name]>>> {
    const written = args.map((arg) => JSON.stringify(arg)).join(', ');
    // What comes back was made by our own function, in the page.
    return (await this.page.evaluate(`window.__couplekitAdLayout.${name}(${written})`)) as Awaited<
      ReturnType<Called[Name]>
    >;
  }
}
