import { Injectable, type ExecutionContext } from '@nestjs/common';
import { WebOptions } from '../web-options.js';
import { rawExchange, type RawExchange } from './raw-exchange.js';
import { VisitCookies } from './visit-cookies.js';
import { Visit } from './visit.js';

const VISIT = Symbol('couplekit.visit');

type Visited = RawExchange['request'] & { [VISIT]?: Visit };

/** The visit that a request is. */
@Injectable()
export class Visits {
  readonly cookies: VisitCookies;

  constructor({ publicBaseUrl }: WebOptions) {
    this.cookies = new VisitCookies(publicBaseUrl.startsWith('https:'));
  }

  /** The same visit whoever asks. */
  of(context: ExecutionContext): Visit {
    const exchange = rawExchange(context);
    const request: Visited = exchange.request;
    return (request[VISIT] ??= new Visit(exchange, this.cookies));
  }
}

/** The visit that a guard has made of this request. */
export function visitOf(context: ExecutionContext): Visit {
  const { [VISIT]: visit }: Visited = rawExchange(context).request;
  if (!visit) throw new Error('This route is not a page: use @PageController().');
  return visit;
}
