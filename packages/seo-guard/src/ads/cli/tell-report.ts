import type { AdLayoutReport } from '../layout/ad-layout-report.js';
import type { LayoutFinding } from '../layout/layout-finding.js';
import type { Viewport } from '../layout/page-layout.js';
import type { AdLanguage } from '../localized-sentence.js';
import type { SourceKind } from '../policy-source.js';

const WINDOW: Readonly<Record<AdLanguage, Readonly<Record<Viewport['name'], string>>>> = {
  ko: { phone: '휴대폰', tablet: '태블릿', desktop: '데스크톱' },
  en: { phone: 'phone', tablet: 'tablet', desktop: 'desktop' },
};

const SEVERITY: Readonly<Record<AdLanguage, Readonly<Record<LayoutFinding['severity'], string>>>> = {
  ko: { error: '오류', warning: '주의' },
  en: { error: 'error', warning: 'warning' },
};

const KIND: Readonly<Record<AdLanguage, Readonly<Record<SourceKind, string>>>> = {
  ko: {
    'official-number': '공식 수치',
    'policy-text': '정책 문구(측정 방법은 couplekit)',
    'our-default': '수치는 couplekit 기준',
  },
  en: {
    'official-number': 'official number',
    'policy-text': 'policy text, measured our way',
    'our-default': 'the number is ours',
  },
};

/** A report in words: one block for each page and window, then a summary. */
export function tellReport(report: AdLayoutReport, language: AdLanguage): string {
  const blocks = report.pages.map(({ url, layout: { viewport, states }, findings, screenshot }) => {
    const slots = states[0].slots.length;
    const head = `${url}  ${WINDOW[language][viewport.name]} ${viewport.width}x${viewport.height}`;
    const counted = language === 'ko' ? `광고 ${slots}개` : `${slots} ad${slots === 1 ? '' : 's'}`;
    const picture = screenshot ? [`  ${screenshot}`] : [];
    return [`${head}  ${counted}`, ...findings.map((each) => tellFinding(each, language)), ...picture].join(
      '\n',
    );
  });
  return `${[...blocks, summary(report, language)].join('\n\n')}\n`;
}

function tellFinding({ severity, rule, text, sources }: LayoutFinding, language: AdLanguage): string {
  const told = sources.map(({ kind, title, url }) =>
    url ? `    ${KIND[language][kind]}: ${title} ${url}` : `    ${KIND[language][kind]}`,
  );
  return [`  ${SEVERITY[language][severity]} ${rule}: ${text[language]}`, ...told].join('\n');
}

function summary({ errors, warnings, slots }: AdLayoutReport, language: AdLanguage): string {
  if (slots === 0) return language === 'ko' ? '광고가 없습니다.' : 'There are no ads.';
  return language === 'ko'
    ? `오류 ${errors}건, 주의 ${warnings}건`
    : `${errors} error${errors === 1 ? '' : 's'}, ${warnings} warning${warnings === 1 ? '' : 's'}`;
}
