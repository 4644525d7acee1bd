import type { Localized } from '../../finding.ts';
import { isNotSeenToWait } from '../../flow/command-limits.ts';
import { type UnboundedCall, unboundedCallsIn } from '../../flow/contexts-calls.ts';
import { resultLeaves } from '../../flow/contexts-results.ts';
import { runsGivenScript } from '../../flow/given-scripts.ts';
import { hasIdleConnection } from '../../flow/idle-connections.ts';
import { opensOnlyEmbedded } from '../../flow/pools.ts';
import { isWaitForReadiness } from '../../flow/readiness-waits.ts';
import { endsSoonBehind } from '../../flow/soon-over.ts';
import { type RunKind, runKindOf } from '../../flow/start-up.ts';
import type { BlockingCategory } from '../../knowledge/blocking-calls.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { whyNotRun } from '../support/called.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './context-without-deadline.card.ts';
import { deadlineFixes } from './context-without-deadline.fix.ts';

/** Longer names are cut in messages. */
const MOST_NAME = 30;
const MOST_ROOTS = 2;

export const contextWithoutDeadline: Rule<UnboundedCall> = {
  meta: {
    name: 'context-without-deadline',
    group: 'context',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    // the context may be made in another file; what is called, or the parameter's type, is always written here
    tokens: [
      [
        'ontext',
        'Ctx',
        'ctx',
        '.Do(',
        '.Run(',
        'Output(',
        '.Query',
        '.Exec(',
        '.Begin',
        '.Ping(',
        '.Invoke(',
      ],
    ],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    example: {
      bad: `package example

import (
	"context"
	"database/sql"
)

func rename(db *sql.DB, id int, name string) error {
	_, err := db.ExecContext(context.Background(), "UPDATE users SET name = ? WHERE id = ?", name, id)
	return err
}
`,
      good: `package example

import (
	"context"
	"database/sql"
	"time"
)

func rename(ctx context.Context, db *sql.DB, id int, name string) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	_, err := db.ExecContext(ctx, "UPDATE users SET name = ? WHERE id = ?", name, id)
	return err
}
`,
    },
    sources: [
      'context/context.go: "Background returns a non-nil, empty Context. It is never canceled, has no values, and has no deadline"',
      'database/sql/sql.go: (*DB).conn waits for a free connection until one comes or the context is done',
      'net/http/client.go: "A Timeout of zero means no timeout"',
      'net/dial.go: "With or without a timeout, the operating system may impose its own earlier timeout"',
      'google.golang.org/grpc: a call without a deadline may wait as long as the server lets it',
    ],
  },

  *detect({ file, package: pkg }: RuleContext) {
    for (const found of unboundedCallsIn(pkg, file))
      if (pkg.calleeOf(found.call)?.id !== 'database/sql.DB.Conn' || !opensOnlyEmbedded(pkg)) yield found;
  },

  report(found: UnboundedCall, context: RuleContext): Report {
    const { file, package: pkg, flow } = context;
    const { call, blocking } = found;
    const kind = runKindOf(pkg, flow, call);
    const name = calledName(call);
    const variable = cut(contextName(found));
    const doubt = doubtOf(found, context, kind);
    return {
      anchor: anchorOf(call),
      message: message(blocking.category, name, variable),
      severity: doubt || file.isTest ? 'info' : 'warning',
      confidence: doubt ? 'low' : found.certainty === 'proved' ? 'high' : 'medium',
      ...(doubt ? { lowered: doubt } : {}),
      related: related(found),
      facts: {
        call: name,
        variable,
        origin: cut(found.roots[0]?.text.replaceAll(/\s+/g, ' ') ?? 'context.Background()'),
        function: pkg.functionOf(call)?.name ?? file.packageName,
        line: String(lineOf(file, call)),
      },
    };
  },

  fix(found: UnboundedCall, context: RuleContext) {
    return deadlineFixes(found, context);
  },
};

/** Why a wait that nothing bounds harms nobody, or is likely to end by itself. */
function doubtOf(found: UnboundedCall, context: RuleContext, kind: RunKind): Localized | undefined {
  const { call, carrier, blocking, certainty } = found;
  const { file, package: pkg } = context;
  const dead = whyNotRun(context, call);
  if (dead) return dead;
  if (kind === 'command' && endsSoonBehind(pkg, call, 'finite')) return OF_COMMAND;
  if (isWaitForReadiness(pkg, call)) return OF_READINESS;
  if (hasIdleConnection(pkg, call)) return OF_PING;
  if (blocking.category === 'sql' && runsGivenScript(pkg, call, blocking.statement)) return OF_SCRIPT;
  if (blocking.category === 'exec' && isNotSeenToWait(pkg, carrier)) return ENDS_ALONE;
  if (isTransaction(found) && resultLeaves(pkg, call)) return OF_TRANSACTION;
  // who has tests judged as well wants to see it
  if (kind !== 'service' && !file.isTest) return kind === 'test-helper' ? OF_TEST : OF_ONE_RUN;
  // until the whole module is read, nobody knows what limits there are
  return certainty === 'proved' || !pkg.program.moduleIsComplete ? undefined : PERHAPS_LIMITED;
}

/** Whether a call begins a transaction: its result lives as long as its context, and it runs no statement. */
function isTransaction({ blocking }: UnboundedCall): boolean {
  return blocking.category === 'sql' && blocking.result === 'tied' && blocking.statement === undefined;
}

