import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type OptionalVersionedTextDocumentIdentifier,
  type TextEdit as ProtocolEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fixAll } from '../core/analyze.ts';
import { majorityEol, minimalReplacement } from '../core/edits.ts';
import type { Finding, Locale, Localized, TextEdit } from '../core/finding.ts';
import { parseGo } from '../core/syntax/newer-go.ts';
import type { SyntaxTree } from '../core/syntax/tree.ts';
import { toDiagnostic, type Wording } from './diagnostics.ts';
import type { GoDocument, Shown } from './documents.ts';
import { EXPLAIN_COMMAND } from './hover.ts';
import type { Judgement } from './judge.ts';

/** The only kinds that are announced: a client must not run us for another tool's `source.fixAll`. */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.premortem`;
export const CODE_ACTION_KINDS = [CodeActionKind.QuickFix, FIX_ALL_KIND];

const TITLES = {
  fixAllOf: (rule: string): Localized => ({
    en: `Fix all ${rule} in this file`,
    'zh-cn': `修复此文件中的全部 ${rule}`,
  }),
  ignore: (rule: string): Localized => ({ en: `Ignore ${rule} here`, 'zh-cn': `在此处忽略 ${rule}` }),
  explain: (rule: string): Localized => ({ en: `Explain ${rule}`, 'zh-cn': `解释 ${rule}` }),
  fixAll: {
    en: 'Fix all safely fixable reliability problems',
    'zh-cn': '修复所有可安全修复的可靠性问题',
  } satisfies Localized,
};
const REASON: Readonly<Record<Locale, string>> = { en: 'TODO: say why', 'zh-cn': 'TODO：写明原因' };

/** How the edits of one request reach the client. */
export interface EditTarget extends Wording {
  /** Version of a document that is open under a URI. */
  readonly versionOf: (uri: string) => number | undefined;
}

/** Actions for a range, in the order in which a person should meet them. */
export function codeActions(
  document: GoDocument,
  judgement: Judgement,
  params: CodeActionParams,
  target: EditTarget,
): CodeAction[] {
  const only = params.context.only;
  const wants = (kind: string): boolean =>
    only === undefined ||
    only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const from = target.converter.offsetAt(document.document, params.range.start);
    const to = target.converter.offsetAt(document.document, params.range.end);
    const here = document.shown.filter((shown) => shown.start <= to && from <= shown.end);
    // the fault itself comes before what is said about a suppression of it, and fixes before everything else
    const parts = here.map((shown) => actionsFor(document, judgement, shown, target));
    actions.push(...parts.flatMap((part) => part.fixes), ...parts.flatMap((part) => part.others));
    actions.push(...parts.flatMap((part) => part.explain));
  }
  if (only !== undefined && wants(FIX_ALL_KIND)) {
    const edit = fixAllEdit(document, judgement, target);
    if (edit) actions.push({ title: TITLES.fixAll[target.locale], kind: FIX_ALL_KIND, edit });
  }
  return dedupe(actions);
}

interface FindingActions {
  readonly fixes: CodeAction[];
  readonly others: CodeAction[];
  readonly explain: CodeAction[];
}

function actionsFor(
  document: GoDocument,
  judgement: Judgement,
  shown: Shown,
  target: EditTarget,
): FindingActions {
  const { finding, isKept } = shown;
  const { locale } = target;
  const diagnostics = [toDiagnostic(document, shown, target)];
  const quick = { kind: CodeActionKind.QuickFix, diagnostics };
  const explain: CodeAction[] = [
    {
      ...quick,
      title: TITLES.explain(finding.rule)[locale],
      command: {
        title: TITLES.explain(finding.rule)[locale],
        command: EXPLAIN_COMMAND,
        arguments: [finding.rule],
      },
    },
  ];
  if (isKept) return { fixes: [], others: [], explain };
  const current = judgement.findings.find((other) => other.fingerprint === finding.fingerprint);
  const fixes = (current ? fixesOf(document, judgement, current) : []).map((fix, index): CodeAction => {
    const isPreferred = index === 0 && fix.safety === 'safe';
    return {
      ...quick,
      title: `${fix.title[locale]} (${finding.rule})`,
      ...(isPreferred ? { isPreferred } : {}),
      edit: workspaceEdit(document, fix.edits, target),
    };
  });
  const others: CodeAction[] = [];
  const alike = judgement.findings.filter(
    (other) => other.rule === finding.rule && other.fixes.some((fix) => fix.safety === 'safe'),
  );
  if (alike.length >= 2) {
    const edit = fixAllEdit(document, judgement, target, finding.rule);
    if (edit) others.push({ ...quick, title: TITLES.fixAllOf(finding.rule)[locale], edit });
  }
  if (!finding.rule.endsWith('-suppression') && finding.rule !== 'unknown-rule') {
    const edit = workspaceEdit(document, [ignoreEdit(document, shown, locale)], target);
    others.push({ ...quick, title: TITLES.ignore(finding.rule)[locale], edit });
  }
  return { fixes, others, explain };
}

/** Fixes that may be offered: none in generated files. */
export function fixesOf(document: GoDocument, judgement: Judgement, finding: Finding): Finding['fixes'] {
  return isGenerated(document, judgement) ? [] : finding.fixes;
}

function isGenerated(document: GoDocument, judgement: Judgement): boolean {
  return judgement.program.fileModel(document.path)?.isGenerated === true;
}

/** One edit that applies every safe fix; undefined when nothing would change or the result would parse worse. */
export function fixAllEdit(
  document: GoDocument,
  judgement: Judgement,
  target: EditTarget,
  rule?: string,
): WorkspaceEdit | undefined {
  if (isGenerated(document, judgement)) return undefined;
  const config = rule === undefined ? judgement.config : { ...judgement.config, only: [rule] };
  const fixed = fixAll(judgement.program, document.path, config).text;
  const smallest = minimalReplacement(document.text, fixed);
  if (!smallest) return undefined;
  const parser = judgement.program.parser;
  if (document.tree && errors(parseGo(parser, fixed)) > errors(document.tree)) return undefined;
  return protocolEdit(
    new Map([
      [
        document.uri,
        [
          {
            range: target.converter.range(document.document, smallest.start, smallest.end),
            newText: smallest.newText,
          },
        ],
      ],
    ]),
    target,
  );
}

function errors(tree: SyntaxTree): number {
  if (!tree.root.hasError) return 0;
  let count = 0;
  for (const node of tree.root.descendants()) if (node.isError || node.isMissing) count++;
  return count;
}

/** A suppression above the line of a finding; above a raw string or comment that the line begins in. */
function ignoreEdit(document: GoDocument, shown: Shown, locale: Locale): TextEdit {
  const { text } = document;
  let lineStart = text.lastIndexOf('\n', shown.start - 1) + 1;
  for (const kind of ['raw_string_literal', 'comment'] as const) {
    for (const node of document.tree?.root.descendants(kind) ?? []) {
      if (node.start < lineStart && lineStart < node.end) {
        lineStart = text.lastIndexOf('\n', node.start - 1) + 1;
      }
    }
  }
  const indent = /^[ \t]*/.exec(text.slice(lineStart))![0];
  const at = document.document.positionAt(lineStart);
  return {
    place: { file: document.path, start: at, end: at, startOffset: lineStart, endOffset: lineStart },
    newText: `${indent}//premortem:ignore ${shown.finding.rule} ${REASON[locale]}${majorityEol(text)}`,
  };
}

