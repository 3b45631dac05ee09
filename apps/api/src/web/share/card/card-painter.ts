import { Resvg } from '@resvg/resvg-js';

/** It imports nothing of ours, so that it runs as TypeScript, too. */
const font = {
  fontFiles: JSON.parse(process.argv[2] ?? '[]') as string[],
  loadSystemFonts: false,
  defaultFontFamily: 'Pretendard',
};

process.on('message', (svg: string) => {
  try {
    process.send?.({ png: new Resvg(svg, { font, logLevel: 'off' }).render().asPng() });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.message : String(error) });
  }
});
process.on('disconnect', () => process.exit());