const OF_COMMAND: Localized = {
  en: 'This runs in a command that does nothing else meanwhile and ends soon after: nothing piles up behind the wait, and who started it can end it.',
  'zh-cn':
    '这里属于一个命令，等待期间不做别的事，随后很快结束：不会有请求在后面堆积，启动它的人可以随时终止。',
};

const OF_ONE_RUN: Localized = {
  en: 'This runs once, when the program starts or for a command: nothing piles up behind the wait, and who started it sees it and can end it.',
  'zh-cn': '这里只在程序启动时或为某个命令运行一次：不会有请求在后面堆积，启动它的人看得到，也可以终止。',
};

const OF_TEST: Localized = {
  en: 'This runs for tests, which have a time limit of their own.',
  'zh-cn': '这里为测试而运行，而测试自有时限。',
};

const PERHAPS_LIMITED: Localized = {
  en: 'What is not seen here may bound the wait: a limit of the connection, the driver or an interceptor, or a database in the process.',
  'zh-cn': '这次等待可能受这里看不到的因素约束：连接、驱动或拦截器的时限，或者数据库就在进程内。',
};

const OF_PING: Localized = {
  en: 'The ping before it has put a connection back into the pool: this call waits only where others have taken all of them.',
  'zh-cn': '前面的 Ping 刚把一个连接放回连接池：只有当其他调用占满所有连接时这里才会等待。',
};

const OF_SCRIPT: Localized = {
  en: 'It runs a whole script that the function is given to read, such as a migration: how long that takes nobody knows here, and a deadline may cut it in the middle.',
  'zh-cn':
    '这里执行的是传给函数读取的整段脚本（例如一次迁移）：需要多久在这里无从得知，截止时间可能使它半途中断。',
};

const ENDS_ALONE: Localized = {
  en: 'Nothing says that this program waits for another machine, a daemon or a person.',
  'zh-cn': '没有迹象表明这个程序会等待别的机器、守护进程或人。',
};

const OF_READINESS: Localized = {
  en: 'The loop waits until the server is ready, and only success leaves it: a deadline for each attempt would not end the wait.',
  'zh-cn': '这个循环一直等到服务端就绪，只有成功才会离开：给每次尝试加上截止时间也不会结束等待。',
};

const OF_TRANSACTION: Localized = {
  en: 'The transaction is handed over, and its context rolls it back when it ends: a deadline here would bound the whole transaction, not only the wait for a connection.',
  'zh-cn':
    '事务被交给了别处，而它的 context 结束时事务会回滚：这里的截止时间限制的是整个事务，而不只是等待连接的时间。',
};

/** `db.QueryContext` of a call that may go over several lines. */
function anchorOf(call: SyntaxNode): SyntaxNode {
  if (!call.text.includes('\n')) return call;
  const target = call.field('function')!;
  return target.text.includes('\n') ? (target.field('field') ?? target) : target;
}

function calledName(call: SyntaxNode): string {
  const target = call.field('function')!;
  const field = target.field('field')?.text ?? target.text;
  const operand = target.field('operand');
  const maker = operand?.kind === 'call_expression' ? operand.field('function')?.text : undefined;
  const candidates = [
    maker === undefined ? target.text : `${maker}(…).${field}`,
    `${operand?.field('field')?.text ?? ''}.${field}`,
  ];
  return (
    candidates.find((name) => name.length <= MOST_NAME && /^[\p{L}_][\p{L}\p{N}_.(…)]*$/u.test(name)) ??
    cut(field)
  );
}

function contextName({ context }: UnboundedCall): string {
  return context.text.replaceAll(/\s+/g, ' ');
}

function cut(text: string): string {
  return text.length <= MOST_NAME ? text : `${text.slice(0, MOST_NAME - 1)}…`;
}

const HANGS: Readonly<
  Record<Exclude<BlockingCategory, 'dial'>, { readonly en: string; readonly 'zh-cn': string }>
> = {
  http: { en: 'the server hangs', 'zh-cn': '对端无响应' },
  grpc: { en: 'the server hangs', 'zh-cn': '对端无响应' },
  sql: { en: 'the database hangs', 'zh-cn': '数据库无响应' },
  exec: { en: 'the command hangs', 'zh-cn': '命令卡住' },
};

function message(category: BlockingCategory, call: string, variable: string): Report['message'] {
  if (category === 'dial') {
    return {
      en: `${call} waits until the system gives up, often minutes: ${variable} has no deadline`,
      'zh-cn': `${call} 要等到系统放弃为止，往往长达数分钟：${variable} 没有截止时间`,
    };
  }
  const hangs = HANGS[category];
  return {
    en: `${call} waits forever if ${hangs.en}: ${variable} has no deadline`,
    'zh-cn': `${hangs['zh-cn']}时 ${call} 会一直等下去：${variable} 没有截止时间`,
  };
}

function related({ call, carrier, context, roots }: UnboundedCall): Report['related'] {
  const places: { node: SyntaxNode; message: Report['message'] }[] = [];
  for (const root of roots.slice(0, MOST_ROOTS)) {
    if (context.contains(root)) continue; // the reader sees it in the call, or where it is handed over
    places.push({
      node: root,
      message: { en: 'this context has no deadline', 'zh-cn': '这个上下文没有截止时间' },
    });
  }
  if (carrier !== call) {
    places.push({
      node: anchorOf(carrier),
      message: { en: 'it is handed over here', 'zh-cn': '在这里交给请求或命令' },
    });
  }
  return places;
}
