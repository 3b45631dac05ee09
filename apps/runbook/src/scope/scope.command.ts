import type { Command } from 'commander';
import { conclude, type Cli } from '../cli/cli.js';
import type { Language, LocalizedText } from '../localized-text.js';
import { gitChanges } from './git-changes.js';
import { summarizeChanges, type ChangeSummary } from './summarize-changes.js';

/** `scope`: what a release changes, what to ask, and who has to approve. */
export function registerScope(program: Command, cli: Cli): void {
  program
    .command('scope <base> [head]')
    .description(
      'what changed between two refs, what to ask, who approves / 무엇이 바뀌었고 누가 승인해야 하나요',
    )
    .option('--repository <folder>', 'where the repository is / 저장소', '.')
    .action(
      async (base: string, head: string | undefined, { repository }: { readonly repository: string }) => {
        const summary = summarizeChanges(await gitChanges(repository, base, head ?? 'HEAD'));
        conclude(cli, { json: summary, text: tellSummary(summary) });
      },
    );
}

function tellSummary(summary: ChangeSummary): LocalizedText {
  const { commits, files, added, removed, roles } = summary;
  const areas = Object.entries(summary.areas).map(([area, count]) => `${area} (${count})`).join(', '); // prettier-ignore
  const questions = (language: Language) => summary.questions.map((question) => `  ? ${question[language]}`);
  return {
    en: [
      `${commits} commits, ${files} files, +${added} -${removed}${summary.large ? ', large' : ''}`,
      `Areas: ${areas || 'none that needs a question'}`,
      `Approval by: ${roles.join(', ')}`,
      ...questions('en'),
    ].join('\n'),
    ko: [
      `커밋 ${commits}개, 파일 ${files}개, +${added} -${removed}${summary.large ? ', 큰 변경' : ''}`,
      `영역: ${areas || '따로 물을 것이 없어요'}`,
      `승인할 역할: ${roles.join(', ')}`,
      ...questions('ko'),
    ].join('\n'),
  };
}
