import { analyze } from '../analyze.ts';
import type { Config } from '../config.ts';
import type { Finding, Localized } from '../finding.ts';
import { recordFlow } from '../flow/index.ts';
import type { FlowModel } from '../flow/model.ts';
import { OWNERSHIP } from '../knowledge/ownership/table.ts';
import { RULES } from '../rules/index.ts';
import type { FileModel, GoFunction } from '../semantic/model.ts';
import type { Program } from '../semantic/program.ts';
import { namedId } from '../semantic/types.ts';
import { suppressionsOf } from '../suppress.ts';
import type { NodeKind } from '../syntax/kinds.ts';
import { ParseFailure } from '../syntax/parser.ts';
import { mayMatch } from '../syntax/prefilter.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { channelOperations, channelRemarks } from './channels.ts';
import { contextRemarks } from './contexts.ts';
import { lockRemarks } from './locks.ts';
import { called, knownCallee, ownedType, whyUnknown } from './mentions.ts';
import { poolRemarks, settingRemarks } from './pools.ts';
import { Reader } from './reader.ts';
import { selectRemarks } from './selects.ts';
import { explainValue, type FollowedValue, type Remark, ValueRecorder, type ValueReport } from './values.ts';

/** What is known of one kind of thing on a line. */
export interface Topic {
  readonly kind: 'select' | 'channel' | 'context' | 'pool' | 'settings' | 'lock';
  readonly remarks: readonly Remark[];
}

/** Why the rules spoke or kept silent about one line. */
export interface LineReport {
  /** The line itself. */
  readonly code: string;
  readonly findings: readonly Finding[];
  /** What holds for the whole line: suppressed, not analysed, generated. */
  readonly notes: readonly Localized[];
  /** Values acquired on the line. */
  readonly values: readonly (ValueReport & { readonly title: string })[];
  /** Values acquired elsewhere that the line mentions. */
  readonly mentions: readonly { readonly title: string; readonly remarks: readonly Remark[] }[];
  /** What is known of other things on the line: selects, channel operations, contexts, pools, settings. */
  readonly topics: readonly Topic[];
  /** Calls on the line from which no value is followed. */
  readonly calls: readonly { readonly code: string; readonly words: Localized }[];
  /** Rules that did not look at the file, because nothing in it can concern them, or because they are off. */
  readonly silentRules: readonly string[];
}

/**
 * The reasoning about one line of a file.
 * @param line counted from 0
 * @returns undefined when there is no such line or the file cannot be parsed
 */
export function explainLine(
  program: Program,
  path: string,
  line: number,
  config: Config,
): LineReport | undefined {
  const fresh = program.with({}); // so that the recorder hears of everything
  const file = parsed(fresh, path);
  const pkg = file && fresh.packageOf(path);
  const code = file?.text.split(/\r?\n/)[line];
  if (!pkg || code === undefined) return undefined;
  const recorder = new ValueRecorder();
  const flow = recordFlow(pkg, recorder);
  const all = { ...config, minConfidence: 'low' as const };
  const result = analyze(fresh, [path], all, { named: new Set([path]) });
  const reader = new Reader(file, pkg, line);
  const around = file.functions.filter((fn) => coversLine(reader, fn.node, line + 1));
  for (const fn of around) for (const type of OWNERSHIP.keys()) flow.resourcesOf(fn, type);

  const isHere = (node: SyntaxNode): boolean => node.tree === file.tree && reader.lineOf(node) === line + 1;
  const here = recorder.values.filter((value) => isHere(value.acquisition.call));
  const elsewhere = recorder.values.filter(
    (value) => !isHere(value.acquisition.call) && around.includes(value.fn),
  );
  const ran = RULES.filter((rule) => mayMatch(file.text, rule.meta.tokens)).map((rule) => rule.meta.name);
  return {
    code: code.trim(),
    findings: result.findings.filter((finding) => finding.place.start.line === line),
    notes: notesOf(reader, around, flow, config, result.findings),
    values: here.map((value) => ({ title: titleOf(reader, value), ...explainValue(reader, flow, value) })),
    mentions: elsewhere
      .map((value) => ({
        title: titleOf(reader, value),
        remarks: explainValue(reader, flow, value).remarks.filter((remark) => remark.line === line + 1),
      }))
      .filter(({ remarks }) => remarks.length > 0),
    topics: [...topicsOf(reader, flow, isHere), ...lockTopics(reader, flow, around)],
    calls: [...file.tree.root.descendants('call_expression')]
      .filter((call) => isHere(call) && !here.some((value) => value.acquisition.call === call))
      .map((call) => ({ code: reader.short(call.text), words: callWords(reader, call) })),
    silentRules: RULES.map((rule) => rule.meta.name).filter((name) => !ran.includes(name)),
  };
}

function lockTopics(reader: Reader, flow: FlowModel, around: readonly GoFunction[]): Topic[] {
  const remarks = lockRemarks(reader, flow, around);
  return remarks.length > 0 ? [{ kind: 'lock', remarks }] : [];
}

