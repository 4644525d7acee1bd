import type { Confidence, Localized, Severity } from '../../finding.ts';
import type { SelectCase, SelectWait } from '../../flow/channel-waits.ts';
import { isOnce } from '../../flow/goroutines/once.ts';
import { isMainFunction } from '../../flow/process-end.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { lineOf } from '../support/lines.ts';
import { BY_ONE_RUN } from '../support/process.ts';
import { CARD } from './select-blocks-forever.card.ts';
import { waysOut } from './select-blocks-forever.fixes.ts';

/** Why a select may never go on. */
type Reason =
  | 'one-case' // a plain wait in the clothes of a choice
  | 'never' // nobody does the other half of any case
  | 'nil' // the only channel is never made
  | 'missed' // a path leaves without doing it
  | 'abandoned' // only the starter does it, and the starter returns
  | 'uncalled'; // one case is dead, the others are parameters of a function that nothing calls

interface Evidence {
  readonly wait: SelectWait;
  readonly reason: Reason;
}

export const selectBlocksForever: Rule<Evidence> = {
  meta: {
    name: 'select-blocks-forever',
    group: 'concurrency',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['select']],
    inTests: 'keep',
    aliases: [],
    overlaps: [],
    card: CARD,
    example: {
      bad: `package example

import "errors"

func process(jobs []string) error {
	done := make(chan struct{})
	go func() {
		select {
		case <-done:
			println("processed")
		}
	}()
	if len(jobs) == 0 {
		return errors.New("no jobs")
	}
	close(done)
	return nil
}
`,
      good: `package example

import (
	"context"
	"errors"
)

func process(ctx context.Context, jobs []string) error {
	done := make(chan struct{})
	go func() {
		select {
		case <-done:
			println("processed")
		case <-ctx.Done():
			return
		}
	}()
	if len(jobs) == 0 {
		return errors.New("no jobs")
	}
	close(done)
	return nil
}
`,
    },
    sources: [
      'https://go.dev/ref/spec#Select_statements: without a default case the select blocks until a communication can proceed',
      'cmd/compile/internal/walk/select.go: a select with one case is compiled to the channel operation itself',
      'runtime/chan.go: a nil channel blocks its goroutine forever',
    ],
  },

  *detect({ file, flow }: RuleContext) {
    for (const select of file.tree.root.descendants('select_statement')) {
      const wait = flow.waitOf(select);
      if (!wait) continue; // it has a default, or no case at all, which is a decision to wait
      const reason = reasonOf(wait);
      if (reason) yield { wait, reason };
    }
  },

  report({ wait, reason }: Evidence, context: RuleContext): Report {
    const { file } = context;
    const anchor = keywordOf(wait.select);
    const single = wait.cases.length === 1 ? wait.cases[0] : undefined;
    const exit = wait.missed && exitOf(wait.missed.exit);
    const leaves = exit ? lineOf(context.package.fileOf(exit), exit) : 0;
    return {
      anchor,
      message: message(wait, reason, leaves),
      severity: severityOf(wait, reason),
      confidence: confidenceOf(wait, reason, context),
      ...(reason === 'one-case'
        ? loweredOf(wait, context)
        : isOfOneRun(wait, context)
          ? { lowered: BY_ONE_RUN }
          : {}),
      related: related(wait, reason),
      facts: {
        channel: names(wait.cases, 3),
        function: wait.function.name,
        line: String(lineOf(file, wait.select)),
        reason: explanation(wait, reason),
        state: stateOf(single),
        blockedAt: `${file.path.replace(/^.*\//, '')}:${lineOf(file, single?.clause ?? wait.select)}`,
      },
    };
  },

  fix({ wait, reason }: Evidence, context: RuleContext): readonly RuleFix[] {
    return waysOut(wait, reason !== 'never' && reason !== 'nil', context);
  },
};

function reasonOf(wait: SelectWait): Reason | undefined {
  const isSingle = wait.cases.length === 1;
  switch (wait.fate) {
    case 'ends':
      return undefined; // proved to be woken: a timer, a context, a signal, a close or an answer on every path
    case 'never':
      return isSingle && wait.cases[0]!.standing === 'nil' ? 'nil' : 'never';
    case 'missed':
    case 'abandoned':
      return wait.fate;
    case 'open':
      // with several cases somebody does answer, as far as the package is seen
      return isSingle ? 'one-case' : undefined;
    case 'unknown': {
      // one that looks for the close leaves with it; the owner who closes is not seen
      if (isSingle) return wait.cases[0]!.seesClose ? undefined : 'one-case';
      const isDead = (one: SelectCase): boolean => one.standing === 'never' || one.standing === 'nil';
      const isHopeless = wait.cases.every((one) => isDead(one) || one.standing === 'uncalled');
      // whoever is not seen may answer; and what no goroutine runs stops with its caller
      return isHopeless && wait.cases.some(isDead) && wait.starts.length > 0 ? 'uncalled' : undefined;
    }
  }
}

