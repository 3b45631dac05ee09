import { checkedAnswer, type AnswerRule } from './checked-answer.js';
import { DOCUMENT_RULES } from './document-rules.js';
import { HEADER_RULES } from './header-rules.js';
import { findLeak } from './leak-rule.js';
import type { ProblemAnswer } from './problem-answer.js';
import {
  RFC9457_CHECKLIST,
  type ChecklistRule,
  type RuleId,
  type RuleLevel,
  type RuleName,
} from './rfc9457-checklist.js';

/** Which rules count, and what they look for. */
export interface CheckOptions {
  /** Rules that do not count, by id or name: `['P14', 'no-store']`. @default none */
  readonly off?: readonly (RuleId | RuleName)[];
  /** Levels that count. @default all levels */
  readonly levels?: readonly RuleLevel[];
  /** Texts that no answer may contain, such as the token that was sent (P22). @default none */
  readonly secrets?: readonly string[];
  /** The method of the request, for P17 and P19, where the response does not know it. @default unknown */
  readonly method?: string;
}

/** A rule that an answer breaks. */
export interface Violation {
  readonly rule: ChecklistRule;
  /** What is wrong: "status is 500, but the response is a 404". */
  readonly found: string;
}

const RULES: Readonly<Record<RuleId, AnswerRule>> = { ...DOCUMENT_RULES, ...HEADER_RULES, P22: findLeak };

/** The rules of the checklist that an answer breaks, in the order of the checklist. */
export function checkProblem(answer: ProblemAnswer, options: CheckOptions = {}): readonly Violation[] {
  const { off = [], levels, secrets = [], method = answer.method } = options;
  const checked = checkedAnswer(
    { ...answer, ...(method !== undefined && { method: method.toUpperCase() }) },
    secrets,
  );
  const violations: Violation[] = [];
  for (const rule of RFC9457_CHECKLIST) {
    if (off.includes(rule.id) || off.includes(rule.name) || levels?.includes(rule.level) === false) continue;
    const found = RULES[rule.id](checked);
    if (found !== undefined) violations.push({ rule, found });
  }
  return violations;
}
