import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { RUNBOOK_CONFIG } from '../src/config/runbook-config.js';
import { GATE_CHECKS } from '../src/gate/gate-checks.js';
import { HUMAN_ITEMS } from '../src/gate/gate-item.js';
import { Workspace } from './workspace.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const COMMAND = /npm run couplekit -- ([^\n`]+)/g;

describe.each(['docs/runbook.md', 'docs/runbook.ko.md'])('%s', (file) => {
  const commands = [...read(file).matchAll(COMMAND)].map(([, words = '']) => words);

  it('names every step', () => {
    const steps = [
      'keys',
      'scope',
      'dry-run',
      'gate',
      'request',
      'approve',
      'rollout',
      'rollback',
      'report',
      'audit',
    ];
    expect(new Set(commands.map((words) => words.split(' ')[0]))).toEqual(new Set(steps));
  });

  it.each([...new Set(commands)])('has a command that there is: %s', async (line) => {
    const words = line.match(/"[^"]*"|\S+/g) ?? [];
    await using workspace = await Workspace.create();
    const [name = '', second = ''] = words;
    // `gate` without a command of its own checks.
    const names = name === 'gate' && second !== 'answer' ? ['gate', 'check'] : second === 'create' || second === 'answer' ? [name, second] : [name]; // prettier-ignore
    const { code, out } = await workspace.run('requester', [...names, '--help']);
    expect(code).toBe(0);
    const { tokens } = parseArgs({ args: words, strict: false, tokens: true });
    for (const token of tokens) if (token.kind === 'option') expect(out).toContain(token.rawName);
  });

  it('explains every item of the gate', () => {
    for (const { item } of [...GATE_CHECKS, ...HUMAN_ITEMS]) expect(read(file)).toContain(`| \`${item}\``);
  });
});

it('the example of a configuration can be used', () => {
  expect(v.safeParse(RUNBOOK_CONFIG, parse(read('deploy/runbook.example.yaml'))).success).toBe(true);
});
