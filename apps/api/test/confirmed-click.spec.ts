import { ADAPTERS, eventually, FakeAdSense, startFakeSlack, type FakeSlack } from '@couplekit/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readApiConfig } from '../src/api-config.js';
import { runApi } from './running-api.js';

/** As pino writes it. */
const WARN = 40;

let adsense: FakeAdSense;
let slack: FakeSlack;
beforeEach(async () => {
  [adsense, slack] = await Promise.all([FakeAdSense.start(), startFakeSlack()]);
});
afterEach(async () => {
  await adsense[Symbol.asyncDispose]();
  await slack[Symbol.asyncDispose]();
});

const env = () => {
  const { account, clientId, clientSecret, refreshToken } = adsense.access;
  return {
    ADSENSE_ACCOUNT: account,
    ADSENSE_CLIENT_ID: clientId,
    ADSENSE_CLIENT_SECRET: clientSecret,
    ADSENSE_REFRESH_TOKEN: refreshToken,
  };
};
const confirmedClick = () => {
  const { apiUrl, tokenUrl } = adsense.access;
  return { apiUrl, tokenUrl, intervalMs: 20, retries: 0 };
};

describe.each(ADAPTERS)('Confirmed Click in the service on %s', (adapter) => {
  it('is told in Slack when it comes and when it goes, Korean first', async () => {
    adsense.issues = [
      { id: '1', siteSection: 'couple.example/quiz<b>?secret=hunter', entityType: 'SITE_SECTION' },
    ];
    await using api = await runApi(adapter, {
      env: { ...env(), SLACK_WEBHOOK_URL: slack.url },
      confirmedClick: confirmedClick(),
    });
    slack.behave({ status: 500 });
    await eventually(() => slack.posts.length >= 2);
    adsense.issues = [];
    await eventually(() => slack.posts.length >= 3);
    const [, added, cleared] = slack.posts.map(({ body }) => body);
    expect(added?.text).toBe(
      '🚨 [couple.example] AdSense: couple.example/quiz<b>에 광고 클릭 확인(Confirmed Click) 적용',
    );
    expect(added?.blocks[2]?.elements?.[0]?.text).toContain('on couple.example/quiz&lt;b&gt;.');
    expect(cleared?.text).toMatch(/^✅ /);
    const log = JSON.stringify(api.log.lines);
    for (const secret of [
      slack.url,
      adsense.access.refreshToken,
      adsense.access.clientSecret,
      'ya29.secret',
    ]) {
      expect(log).not.toContain(secret);
    }
  });

  it('is a warning in the log where there is no Slack', async () => {
    adsense.issues = [{ id: '1' }];
    await using api = await runApi(adapter, { env: env(), confirmedClick: confirmedClick() });
    const line = await eventually(() =>
      api.log.lines.find(({ msg }) => String(msg).includes('광고 클릭 확인(Confirmed Click) 적용')),
    );
    expect(line['level']).toBe(WARN);
  });
});

describe('ADSENSE_ variables', () => {
  it('without any, nothing is watched', () => {
    expect(readApiConfig({}).adsense).toBeUndefined();
  });

  it.each(Object.keys(someEnv()))('%s is needed where another is set', (name) => {
    expect(() => readApiConfig({ ...someEnv(), [name]: ' ' })).toThrow(
      new RegExp(`; ${name} is missing\\.$`),
    );
  });

  it.each([
    ['ADSENSE_ACCOUNT', 'ca-pub-1234567890123456'],
    ['ADSENSE_CLIENT_SECRET', 'GOCSPX hunter'],
    ['ADSENSE_REFRESH_TOKEN', '1//hunter hunter'],
  ])('%s is checked, and its value not repeated', (name, value) => {
    const read = () => readApiConfig({ ...someEnv(), [name]: value });
    expect(read).toThrow(new RegExp(`^${name} must `));
    expect(read).not.toThrow('hunter');
  });
});

function someEnv() {
  return {
    ADSENSE_ACCOUNT: 'pub-1234567890123456',
    ADSENSE_CLIENT_ID: 'client',
    ADSENSE_CLIENT_SECRET: 'secret',
    ADSENSE_REFRESH_TOKEN: 'token',
  };
}
