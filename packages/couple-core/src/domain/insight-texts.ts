import type { LocalizedText } from './localized-text.js';
import { byScale, type ScaleCode } from './questionnaire.js';
export interface InsightText { readonly title: LocalizedText; readonly body: LocalizedText }
export interface HelpResource { readonly name: LocalizedText; readonly phone: string; readonly note?: LocalizedText }
const t = { ko: '가', en: 'a' };
export const SCALE_INSIGHTS: Readonly<Record<ScaleCode, InsightText>> = byScale(() => ({ title: t, body: t }));
export const FLAG_INSIGHTS = { SAFETY: { title: t, body: t }, PURSUIT_WITHDRAW: { title: t, body: t }, COGNITIVE: { title: t, body: t }, PLANNING_GAP: { title: t, body: t } };
export const HELP_RESOURCES: readonly HelpResource[] = [{ name: t, phone: '1366' }];