const FOR_LIFE = {
  en: 'Nothing is seen to start this loop per request or again and again: it may be a worker that lives as long as the process.',
  'zh-cn': '看不出这个循环会按请求或反复启动：它可能是与进程同生命周期的工作协程。',
};

/** Whether it receives for something that lives as long as the process, which is not meant to give up. */
function isWorkerForLife(wait: SelectWait): boolean {
  return wait.isForLife && wait.cases[0]!.operation === 'receive';
}

const UNSEEN = {
  en: 'A call of code that is not seen gives the channel: it may tell the end of something, as that of a context, which is the way to give up.',
  'zh-cn': '这个通道由看不到的代码给出：它可能表示某个对象（例如 context）的结束，而那正是放弃等待的方式。',
};

/** Whether the one case receives from what a function gives that is not seen, such as the Done of a context: it may end the wait. */
function awaitsUnseen({ cases: [only] }: SelectWait, { package: pkg }: RuleContext): boolean {
  return (
    only?.operation === 'receive' &&
    only.expression.kind === 'call_expression' &&
    pkg.calleeOf(only.expression)?.function === undefined
  );
}

/** Whether those who would answer leave once in the life of the process: one goroutine at most stays behind. */
function isOfOneRun({ missed }: SelectWait, { file, package: pkg, flow }: RuleContext): boolean {
  return missed !== undefined && !file.isTest && isOnce(pkg, (fn) => flow.graphOf(fn), missed.exit);
}

function loweredOf(wait: SelectWait, context: RuleContext): Pick<Report, 'lowered'> {
  if (awaitsUnseen(wait, context)) return { lowered: UNSEEN };
  return isWorkerForLife(wait) ? { lowered: FOR_LIFE } : {};
}

function confidenceOf(wait: SelectWait, reason: Reason, context: RuleContext): Confidence {
  if (reason === 'one-case' && (isWorkerForLife(wait) || awaitsUnseen(wait, context))) return 'low';
  // the end of the process ends the wait, and nobody waits behind it: go test gives up for it (cmd/go, testflag: "-timeout d", 10
  // minutes by default); main may wait as long as the process lives
  const isEnded = context.file.isTest || isMainFunction(context.package, wait.function);
  if (reason === 'one-case' && isEnded) return 'low';
  if ((reason === 'missed' || reason === 'abandoned') && isOfOneRun(wait, context)) return 'low';
  return reason === 'uncalled' ? 'medium' : 'high';
}

function severityOf(wait: SelectWait, reason: Reason): Severity {
  if (reason === 'one-case') return 'info';
  const { function: fn } = wait;
  // `main` that waits for what never comes is the idiom for running until the process is stopped
  const isMain = fn.name === 'main' && fn.file.packageName === 'main';
  return isMain && (reason === 'never' || reason === 'nil') ? 'info' : 'warning';
}

/** The word `select`. */
function keywordOf(select: SyntaxNode): SyntaxNode {
  return select.children.find((child) => child.kind === 'select') ?? select;
}

/** A return, or the closing brace of a body that ends without one. */
function exitOf(node: SyntaxNode): SyntaxNode {
  return node.kind === 'block' ? (node.children[node.children.length - 1] ?? node) : node;
}

/** State of the parked goroutine in a profile (runtime/runtime2.go, waitReasonStrings). */
function stateOf(single: SelectCase | undefined): string {
  if (!single) return 'select';
  const operation = single.operation === 'send' ? 'chan send' : 'chan receive';
  return single.standing === 'nil' ? `${operation} (nil chan)` : operation;
}

const LONGEST_NAME = 30;

/** A channel expression, short enough for a message. */
function nameOf(one: SelectCase): string {
  const text = one.expression.text.replaceAll(/\s+/g, ' ');
  return text.length <= LONGEST_NAME ? text : `…${text.slice(-(LONGEST_NAME - 1))}`;
}

function names(cases: readonly SelectCase[], most: number): string {
  const all = [...new Set(cases.map(nameOf))];
  const shown = all.slice(0, most).join(', ');
  return all.length > most ? `${shown}, …` : shown;
}

