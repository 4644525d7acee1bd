import { selectBlocksForever } from './concurrency/select-blocks-forever.ts';
import { tickerNotStopped } from './concurrency/ticker-not-stopped.ts';
import { contextWithoutDeadline } from './context/context-without-deadline.ts';
import { httpBodyNotClosed } from './http/http-body-not-closed.ts';
import { connNotClosed } from './network/conn-not-closed.ts';
import { fileNotClosed } from './resource/file-not-closed.ts';
import type { Rule } from './rule.ts';
import { mysqlParseTimeMissing } from './sql/mysql-parse-time-missing.ts';
import { sqlPoolUnconfigured } from './sql/sql-pool-unconfigured.ts';

/** Every rule, in the order of the catalog. Adding a rule is one line here, one file, and one fixture folder. */
export const RULES: readonly Rule<never>[] = [
  httpBodyNotClosed as Rule<never>,
  selectBlocksForever as Rule<never>,
  contextWithoutDeadline as Rule<never>,
  sqlPoolUnconfigured as Rule<never>,
  mysqlParseTimeMissing as Rule<never>,
  tickerNotStopped as Rule<never>,
  fileNotClosed as Rule<never>,
  connNotClosed as Rule<never>,
];

/** Names of every rule. */
export function ruleNames(): readonly string[] {
  return RULES.map((rule) => rule.meta.name);
}
