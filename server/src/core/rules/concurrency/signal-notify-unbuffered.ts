import type { Channel } from '../../flow/channels.ts';
import type { PackageModel } from '../../semantic/model.ts';
import { statementsOf } from '../../syntax/statements.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit, Rule, RuleContext } from '../rule.ts';
import { anchorOf } from '../support/leaks.ts';
import { lineOf, shortName } from '../support/lines.ts';
import { CARD } from './signal-notify-unbuffered.card.ts';

interface Evidence {
  readonly call: SyntaxNode;
  readonly argument: SyntaxNode;
  readonly channel: Channel;
  /** The calls of `make` that give it no buffer. */
  readonly unbuffered: readonly SyntaxNode[];
  /** Whether the only receive comes right behind the call, there or first in a goroutine: a signal is lost only between the two. */
  readonly waitedForAtOnce: 'here' | 'in goroutine' | undefined;
}

const NOTIFY = 'os/signal.Notify';

export const signalNotifyUnbuffered: Rule<Evidence> = {
  meta: {
    name: 'signal-notify-unbuffered',
    group: 'concurrency',
    severity: 'warning',
    fixes: 'safe',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['os/signal'], ['Notify']],
    inTests: 'lower',
    aliases: ['lint:SA1017', 'nolint:staticcheck', 'nolint:govet'],
    overlaps: ['sigchanyzer/default'],
    card: CARD,
    placeholders: { en: { made: 'at line M' }, 'zh-cn': { made: '在第 M 行' } },
    example: {
      bad: `package example

import (
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

func serve(srv *http.Server, load func()) {
	stop := make(chan os.Signal)
	signal.Notify(stop, syscall.SIGTERM)
	load()
	<-stop
	srv.Close()
}
`,
      good: `package example

import (
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

func serve(srv *http.Server, load func()) {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	load()
	<-stop
	srv.Close()
}
`,
    },
    isProved: true,
    sources: [
      'os/signal/signal.go, Notify: "Package signal will not block sending to c"; process: "send but do not block for it", a select with a default',
      'os/signal/doc.go, "Default behavior of signals in Go programs": SIGHUP, SIGINT and SIGTERM cause the program to exit; Notify "disables the default behavior for a given set of asynchronous signals"',
      'go vet, analyzer sigchanyzer; staticcheck SA1017',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    const told = new Set<SyntaxNode>();
    for (const call of file.tree.root.descendants('call_expression')) {
      if (pkg.calleeOf(call)?.id !== NOTIFY) continue;
      const argument = call.field('arguments')?.firstNamedChild;
      // a channel without a name is one from which nobody receives: a way to ignore a signal
      if (!argument || argument.kind === 'call_expression') continue;
      const channel = flow.channelOf(argument);
      const receives = channel.operations.filter(({ kind }) => kind === 'receive');
      if (receives.length === 0 && !channel.others.receive) continue;
      // a size that is not known counts as large enough
      const unbuffered = channel.makes.filter(({ capacity }) => capacity === 0).map(({ node }) => node);
      if (unbuffered.length === 0 || unbuffered.every((make) => told.has(make))) continue;
      for (const make of unbuffered) told.add(make);
      const only = receives.length === 1 && !channel.others.receive ? receives[0]!.node : undefined;
      const waitedForAtOnce = only && followsAtOnce(pkg, call, only);
      yield { call, argument, channel, unbuffered, waitedForAtOnce };
    }
  },

  report({ call, argument, channel, unbuffered, waitedForAtOnce }: Evidence, context: RuleContext) {
    const { file, package: pkg } = context;
    const name = shortName(argument.text);
    const [make] = unbuffered;
    const home = pkg.fileOf(make!);
    const line = lineOf(home, make!);
    const isHere = home === file;
    const place = `${home.path.replace(/^.*\//, '')}:${line}`;
    const isCertain = unbuffered.length === channel.makes.length && !channel.keepers.send;
    return {
      anchor: anchorOf(call),
      message: waitedForAtOnce
        ? {
            en: `${name} has no buffer: a signal that comes before the receive behind signal.Notify is lost`,
            'zh-cn': `${name} 没有缓冲：在 signal.Notify 之后、开始接收之前到来的信号会丢失`,
          }
        : {
            en: `${name} has no buffer: a signal that comes while nobody receives from it is lost`,
            'zh-cn': `${name} 没有缓冲：信号到来时如果没有人正在接收，就会丢失`,
          },
      severity: waitedForAtOnce ? 'info' : 'warning',
      confidence: isCertain ? 'high' : 'medium',
      ...(waitedForAtOnce ? { lowered: AT_ONCE[waitedForAtOnce] } : {}),
      related: unbuffered.slice(0, 4).map((node) => ({
        node: anchorOf(node),
        message: { en: 'made without a buffer here', 'zh-cn': '在这里创建，没有缓冲' },
      })),
      facts: {
        channel: argument.text,
        function: pkg.functionOf(call)?.name ?? '',
        line: String(lineOf(file, call)),
        made: isHere
          ? { en: `at line ${line}`, 'zh-cn': `在第 ${line} 行` }
          : { en: `at ${place}`, 'zh-cn': `在 ${place}` },
      },
    };
  },

  fix({ argument, channel, unbuffered }: Evidence, { package: pkg }: RuleContext) {
    const edits = unbuffered.flatMap((make) => withRoom(pkg, make) ?? []);
    if (edits.length < unbuffered.length) return [];
    // a sender of the program may count on being received from
    const isSentTo = channel.others.send || channel.operations.some(({ kind }) => kind === 'send');
    const name = shortName(argument.text);
    return [
      {
        title: {
          en: `Give ${name} a buffer of 1, in which a signal waits until it is received`,
          'zh-cn': `给 ${name} 大小为 1 的缓冲，信号在其中等待被接收`,
        },
        safety: isSentTo || isMeasured(pkg, channel) ? 'suggested' : 'safe',
        edits,
        imports: [],
      },
    ];
  },
};

