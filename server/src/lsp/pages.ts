import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type Connection, MessageType, ShowMessageNotification } from 'vscode-languageserver';
import type { Config } from '../core/config.ts';
import { unknownRule } from '../core/config-input.ts';
import { LOCALES, type Locale } from '../core/finding.ts';
import { fillGenerally, metaOf, renderRulePage } from '../core/render/card.ts';
import { selfCheckMarkdown } from '../core/render/report.ts';
import { RULES } from '../core/rules/index.ts';
import { META_RULES } from '../core/rules/meta.ts';
import type { Parser } from '../core/syntax/parser.ts';
import { GitProblem } from '../host/git.ts';
import { PathProblem } from '../host/program-loader.ts';
import { selfCheck } from '../host/self-check.ts';
import { slashes } from '../host/source-files.ts';
import type { ClientCapabilities } from './client-capabilities.ts';
import { pathOf, uriOf } from './documents.ts';

/** `premortem/explain` */
export interface ExplainParams {
  readonly rule: string;
  readonly locale?: string;
}

/** `premortem/rules` */
export interface RulesParams {
  readonly locale?: string;
}

/** `premortem/selfCheck` */
export interface SelfCheckParams {
  /** URI of a workspace folder; the first one when absent. */
  readonly folder?: string;
  readonly base?: string;
  readonly staged?: boolean;
  readonly locale?: string;
}

/** What `premortem/selfCheck` answers: a Markdown report, or why there is none. */
export type SelfCheckAnswer =
  | {
      readonly markdown: string;
      readonly findings: number;
      readonly changedFunctions: number;
      readonly changedFiles: number;
    }
  | { readonly problem: string };

function asLocale(word: string | undefined, otherwise: Locale): Locale {
  return LOCALES.find((locale) => locale === word?.toLowerCase()) ?? otherwise;
}

/** The page of a rule as Markdown; null when there is no such rule. */
export function explain(params: ExplainParams, locale: Locale): string | null {
  const meta = metaOf(params.rule);
  return meta ? renderRulePage(meta, asLocale(params.locale, locale)) : null;
}

/** Every rule with the title of its card, meta rules last. */
export function ruleTitles(params: RulesParams, locale: Locale): { name: string; title: string }[] {
  const language = asLocale(params.locale, locale);
  return [...RULES.map((rule) => rule.meta), ...META_RULES].map(({ name, card }) => ({
    name,
    title: card[language].title,
  }));
}

/** Shows the page of a rule in a client that has no command of its own for it. */
export async function showExplanation(
  connection: Connection,
  rule: string,
  client: ClientCapabilities,
): Promise<void> {
  const meta = metaOf(rule);
  if (!meta) {
    tell(connection, MessageType.Warning, unknownRule(rule)?.[client.locale] ?? rule);
    return;
  }
  if (client.showDocument) {
    const path = join(mkdtempSync(join(tmpdir(), 'premortem-')), `${rule}.md`);
    writeFileSync(path, renderRulePage(meta, client.locale));
    const shown = await connection.window.showDocument({ uri: uriOf(path), takeFocus: true });
    if (shown.success) return;
  }
  const card = meta.card[client.locale];
  const chain = card.chain.map((step, at) => `${at + 1}. ${fillGenerally(step, meta, client.locale)}`);
  tell(connection, MessageType.Info, [card.title, ...chain].join('\n'));
}

/** Shows a message that asks for nothing. */
function tell(connection: Connection, type: MessageType, message: string): void {
  void connection.sendNotification(ShowMessageNotification.type, { type, message });
}

/** Judges the changed functions of a folder with the texts of open documents. */
export function selfCheckReport(
  parser: Parser,
  params: SelfCheckParams,
  folder: string | undefined,
  configFor: (folder: string) => Config,
  overlay: ReadonlyMap<string, string>,
  clientLocale: Locale,
): SelfCheckAnswer {
  const locale = asLocale(params.locale, clientLocale);
  const cwd = folder === undefined ? undefined : pathOf(folder);
  if (cwd === undefined) {
    return {
      problem: {
        en: 'Open a folder to check its changes.',
        'zh-cn': '请先打开一个文件夹，再检查其中的改动。',
      }[locale],
    };
  }
  try {
    const result = selfCheck(parser, {
      paths: [],
      cwd,
      base: params.base,
      staged: params.staged === true,
      all: false,
      configFor,
      overlay,
    });
    return {
      markdown: selfCheckMarkdown(result, {
        locale,
        relative: (path) => slashes(relative(cwd, path)),
        textOf: result.textOf,
      }),
      findings: result.findings.length,
      changedFunctions: result.changedFunctions,
      changedFiles: result.changedFiles,
    };
  } catch (error) {
    if (error instanceof GitProblem) return { problem: error.localized[locale] };
    if (error instanceof PathProblem) return { problem: error.message };
    throw error;
  }
}
