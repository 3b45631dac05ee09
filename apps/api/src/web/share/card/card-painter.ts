import { extname } from 'node:path';
import { Resvg } from '@resvg/resvg-js';

/** It runs as TypeScript, too, where nothing says `.js`. */
const own = <Module>(name: string) => import(`./${name}${extname(import.meta.filename)}`) as Promise<Module>;
const { OutlineFont } = await own<typeof import('./outline-font.js')>('outline-font');
const { outlineText } = await own<typeof import('./outline-text.js')>('outline-text');

const files = JSON.parse(process.argv[2] ?? '{}') as Readonly<Record<string, string>>;
const fonts = new Map<number, InstanceType<typeof OutlineFont>>();

function fontOf(weight: number): InstanceType<typeof OutlineFont> {
  const known = fonts.get(weight);
  if (known) return known;
  const file = files[weight];
  if (file === undefined) throw new Error(`No font has the weight ${weight}.`);
  const font = new OutlineFont(file);
  fonts.set(weight, font);
  return font;
}

/** Nothing is left to be shaped. */
const NO_FONTS = { loadSystemFonts: false } as const;

process.on('message', (svg: string) => {
  try {
    process.send?.({ result: new Resvg(outlineText(svg, fontOf), { font: NO_FONTS, logLevel: 'off' }).render().asPng() }); // prettier-ignore
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.message : String(error) });
  }
});
process.on('disconnect', () => process.exit());