const AT_ONCE = {
  here: {
    en: 'The next statement receives: the signal must come in the moment between the two.',
    'zh-cn': '下一条语句就开始接收：信号必须恰好在这两条语句之间到来才会丢失。',
  },
  'in goroutine': {
    en: 'The next statement starts a goroutine that begins with the receive: the signal must come before it runs.',
    'zh-cn': '下一条语句启动的 goroutine 一开始就接收：信号必须在它运行之前到来才会丢失。',
  },
};

/** Whether a receive is what comes next, once, after a call of Notify. */
function followsAtOnce(
  pkg: PackageModel,
  call: SyntaxNode,
  receive: SyntaxNode,
): Evidence['waitedForAtOnce'] {
  const statement = call.parent;
  if (statement?.kind !== 'expression_statement' || statement.parent?.kind !== 'statement_list')
    return undefined;
  const statements = statement.parent.namedChildren.filter((child) => !child.isExtra);
  const next = statements
    .slice(statements.indexOf(statement) + 1)
    .find((each) => !isNotify(pkg, each) && each.kind !== 'defer_statement');
  if (!next?.contains(receive)) return undefined;
  if (pkg.functionOf(receive) === pkg.functionOf(call)) return isReceived(next, receive) ? 'here' : undefined;
  const literal = next.kind === 'go_statement' ? next.firstNamedChild?.field('function') : undefined;
  if (literal?.kind !== 'func_literal' || pkg.functionOf(receive)?.node !== literal) return undefined;
  const first = statementsOf(literal.field('body')).find(
    (each) => !each.isExtra && each.kind !== 'defer_statement',
  );
  return first?.contains(receive) && isReceived(first, receive) ? 'in goroutine' : undefined;
}

/** Whether a statement receives once, as the first thing that it does. */
function isReceived(statement: SyntaxNode, receive: SyntaxNode): boolean {
  switch (statement.kind) {
    case 'expression_statement':
    case 'short_var_declaration':
    case 'assignment_statement':
      return true;
    case 'select_statement':
      return statement.namedChildren.some((clause) => clause.field('communication')?.contains(receive));
    default:
      return false;
  }
}

function isNotify(pkg: PackageModel, statement: SyntaxNode): boolean {
  const call = statement.kind === 'expression_statement' ? statement.firstNamedChild : undefined;
  return call?.kind === 'call_expression' && pkg.calleeOf(call)?.id === NOTIFY;
}

/** The call of `make` with a size of 1. */
function withRoom(pkg: PackageModel, make: SyntaxNode): NodeEdit | undefined {
  const [type, size] = make.field('arguments')?.namedChildren ?? [];
  const file = pkg.fileOf(make);
  if (!type) return undefined;
  return size
    ? { file, start: size.start, end: size.end, newText: '1' }
    : { file, start: type.end, end: type.end, newText: ', 1' };
}

/** Whether somebody asks a channel for its length or capacity. */
function isMeasured(pkg: PackageModel, channel: Channel): boolean {
  return channel.variables.some((variable) =>
    pkg.referencesTo(variable).some((reference) => {
      const list = reference.fieldName === 'field' ? reference.parent?.parent : reference.parent;
      const call = list?.kind === 'argument_list' ? list.parent : undefined;
      const callee = call && pkg.calleeOf(call);
      return callee?.kind === 'builtin' && (callee.id === 'len' || callee.id === 'cap');
    }),
  );
}
