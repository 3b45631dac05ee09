import type { ServerResponse } from 'node:http';
import { Controller, Get, Res, type DynamicModule } from '@nestjs/common';
import type { CapturedLines } from '@couplekit/testkit';
import { ObservabilityModule, type Telemetry } from '../src/index.js';

interface Reply {
  readonly raw?: ServerResponse;
  header(name: string, value: string): unknown;
}

const rawOf = (reply: Reply) => reply.raw ?? (reply as unknown as ServerResponse);

/** Handlers that set, append, double or remove the id's header, by every way that Node and the frameworks offer. */
@Controller()
class HeaderThieves {
  @Get('framework')
  framework(@Res({ passthrough: true }) reply: Reply) {
    reply.header('X-Request-ID', 'theirs');
    return 'x';
  }

  @Get('set')
  set(@Res() reply: Reply) {
    rawOf(reply).setHeader('X-Request-ID', ['theirs', 'theirs too']).end();
  }

  @Get('append')
  append(@Res() reply: Reply) {
    rawOf(reply).appendHeader('x-request-id', 'theirs').end();
  }

  @Get('remove')
  remove(@Res() reply: Reply) {
    const raw = rawOf(reply);
    for (const name of raw.getHeaderNames()) raw.removeHeader(name);
    raw.end();
  }

  @Get('write-head')
  writeHead(@Res() reply: Reply) {
    rawOf(reply).writeHead(200, 'Fine', { 'X-Request-Id': 'theirs', 'X-Other': 'kept' }).end();
  }

  @Get('write-head-flat')
  writeHeadFlat(@Res() reply: Reply) {
    rawOf(reply)
      .writeHead(200, ['X-Request-ID', 'theirs', 'X-Other', 'kept', 'x-request-id', 'theirs too'])
      .end();
  }
}

export const THIEVES = ['framework', 'set', 'append', 'remove', 'write-head', 'write-head-flat'] as const;

export class HeaderThievesModule {
  static of(telemetry: Telemetry, log: CapturedLines): DynamicModule {
    return {
      module: HeaderThievesModule,
      imports: [ObservabilityModule.forRoot({ telemetry, logDestination: log })],
      controllers: [HeaderThieves],
    };
  }
}
