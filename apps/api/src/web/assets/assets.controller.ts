import { Controller, Get, NotFoundException, Req, Res, StreamableFile } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiExcludeController } from '@nestjs/swagger';
import { AssetLibrary, type Encoding } from './asset-library.js';

/** A year, the most that is of use; the address of a file changes with its content. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** For a file that is not the one that its address says. */
const FOR_A_MINUTE = 'public, max-age=60';

interface AssetRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Files of the pages: style, scripts, fonts. */
@ApiExcludeController()
@Controller('assets')
export class AssetsController {
  constructor(
    private readonly library: AssetLibrary,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  /** One folder in a folder at most: Fastify and Express do not write wildcards the same way. */
  @Get([':version/:file', ':version/:folder/:file'])
  async serve(
    @Req() request: AssetRequest,
    @Res({ passthrough: true }) response: unknown,
  ): Promise<StreamableFile> {
    const path = request.url.replace(/^\/assets\/|\?.*$/g, '');
    const exact = this.library.find(path);
    const asset = exact ?? this.library.findOfOtherBuild(path);
    if (!asset) throw new NotFoundException();
    const encoding = asset.compresses ? chooseEncoding(request.headers['accept-encoding']) : undefined;
    const headers = {
      'Cache-Control': exact ? FOR_EVER : FOR_A_MINUTE,
      ...(asset.compresses && { Vary: 'Accept-Encoding' }),
      ...(encoding && { 'Content-Encoding': encoding }),
    };
    for (const [name, value] of Object.entries(headers)) {
      this.adapterHost.httpAdapter.setHeader(response, name, value);
    }
    const body = encoding ? await asset.encodedAs(encoding) : asset.body;
    return new StreamableFile(body, { type: asset.type, length: body.length });
  }
}

/** The best encoding that `Accept-Encoding` allows (RFC 9110 section 12.5.3); undefined for none. */
export function chooseEncoding(acceptEncoding = ''): Encoding | undefined {
  const allowed = acceptEncoding
    .toLowerCase()
    .split(',')
    .map((entry) => entry.trim().split(/\s*;\s*/))
    .filter(([, weight = 'q=1']) => !/^q=0(?:\.0*)?$/.test(weight))
    .map(([name]) => name);
  return (['br', 'gzip'] as const).find((encoding) => allowed.includes(encoding));
}
