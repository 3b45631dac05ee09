import { Controller, Get, Header, NotFoundException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { WebOptions } from '../web-options.js';

/** Google's id at the certification authority, the same for every publisher. */
const GOOGLE = 'f08c47fec0942fa0';

/**
 * Who may sell ads of this site: the owner of `AD_CLIENT`, if there is one.
 * @see https://iabtechlab.com/ads-txt/
 * @see https://support.google.com/adsense/answer/12171612
 */
@ApiExcludeController()
@Controller('ads.txt')
export class AdsTxtController {
  constructor(private readonly options: WebOptions) {}

  @Get()
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  show(): string {
    const { adUnit } = this.options;
    if (!adUnit) throw new NotFoundException();
    return `google.com, ${adUnit.client.replace(/^ca-/, '')}, DIRECT, ${GOOGLE}\n`;
  }
}
