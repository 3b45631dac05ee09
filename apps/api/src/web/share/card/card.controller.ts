import {
  BadRequestException,
  Controller,
  Get,
  NotFoundException,
  Param,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiExcludeController } from '@nestjs/swagger';
import { ShareService } from '@couplekit/couple-core';
import { RateLimited } from '../../rate-limits/rate-limit.decorator.js';
import { CARD_STYLES } from './card-layout.js';
import { noneMatchNames } from './entity-tag.js';
import { ShareCards } from './share-cards.js';

interface CardRequest {
  readonly headers: { readonly 'if-none-match'?: string | undefined };
}

/** Ten minutes: so long may a picture of an ended share go on in caches of others. */
const CACHE_CONTROL = 'public, max-age=600';

/** Pictures for previews of links and for stories. What they show is asked anew every time; what is painted is kept. */
@ApiExcludeController()
@Controller('share/og')
@RateLimited('shares')
export class CardController {
  constructor(
    private readonly shares: ShareService,
    private readonly cards: ShareCards,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  /** @param file the token and `.png`: Fastify and Express do not write a parameter with an ending the same way */
  @Get(':file')
  async show(
    @Param('file') file: string,
    @Query('style') wanted: unknown,
    @Req() { headers }: CardRequest,
    @Res({ passthrough: true }) response: unknown,
  ): Promise<StreamableFile | undefined> {
    const [, token] = /^(.+)\.png$/.exec(file) ?? [];
    if (token === undefined) throw new NotFoundException();
    const style = wanted === undefined ? 'link' : CARD_STYLES.find((known) => known === wanted);
    if (!style) throw new BadRequestException(`The style must be one of: ${CARD_STYLES.join(', ')}.`);
    const card = this.cards.cardOf(await this.shares.viewShare(token), style);
    const unchanged = noneMatchNames(headers['if-none-match'], card.tag);
    const png = unchanged ? undefined : await card.png();
    // Not before: what fails has headers of its own.
    const { httpAdapter } = this.adapterHost;
    httpAdapter.setHeader(response, 'ETag', card.tag);
    httpAdapter.setHeader(response, 'Cache-Control', CACHE_CONTROL);
    // Other sites may show it: that is what it is for.
    httpAdapter.setHeader(response, 'Cross-Origin-Resource-Policy', 'cross-origin');
    if (png) return new StreamableFile(png, { type: 'image/png', length: png.length });
    httpAdapter.status(response, 304);
    return undefined;
  }
}
