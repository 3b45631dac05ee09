import { Body, Get, Module, Param, Post } from '@nestjs/common';
import type { ParticipantActor } from '@couplekit/couple-core';
import { ADAPTERS } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { page, seeOther, type PageAnswer, type SeeOther } from '../../src/web/pages/answers.js';
import { PageController } from '../../src/web/pages/page-controller.decorator.js';
import { continuePage } from '../../src/web/entry/entry.page.js';
import { BrowserSessions } from '../../src/web/sessions/browser-sessions.js';
import { dropLinkToken, linkToken } from '../../src/web/sessions/link-tokens.js';
import { ForParticipant, Me } from '../../src/web/sessions/participant.guard.js';
import { CurrentVisit } from '../../src/web/visits/current-visit.js';
import type { Visit } from '../../src/web/visits/visit.js';
import { joinedCouple, type Couple } from '../couple-client.js';
import { runApi, type RunningApi } from '../running-api.js';
import { BrowserClient } from './browser-client.js';

@PageController('probe/:sessionId')
@ForParticipant()
class ProbeController {
  constructor(private readonly sessions: BrowserSessions) {}

  @Get()
  show(@Me() me: ParticipantActor): PageAnswer {
    return page(continuePage, { action: `${me.role} of ${me.sessionId}`, invalid: false });
  }

  @Post()
  go(@Body() form: { readonly to?: unknown }): SeeOther {
    return seeOther(String(form.to));
  }

  @Post('leave')
  async leave(@CurrentVisit() visit: Visit, @Param('sessionId') id: string): Promise<SeeOther> {
    await this.sessions.end(visit);
    return seeOther(`/probe/${id}`);
  }
}

@PageController('arrived')
class ArrivedController {
  @Get()
  show(@CurrentVisit() visit: Visit): PageAnswer {
    const action = `invited by ${linkToken(visit, 'invite') ?? 'nobody'}`;
    dropLinkToken(visit, 'invite');
    return page(continuePage, { action, invalid: false });
  }
}

@Module({ controllers: [ProbeController, ArrivedController] })
class ProbeModule {}

describe.each(ADAPTERS)('a page for a partner on %s', (adapter) => {
  let api: RunningApi;
  let couple: Couple;
  let browser: BrowserClient;
  beforeAll(async () => {
    api = await runApi(adapter, { imports: [{ module: ProbeModule }] });
    couple = await joinedCouple(api.url);
    browser = new BrowserClient(api.url);
    await browser.submit('/continue', { link: couple.b });
  });
  afterAll(() => api[Symbol.asyncDispose]());

  it('knows which partner the browser acts for', async () => {
    for (const id of [couple.id, couple.id.toUpperCase()]) {
      const answer = await browser.get(`/probe/${id}`);
      expect(answer.status).toBe(200);
      expect(answer.text).toContain(`B of ${couple.id}`);
    }
  });

  it('is for nobody else: another couple, a stranger, no session at all', async () => {
    const other = await joinedCouple(api.url);
    const stranger = new BrowserClient(api.url);
    for (const answer of [
      await browser.get(`/probe/${other.id}`),
      await browser.get('/probe/x'),
      await stranger.get(`/probe/${couple.id}`),
      await stranger.post(`/probe/${couple.id}`, { to: '/' }),
    ]) {
      expect([401, 403]).toContain(answer.status);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    }
    expect((await stranger.get(`/probe/${couple.id}`)).text).toContain('이 기기에서는 아직 열 수 없어요');
    expect((await stranger.get(`/probe/${couple.id}`)).text).toContain('href="/continue"');
  });

  it('closes when the access token is revoked, or when nobody has come for 30 days; coming prolongs', async () => {
    const other = await joinedCouple(api.url);
    await browser.submit('/continue', { link: other.a });
    const status = async () => (await browser.get(`/probe/${other.id}`)).status;
    const set = (table: string, sql: string) =>
      api.dataSource.query(`UPDATE ${table} SET ${sql} WHERE session_id = $1`, [other.id]);
    await set('couple_access_token', 'revoked_at = now()');
    expect(await status()).toBe(401);
    await set('couple_access_token', 'revoked_at = NULL');
    await set('web_browser_grant', "expires_at = now() + interval '1 minute'");
    expect(await status()).toBe(200);
    const [row] = await api.dataSource.query<{ prolonged: boolean }[]>(
      "SELECT expires_at > now() + interval '29 days' AS prolonged FROM web_browser_grant WHERE session_id = $1",
      [other.id],
    );
    expect(row).toEqual({ prolonged: true });
    await set('web_browser_grant', 'expires_at = now()');
    expect(await status()).toBe(401);
  });

  it('goes on to pages of this site only', async () => {
    const go = (to: string) => browser.submit(`/probe/${couple.id}`, { to });
    expect((await go('/s/1')).headers.get('location')).toBe('/s/1');
    for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', 's']) {
      const answer = await go(to);
      expect([answer.status, answer.headers.get('location')]).toEqual([500, null]);
    }
  });

  it('can be left for good on a device that others use, too', async () => {
    const shared = new BrowserClient(api.url);
    await shared.submit('/continue', { link: couple.a });
    const before = new Map(shared.cookies);
    const token =
      /name="_csrf" value="([^"]+)"/.exec((await shared.get(`/probe/${couple.id}`)).text)?.[1] ?? '';
    expect((await shared.post(`/probe/${couple.id}/leave`, { _csrf: token })).status).toBe(303);
    expect(shared.cookies.has('__Host-browser')).toBe(false);
    for (const [name, value] of before) shared.cookies.set(name, value);
    expect((await shared.get(`/probe/${couple.id}`)).status).toBe(401);
  });

  it('learns by which link somebody came, until it is used', async () => {
    const token = 't'.repeat(43);
    const invited = new BrowserClient(api.url);
    const opened = await invited.submit('/invite', { link: ` https://couple.example/invite#${token}\n` });
    expect(opened.headers.getSetCookie()).toContainEqual(
      `__Host-invite=${token}; Max-Age=3600; Path=/; HttpOnly; Secure; SameSite=Lax`,
    );
    expect((await invited.get('/arrived')).text).toContain(`invited by ${token}`);
    expect((await invited.get('/arrived')).text).toContain('invited by nobody');
  });
});