function topicsOf(reader: Reader, flow: FlowModel, isHere: (node: SyntaxNode) => boolean): Topic[] {
  const { root } = reader.file.tree;
  const here = (...kinds: NodeKind[]): SyntaxNode[] => [...root.descendants(...kinds)].filter(isHere);
  const calls = here('call_expression');
  const topics: Topic[] = [
    {
      kind: 'select',
      remarks: here('select_statement').flatMap((select) => selectRemarks(reader, flow, select)),
    },
    {
      kind: 'channel',
      remarks: [...channelOperations(root)]
        .filter(isHere)
        .flatMap((operation) => channelRemarks(reader, flow, operation)),
    },
    { kind: 'context', remarks: calls.flatMap((call) => contextRemarks(reader, call)) },
    { kind: 'pool', remarks: calls.flatMap((call) => poolRemarks(reader, call)) },
    {
      kind: 'settings',
      remarks: here('composite_literal').flatMap((literal) => settingRemarks(reader, flow, literal)),
    },
  ];
  return topics.filter(({ remarks }) => remarks.length > 0);
}

function parsed(program: Program, path: string): FileModel | undefined {
  try {
    return program.fileModel(path);
  } catch (error) {
    if (error instanceof ParseFailure) return undefined;
    throw error;
  }
}

function coversLine(reader: Reader, node: SyntaxNode, line: number): boolean {
  const last = node.text.split('\n').length - 1;
  const first = reader.lineOf(node);
  return first <= line && line <= first + last;
}

function titleOf(reader: Reader, { acquisition, type }: FollowedValue): string {
  const name = ownedType(reader.pkg.calleeOf(acquisition.call), acquisition.index, type);
  return `${name} ← ${reader.short(acquisition.call.text)} (${reader.at(acquisition.call)})`;
}

function notesOf(
  reader: Reader,
  around: readonly GoFunction[],
  flow: FlowModel,
  config: Config,
  findings: readonly Finding[],
): Localized[] {
  const { file } = reader;
  const notes: Localized[] = [];
  if (around.some((fn) => fn.hasError)) {
    notes.push({
      en: 'nothing is reported here: the function has a syntax error',
      'zh-cn': '这里不报告任何问题：该函数有语法错误',
    });
  }
  if (around.some((fn) => flow.isOverBudget(fn))) {
    notes.push({
      en: 'not everything is known here: the function has too many paths',
      'zh-cn': '这里并非全部已知：该函数的路径过多',
    });
  }
  if (file.isGenerated) {
    notes.push({
      en: 'the file is generated: it is judged only when it is named',
      'zh-cn': '该文件是生成的：仅在指名时才分析',
    });
  }
  if (file.isTest && config.tests !== 'full') {
    notes.push({
      en: `a test file with tests: ${config.tests}: some rules are weaker or off here`,
      'zh-cn': `测试文件，tests: ${config.tests}：部分规则在此减弱或关闭`,
    });
  }
  const isHidden = findings.some(
    (finding) => finding.place.start.line === reader.line && finding.confidence !== 'high',
  );
  if (isHidden && config.minConfidence !== 'low') {
    notes.push({
      en: `findings below confidence ${config.minConfidence} are shown here, though not by check`,
      'zh-cn': `这里也列出置信度低于 ${config.minConfidence} 的问题，check 不会显示它们`,
    });
  }
  for (const suppression of suppressionsOf(file, config.requireSuppressionReason).all) {
    const first = file.text.slice(0, suppression.start).split('\n').length - 1;
    const last = file.text.slice(0, suppression.end).split('\n').length - 1;
    if (first > reader.line || reader.line > last) continue;
    const comment = `\`${suppression.comment.text.trim()}\` (${reader.at(suppression.comment)})`;
    notes.push({ en: `suppressed by ${comment}`, 'zh-cn': `被 ${comment} 忽略` });
  }
  return notes;
}

/** Why no value is followed from a call. */
function callWords(reader: Reader, call: SyntaxNode): Localized {
  const callee = knownCallee(reader, call);
  const name = called(reader, call);
  if (!callee) {
    const why = whyUnknown(reader, call);
    return { en: `what it calls is not known: ${why.en}`, 'zh-cn': `不知道它调用什么：${why['zh-cn']}` };
  }
  const owned = [...OWNERSHIP.values()].find((type) =>
    callee.signature?.results.some((result) => type.types.includes(namedId(result.type) ?? '')),
  );
  const kind = owned && ownedType(callee, undefined, owned);
  if (owned && callee.function) {
    return {
      en: `${name} gives a \`${kind}\`, but not one that it has acquired and hands over on every path`,
      'zh-cn': `${name} 给出 \`${kind}\`，但并非由它取得并移交`,
    };
  }
  if (owned) {
    return {
      en: `${name} gives a \`${kind}\`, but no table says that the caller must release it`,
      'zh-cn': `${name} 给出 \`${kind}\`，但没有表格说明调用者必须释放它`,
    };
  }
  return { en: `calls ${name}: nothing that must be released`, 'zh-cn': `调用 ${name}：没有需要释放的东西` };
}
