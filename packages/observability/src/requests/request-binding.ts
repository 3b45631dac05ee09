import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { bindAdapter } from './adapter-binding.js';
import { RequestTracker } from './request-tracker.js';

/** What Node's HTTP server says of every request, also of those that it answers itself: without Host, with an odd Expect. */
const REQUEST_START = 'http.server.request.start';

interface RequestStart {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly server: Server;
}

/** Installs request tracking in the application's HTTP adapter and servers, if it has some. */
@Injectable()
export class RequestBinding implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly tracker: RequestTracker,
  ) {
    // In the constructor: `app.init()` registers body parsers and middleware before any lifecycle hook runs.
    if (host.httpAdapter) bindAdapter(host.httpAdapter, tracker);
    // A testing module gets its adapter after its providers.
    else host.init$.subscribe(() => host.httpAdapter && bindAdapter(host.httpAdapter, tracker));
  }

  onModuleInit(): void {
    if (this.host.httpAdapter) subscribe(REQUEST_START, this.onRequestStart);
  }

  onApplicationShutdown(): void {
    unsubscribe(REQUEST_START, this.onRequestStart);
  }

  private readonly onRequestStart = (message: unknown): void => {
    const { request, response, server } = message as RequestStart;
    if (this.serves(server)) this.tracker.enter(this.tracker.track(request, response));
  };

  /** For `localhost` Fastify opens a second server, which shares nothing with the first but the function that routes. */
  private serves(server: Server): boolean {
    const { httpAdapter } = this.host;
    if (server === httpAdapter.getHttpServer()) return true;
    const { routing } = httpAdapter.getInstance<{ readonly routing?: RequestListener }>();
    return routing !== undefined && server.listeners('request').includes(routing);
  }
}
