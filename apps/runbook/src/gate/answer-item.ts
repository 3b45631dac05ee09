import { conclude, ledgerOf, signerOf, type Cli } from '../cli/cli.js';
import { EXIT_CODES } from '../exit-codes.js';
import { OperatorError } from '../operator-error.js';
import { HUMAN_ITEMS } from './gate-item.js';

/** What a person says. */
export interface GivenAnswer {
  readonly item: string;
  readonly answer: string;
  readonly note: string;
}

/** Keeps a person's answer, signed. @throws {OperatorError} for an item that is not asked of people */
export async function answerItem(cli: Cli, { item, answer, note }: GivenAnswer): Promise<void> {
  const known = HUMAN_ITEMS.find((asked) => asked.item === item);
  if (!known || !['yes', 'no'].includes(answer) || note.trim() === '') {
    const items = HUMAN_ITEMS.map((asked) => asked.item).join(', ');
    throw new OperatorError(
      {
        en: `Answer one of ${items} with yes or no, and a note of what you looked at.`,
        ko: `${items} 중 하나에 yes나 no로 답하고, 무엇을 확인했는지 적어 주세요.`,
      },
      EXIT_CODES.usage,
    );
  }
  const runbook = await cli.runbook();
  const signer = await signerOf(cli, runbook);
  const verdict = answer === 'yes' ? 'pass' : 'fail';
  await ledgerOf(runbook).append({ kind: 'gate.answered', facts: { item, verdict, note, question: known.question.en } }, signer); // prettier-ignore
  conclude(cli, {
    json: { item, verdict, by: signer.name },
    text: {
      en: `${item}: ${answer}, signed by ${signer.name}.`,
      ko: `${item}: ${answer}, ${signer.name} 서명.`,
    },
    exitCode: verdict === 'pass' ? EXIT_CODES.pass : EXIT_CODES.fail,
  });
}
