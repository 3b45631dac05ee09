import { Injectable } from '@nestjs/common';
import { SeoGuard } from '@couplekit/seo-guard';

@Injectable()
export class WhyClosed {
  constructor(private readonly guard: SeoGuard) {}

  sources(url: string): readonly string[] {
    return this.guard.explain(url).rules.map(({ source, robots }) => `${source}: ${robots}`);
  }
}
