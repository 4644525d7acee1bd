import type { Localized } from '../../finding.ts';
import { type MissedDone, missedDoneAt } from '../../flow/goroutines/missed-dones.ts';
import type { PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { insertBefore, removeLine, startsLine } from '../support/insert.ts';
import { lineOf, placeIn, shortName } from '../support/lines.ts';
import { leavesAtOnce } from '../support/statements.ts';
import { CARD } from './waitgroup-never-done.card.ts';

interface Evidence {
  readonly missed: MissedDone;
  /** The call at which it is told: the first Done, or the Add. */
  readonly call: SyntaxNode;
  /** The group as the call names it. */
  readonly name: string;
}

export const waitgroupNeverDone: Rule<Evidence> = {
  meta: {
    name: 'waitgroup-never-done',
    group: 'concurrency',
    severity: 'warning',
    fixes: 'safe',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['.Done(', '.Add(']],
    inTests: 'keep',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { group: 'wg', waitLine: 'line K', startLine: 'line L', missing: 'On the path to line M' },
      'zh-cn': { group: 'wg', waitLine: '第 K 行', startLine: '第 L 行', missing: '在通往第 M 行的路径上' },
    },
    example: {
      bad: `package example

import "sync"

func fetchAll(urls []string, fetch func(string) error) {
	var wg sync.WaitGroup
	for _, url := range urls {
		wg.Add(1)
		go func(url string) {
			if err := fetch(url); err != nil {
				return
			}
			wg.Done()
		}(url)
	}
	wg.Wait()
}
`,
      good: `package example

import "sync"

func fetchAll(urls []string, fetch func(string) error) {
	var wg sync.WaitGroup
	for _, url := range urls {
		wg.Add(1)
		go func(url string) {
			defer wg.Done()
			if err := fetch(url); err != nil {
				return
			}
		}(url)
	}
	wg.Wait()
}
`,
    },
    isProved: true,
    sources: [
      'sync/waitgroup.go, Wait: "Wait blocks until the WaitGroup task counter is zero"; Done: "decrements the WaitGroup task counter by one"',
      'https://go.dev/doc/go1.25: sync.WaitGroup.Go starts and counts a goroutine, and calls Done when it ends',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    for (const call of file.tree.root.descendants('call_expression')) {
      const missed = missedDoneAt(pkg, (fn) => flow.graphOf(fn), call);
      if (missed) yield { missed, call, name: call.field('function')?.field('operand')?.text ?? '' };
    }
  },

  report({ missed, call, name }: Evidence, { package: pkg, file }: RuleContext): Report {
    const { exit, wait, start, function: fn, isLocal } = missed;
    const place = (node: SyntaxNode): Localized => placeIn(pkg, file, node);
    const short = shortName(name);
    const left = exit && leftAt(exit);
    const exitLine = left ? lineOf(file, left) : 0;
    const places = [
      ...(left
        ? [{ node: left, message: { en: 'leaves here without Done', 'zh-cn': '在这里离开，没有调用 Done' } }]
        : []),
      {
        node: start.children[0] ?? start,
        message: { en: 'the counted goroutine starts here', 'zh-cn': '被计数的 goroutine 在这里启动' },
      },
      {
        node: wait.field('function') ?? wait,
        message: { en: 'never comes back then', 'zh-cn': '于是一直不返回' },
      },
    ];
    return {
      anchor: call,
      message: left
        ? {
            en: `${short}.Done is skipped on the path that leaves at line ${exitLine}: ${short}.Wait never returns`,
            'zh-cn': `在第 ${exitLine} 行离开的路径跳过了 ${short}.Done：${short}.Wait 永远不会返回`,
          }
        : {
            en: `${short}.Add counts a goroutine that never calls Done: ${short}.Wait never returns`,
            'zh-cn': `${short}.Add 计入了一个 goroutine，而它从不调用 Done：${short}.Wait 永远不会返回`,
          },
      severity: 'warning',
      confidence: isLocal ? 'high' : 'medium',
      ...(isLocal ? {} : { lowered: OF_FIELD }),
      related: places,
      facts: {
        group: name,
        function: fn.name,
        line: String(lineOf(file, call)),
        startLine: place(start),
        waitLine: place(wait),
        missing: left
          ? {
              en: `On the path that leaves at line ${exitLine}`,
              'zh-cn': `在第 ${exitLine} 行离开的那条路径上`,
            }
          : { en: 'Wherever it ends', 'zh-cn': '无论它在哪里结束' },
      },
    };
  },

  fix({ missed, call }: Evidence, context: RuleContext): readonly RuleFix[] {
    return missed.exit ? deferFirst(missed, call, context) : [];
  },
};

const OF_FIELD: Localized = {
  en: 'The group is a field or a package variable: code that is not seen here may call Done in its place.',
  'zh-cn': '该 WaitGroup 是字段或包级变量：这里看不到的代码可能替它调用 Done。',
};

/** Where a function ends is its closing brace; a return over several lines is shown by its keyword. */
function leftAt(exit: SyntaxNode): SyntaxNode {
  if (exit.kind === 'block') return exit.children[exit.children.length - 1]!;
  return exit.text.includes('\n') ? (exit.children[0] ?? exit) : exit;
}

/** Done as the first thing that the goroutine defers, in place of the calls that some paths miss. */
function deferFirst(
  { dones, function: fn }: MissedDone,
  call: SyntaxNode,
  { file, package: pkg }: RuleContext,
): readonly RuleFix[] {
  const { body } = fn;
  const list = body?.namedChildren.find(({ kind }) => kind === 'statement_list');
  const first = list?.firstNamedChild;
  if (fn.file !== file || !body || !first || !isKnownAtStart(pkg, call, body)) return [];
  const text = `defer ${call.text}`;
  const statements = dones.map(({ parent }) => parent);
  let isSafe = true;
  for (const [index, statement] of statements.entries()) {
    const done = dones[index]!;
    if (!statement || done.text !== call.text || !startsLine(file, statement)) return [];
    if (statement.kind === 'defer_statement') continue;
    // what comes behind it would now come before
    if (statement.kind !== 'expression_statement' || !leavesAtOnce(statement, body)) return [];
    if ([...body.descendants('defer_statement')].some((each) => !statements.includes(each))) isSafe = false;
  }
  const before = insertBefore(file, first, [text]);
  if (!before || statements.includes(first)) return [];
  return [
    {
      title: { en: `Call Done on every path: ${text}`, 'zh-cn': `在所有路径上调用 Done：${text}` },
      safety: isSafe ? 'safe' : 'suggested',
      edits: [before, ...statements.flatMap((each) => (each ? [removeLine(file, each)] : []))],
      imports: [],
    },
  ];
}

/** Whether what a call is made on is declared outside a body: in its parameters, its receiver, or around it. */
function isKnownAtStart(pkg: PackageModel, call: SyntaxNode, body: SyntaxNode): boolean {
  let node = call.field('function')?.field('operand');
  while (node?.kind === 'selector_expression') node = node.field('operand');
  const object = node?.kind === 'identifier' ? pkg.objectOf(node) : undefined;
  return object?.kind === 'var' && !body.contains(object.node);
}
