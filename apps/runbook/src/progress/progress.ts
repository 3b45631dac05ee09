import { Listr, ListrLogger, ProcessOutput } from 'listr2';
import type { Cli } from '../cli/cli.js';
import type { LocalizedText } from '../localized-text.js';

/** Says how far something is. */
export type Say = (text: LocalizedText) => void;

/** Does something that takes a while, and lets people see it. */
export type Progress = <Result>(title: LocalizedText, act: (say: Say) => Promise<Result>) => Promise<Result>;

/** On the error output, so that what a command answers stays alone; with `--json` nowhere. */
export function progressOf({ err, options, language }: Pick<Cli, 'err' | 'options' | 'language'>): Progress {
  return async (title, act) => {
    if (options().json) return act(() => undefined);
    const output = err as NodeJS.WriteStream;
    const done: { result?: Awaited<ReturnType<typeof act>> } = {};
    const task = {
      title: title[language()],
      task: async (_: unknown, wrapper: { output: string }) => {
        done.result = await act((text) => void (wrapper.output = text[language()]));
      },
    };
    const logger = new ListrLogger<never>({
      useIcons: output.isTTY,
      processOutput: new ProcessOutput(output, output),
    });
    const list = output.isTTY
      ? new Listr([task], { renderer: 'default', rendererOptions: { logger } })
      : new Listr([task], { renderer: 'simple', rendererOptions: { logger } });
    await list.run();
    // Whoever comes here has a result: the task throws otherwise.
    return done.result as Awaited<ReturnType<typeof act>>;
  };
}
