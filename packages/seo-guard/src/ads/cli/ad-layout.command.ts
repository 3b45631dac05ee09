import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { checkAdLayout } from '../layout/check-ad-layout.js';
import { PageUnavailableError } from '../layout/page-unavailable.error.js';
import type { AdLanguage } from '../localized-sentence.js';
import { EXIT_CODE } from './exit-code.js';
import { CannotCheckError, openBrowser } from './open-browser.js';
import { tellReport } from './tell-report.js';

/** What the command knows of the world around it. */
export interface AdLayoutCli {
  readonly out: NodeJS.WritableStream;
  /** Language where `--lang` names none. */
  readonly language: AdLanguage;
  readonly exitWith: (code: number) => void;
}

interface Options {
  readonly lang?: AdLanguage;
  readonly json?: string;
  readonly screenshots?: string;
  readonly browser?: string;
  readonly strict?: boolean;
}

/** `couplekit-ad-layout URL...` */
export function adLayoutCommand({ out, language, exitWith }: AdLayoutCli): Command {
  return new Command('couplekit-ad-layout')
    .description('look for ads that people click without meaning to / 실수로 누르기 쉬운 광고를 찾습니다')
    .argument('<url...>', 'pages to open / 확인할 페이지', urls)
    .option('--json <file>', 'evidence as JSON, with every rectangle / 증거를 JSON으로 저장')
    .option('--screenshots <folder>', 'pictures with ads and findings drawn / 표시한 화면을 저장할 폴더')
    .option('--browser <path>', "Chromium to use; default: Playwright's own / 사용할 Chromium")
    .option('--strict', 'warnings fail too / 주의도 실패로 처리')
    .option('--lang <ko|en>', 'language of what people read; default: by LC_ALL or LANG / 언어', languageOf)
    .exitOverride()
    .action(async (pages: readonly string[], { lang, json, screenshots, browser, strict }: Options) => {
      await using opened = await openBrowser(browser);
      const report = await checkAdLayout(opened.page, pages, { ...(screenshots && { screenshots }) });
      if (json) await writeEvidence(json, report);
      out.write(tellReport(report, lang ?? language));
      const failed = !report.passed || (strict && report.warnings > 0);
      exitWith(failed ? EXIT_CODE.found : EXIT_CODE.passed);
    });
}

/** One sentence about why nothing could be checked; `undefined` for what nobody expected. */
export function tellFailure(error: unknown, language: AdLanguage): string | undefined {
  const isTold = error instanceof CannotCheckError || error instanceof PageUnavailableError;
  return isTold ? error.text[language] : undefined;
}

async function writeEvidence(path: string, report: object): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(report, undefined, 2)}\n`);
  } catch (cause) {
    const text = { en: `${path} cannot be written.`, ko: `${path} 파일을 쓸 수 없습니다.` };
    throw new CannotCheckError(text, { cause });
  }
}

function urls(value: string, previous: readonly string[] = []): readonly string[] {
  if (!/^https?:$/.test(URL.parse(value)?.protocol ?? ''))
    throw new InvalidArgumentError('an http or https address is needed / http 또는 https 주소가 필요합니다');
  return [...previous, value];
}

function languageOf(value: string): AdLanguage {
  if (value === 'ko' || value === 'en') return value;
  throw new InvalidArgumentError('ko or en');
}
