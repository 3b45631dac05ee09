import type { DynamicModule } from '@nestjs/common';
import {
  ConfirmedClickModule,
  PostgresPolicyIssueStore,
  type ConfirmedClickModuleOptions,
} from '@couplekit/seo-guard/ads';
import type { DataSource } from 'typeorm';
import type { ApiConfig } from './api-config.js';
import { SlackAlerts } from './slack-alerts.js';

/** Watches the AdSense account, if there is one: what it finds is told in Slack, or else in the log. */
export function confirmedClick(
  { adsense, slackWebhookUrl, publicBaseUrl }: ApiConfig,
  dataSource: DataSource,
  overrides: Partial<ConfirmedClickModuleOptions> = {},
): readonly DynamicModule[] {
  if (adsense === undefined) return [];
  const store = new PostgresPolicyIssueStore({
    query: async (sql, values) => ({ rows: await dataSource.query(sql, values && [...values]) }),
  });
  const alerts = slackWebhookUrl && new SlackAlerts(slackWebhookUrl, new URL(publicBaseUrl).host);
  const useFactory = async (): Promise<ConfirmedClickModuleOptions> => {
    await store.createTable();
    return { ...adsense, store, ...(alerts && { alerts }), ...overrides };
  };
  return [ConfirmedClickModule.forRootAsync({ useFactory })];
}
