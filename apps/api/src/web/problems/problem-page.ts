import type { ProblemPage, ProblemPageRenderer } from '@couplekit/problem-details';
import { chooseLanguage, isLanguage, type Language } from '../pages/language.js';
import { definePage } from '../pages/page-definition.js';
import type { Pages } from '../pages/pages.js';
import { PROBLEM_PAGE_POLICY } from '../security/content-policies.js';
import { problemWords } from './problem-words.js';

interface ProblemModel {
  readonly title: string;
  readonly detail: string;
  readonly requestId: string;
  /** Where a person can go on. */
  readonly next: { readonly path: string; readonly text: string };
}

const TEXTS = {
  ko: { title: '', requestId: '문의하실 때 이 번호를 알려 주세요' },
  en: { title: '', requestId: 'If you ask us for help, quote this number' },
} as const;

/** Problems as pages of this site, in the words of people. */
export function problemPage(pages: Pages): ProblemPageRenderer {
  return (problem, language) => {
    const reader = isLanguage(language) ? language : chooseLanguage();
    const { title, ...rest } = wordsFor(problem, reader);
    const definition = definePage<ProblemModel>()('problem', {
      texts: { ko: { ...TEXTS.ko, title }, en: { ...TEXTS.en, title } },
    });
    const model = { title, ...rest, requestId: problem.request_id ?? '' };
    // No switch of the language: the address may be one that only takes a form.
    const body = pages.render(definition, model, { language: reader, path: '', nonce: '' });
    return {
      body,
      headers: { 'Content-Security-Policy': PROBLEM_PAGE_POLICY, Link: pages.preloads(body) },
    };
  };
}

function wordsFor(problem: ProblemPage, language: Language): Omit<ProblemModel, 'requestId'> {
  const own = problemWords[language];
  const slug = problem.type.replace(/^.*[/#]/, '');
  const { title, detail } = own.bySlug[slug] ?? own.byStatus[problem.status] ?? problem;
  const next = slug === 'unauthorized' || slug === 'participant-invalid' ? own.open : own.home;
  return { title, detail: detail ?? '', next };
}
