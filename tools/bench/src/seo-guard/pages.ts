import { Controller, Get, type DynamicModule } from '@nestjs/common';
import { SeoGuardModule, type PathRule } from '@couplekit/seo-guard';

/** The same answer at a path that is declared open, at one for no crawler, and at a sensitive one. */
@Controller(['open', 'closed', 'secret'])
export class PagesController {
  @Get(':id')
  page(): { readonly hello: string } {
    return { hello: 'world' };
  }
}

const RULES: readonly PathRule[] = [
  { path: '/open/:id', robots: {} },
  { path: '/closed{/*path}', robots: { noindex: true, nofollow: true } },
  { path: '/secret{/*path}', sensitive: true },
];

/** As many rules as a large application has, each for paths of its own. */
const OTHERS: readonly PathRule[] = Array.from({ length: 97 }, (_, at) => ({
  path: `/area-${at}/:id{/*rest}`,
  robots: { noindex: true },
}));

/** By name, what an application imports. */
export const STACKS = {
  bare: () => [],
  guarded: () => [SeoGuardModule.forRoot({ rules: RULES })],
  'guarded, 100 rules': () => [SeoGuardModule.forRoot({ rules: [...OTHERS, ...RULES] })],
} as const satisfies Readonly<Record<string, () => readonly DynamicModule[]>>;

export type StackName = keyof typeof STACKS;