/** Edits of the core as one edit of the client. */
export function workspaceEdit(
  document: GoDocument,
  edits: readonly TextEdit[],
  target: EditTarget,
): WorkspaceEdit {
  const byUri = new Map<string, ProtocolEdit[]>();
  for (const { place, newText } of edits) {
    const isOwn = place.file === document.path;
    const uri = isOwn ? document.uri : target.uriFor(place.file);
    const text = isOwn
      ? document.document
      : TextDocument.create(uri, 'go', 0, target.textOf(place.file) ?? '');
    const list = byUri.get(uri) ?? [];
    list.push({ range: target.converter.range(text, place.startOffset, place.endOffset), newText });
    byUri.set(uri, list);
  }
  return protocolEdit(byUri, target);
}

function protocolEdit(byUri: ReadonlyMap<string, ProtocolEdit[]>, target: EditTarget): WorkspaceEdit {
  if (!target.client.documentChanges) return { changes: Object.fromEntries(byUri) };
  return {
    documentChanges: [...byUri].map(([uri, edits]) => {
      const textDocument: OptionalVersionedTextDocumentIdentifier = {
        uri,
        version: target.versionOf(uri) ?? null,
      };
      return { textDocument, edits };
    }),
  };
}

/** Two findings of one rule on a line bring the same collective actions; the first stands for both. */
function dedupe(actions: readonly CodeAction[]): CodeAction[] {
  const seen = new Set<string>();
  return actions.filter((action) => {
    const key = `${action.title}\0${JSON.stringify(action.edit ?? action.command)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
