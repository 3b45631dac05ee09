import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { map, type Observable } from 'rxjs';
import { visitOf } from '../visits/visits.js';
import { routeTemplate } from '../visits/route-template.js';
import type { Visit } from '../visits/visit.js';
import { adPagePolicy, pagePolicy } from '../security/content-policies.js';
import { AdPlacement } from '../ads/ad-placement.js';
import { PageAnswer, SeeOther } from './answers.js';
import { Pages } from './pages.js';

/** Sends what handlers of pages answer. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(
    private readonly pages: Pages,
    private readonly ads: AdPlacement,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const visit = visitOf(context);
    const response = context.switchToHttp().getResponse<unknown>();
    const route = routeTemplate(context);
    return next.handle().pipe(
      map((answer: unknown) => {
        if (answer instanceof PageAnswer) return this.show(answer, { visit, route }, response);
        if (answer instanceof SeeOther) return this.goOn(answer, response);
        return answer;
      }),
    );
  }

  private show(
    { definition, model, status }: PageAnswer,
    { visit, route }: { readonly visit: Visit; readonly route: string | undefined },
    response: unknown,
  ): string {
    const { language, path, nonce } = visit;
    const moment = { language, path, nonce, route, csrfToken: () => visit.csrfToken() };
    const html = this.pages.render(definition, model, moment);
    const ad = this.ads.adFor({ definition, status, html }, visit);
    const body = ad ? this.pages.render(definition, model, { ...moment, ad }) : html;
    this.head(response, status, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': visit.language,
      'Content-Security-Policy': ad ? adPagePolicy(nonce) : pagePolicy(nonce),
      Link: this.pages.preloads(body),
      Vary: 'Accept-Language, Cookie',
      // Other pages are about people, and a browser is often shared.
      'Cache-Control': definition.indexable ? 'private, no-cache' : 'private, no-store',
    });
    return body;
  }

  private goOn({ path }: SeeOther, response: unknown): string {
    if (!/^\/(?![/\\])/.test(path)) throw new Error('seeOther() goes to a path of this site.');
    this.head(response, 303, { Location: path, 'Cache-Control': 'private, no-store' });
    return '';
  }

  private head(response: unknown, status: number, headers: Readonly<Record<string, string>>): void {
    const { httpAdapter } = this.adapterHost;
    httpAdapter.status(response, status);
    for (const [name, value] of Object.entries(headers)) httpAdapter.setHeader(response, name, value);
  }
}