function message(wait: SelectWait, reason: Reason, leaves: number): Localized {
  const first = wait.cases[0]!;
  const name = nameOf(first);
  const isSingle = wait.cases.length === 1;
  switch (reason) {
    case 'one-case':
      return {
        en: `One case and no default: this just waits for ${name}, with no way to give up`,
        'zh-cn': `只有一个 case 又没有 default：这里就是一直等 ${name}，没有放弃的办法`,
      };
    case 'nil':
      return {
        en: `${name} is never made: on a nil channel this select blocks forever`,
        'zh-cn': `${name} 从未 make：在 nil 通道上这个 select 会永远阻塞`,
      };
    case 'never':
      if (!isSingle) {
        return {
          en: `Nothing answers ${names(wait.cases, 2)}: this select blocks forever`,
          'zh-cn': `没有任何代码应答 ${names(wait.cases, 2)}：这个 select 会永远阻塞`,
        };
      }
      return first.operation === 'send'
        ? {
            en: `Nothing receives from ${name}: this select blocks forever`,
            'zh-cn': `没有任何代码从 ${name} 接收：这个 select 会永远阻塞`,
          }
        : {
            en: `Nothing sends on or closes ${name}: this select blocks forever`,
            'zh-cn': `没有任何代码向 ${name} 发送或关闭它：这个 select 会永远阻塞`,
          };
    case 'missed': {
      const what = isSingle ? name : 'these cases';
      const whatZh = isSingle ? ` ${name}` : '这些 case';
      if (wait.missed?.exit === wait.select) {
        return {
          en: `A path reaches this select with nothing to answer ${what}: it blocks forever`,
          'zh-cn': `有路径走到这个 select 时没有人应答${whatZh}：它会永远阻塞`,
        };
      }
      return {
        en: `Nothing answers ${what} when the function leaves at line ${leaves}: this blocks forever`,
        'zh-cn': `函数从第 ${leaves} 行离开时没有人应答${whatZh}：这里会永远阻塞`,
      };
    }
    case 'abandoned': {
      const owner = wait.missed!.function.name;
      return {
        en: `When ${short(owner)} returns, nobody is left to wake this loop: its goroutine stays`,
        'zh-cn': `${short(owner)} 返回后再没有人唤醒这个循环：它的 goroutine 会一直留着`,
      };
    }
    case 'uncalled': {
      const dead = nameOf(wait.cases.find((one) => one.standing !== 'uncalled')!);
      return {
        en: `${dead} is never ready and nothing is seen to answer the rest: may block forever`,
        'zh-cn': `${dead} 永远不会就绪，也看不到有人应答其他 case：这里可能永远阻塞`,
      };
    }
  }
}

function short(name: string): string {
  return name.length <= LONGEST_NAME ? name : `…${name.slice(-(LONGEST_NAME - 1))}`;
}

/** The clause of the card that says why. */
function explanation(wait: SelectWait, reason: Reason): Localized {
  switch (reason) {
    case 'one-case':
      return {
        en: 'this one case is the only thing that can end the wait',
        'zh-cn': '能结束等待的只有这一个 case',
      };
    case 'nil':
      return { en: 'the channel is never made', 'zh-cn': '这个通道从未创建' };
    case 'never':
      return {
        en: 'nothing in the package does the other half, and nothing outside can reach the channel',
        'zh-cn': '包里没有任何代码执行另一半操作，包外也接触不到这个通道',
      };
    case 'missed':
      return wait.missed?.exit === wait.select
        ? {
            en: 'one path gets here without anything that answers having been started',
            'zh-cn': '有一条路径走到这里时，并没有启动任何会应答的代码',
          }
        : {
            en: `${wait.missed!.function.name} has a path that leaves without answering`,
            'zh-cn': `${wait.missed!.function.name} 有一条路径没有应答就离开了`,
          };
    case 'abandoned':
      return {
        en: `only ${wait.missed!.function.name} answers, and it returns while this loop goes on`,
        'zh-cn': `只有 ${wait.missed!.function.name} 会应答，而它返回后这个循环仍在继续`,
      };
    case 'uncalled':
      return {
        en: 'one case is dead, and nothing in the package calls the function that gets the other channels',
        'zh-cn': '有一个 case 永远不会就绪，而包里没有代码调用这个接收其余通道的函数',
      };
  }
}

function related(wait: SelectWait, reason: Reason): Report['related'] {
  const places: { node: SyntaxNode; message: Localized }[] = [];
  if (reason !== 'one-case') {
    const seen = wait.cases.filter((each) => each.standing !== 'uncalled');
    const distinct = [...new Map(seen.map((one) => [one.channel, one])).values()];
    for (const one of distinct.slice(0, 2)) {
      const make = one.channel.makes[0];
      const name = nameOf(one);
      if (make)
        places.push({
          node: make.node,
          message: { en: `${name} is made here`, 'zh-cn': `${name} 在这里创建` },
        });
      else if (one.standing === 'nil' && one.channel.variables[0]) {
        places.push({
          node: one.channel.variables[0].node,
          message: { en: `${name} is declared here and never made`, 'zh-cn': `${name} 在这里声明，从未创建` },
        });
      }
    }
  } else {
    const other = wait.cases[0]!.counterparts[0];
    if (other) {
      places.push({
        node: other.node,
        message: { en: 'the other side is here', 'zh-cn': '另一端在这里' },
      });
    }
  }
  const [start] = wait.starts;
  if (start && reason !== 'one-case') {
    places.push({
      node: start,
      message: { en: 'the goroutine starts here', 'zh-cn': 'goroutine 在这里启动' },
    });
  }
  if (wait.missed && wait.missed.exit !== wait.select) {
    const { exit } = wait.missed;
    places.push({
      node: exitOf(exit),
      message:
        reason === 'abandoned'
          ? { en: 'the only one who wakes it can leave here', 'zh-cn': '唯一会唤醒它的一方可能从这里离开' }
          : { en: 'can leave here without answering', 'zh-cn': '可能没有应答就从这里离开' },
    });
  }
  return places;
}
