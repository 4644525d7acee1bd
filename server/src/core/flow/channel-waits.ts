import type { GoFunction, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { type MissedPath, PathFinder } from './channel-paths.ts';
import { type Channel, type ChannelOperation, Channels, isEntryPoint } from './channels.ts';
import { isPerRequest } from './goroutines/once.ts';
import { blocksFrom } from './graph.ts';
import { isClosedWhereHandedBack } from './handed-back.ts';
import { loopsAround, roundsOf } from './loop-heads.ts';
import type { ControlFlowGraph } from './model.ts';
import { isOfUnmadeType } from './unmade-types.ts';
import { hasValueWaiting } from './waiting-values.ts';

/** What is known of whether one case of a select can ever be chosen. */
export type Standing =
  | 'ready' // a timer, a context, a signal, room in a buffer, a value in one
  | 'fed' // the package does the other half somewhere
  | 'unknown' // somebody unseen may
  | 'uncalled' // a parameter of a function that nothing calls
  | 'nil' // the channel is never made
  | 'never'; // the channel is made and all of it is seen: nobody does the other half

export interface SelectCase {
  readonly clause: SyntaxNode;
  readonly operation: 'send' | 'receive';
  /** The channel expression. */
  readonly expression: SyntaxNode;
  readonly channel: Channel;
  readonly standing: Standing;
  /** The other halves: sends and closes for a receive, receives for a send. */
  readonly counterparts: readonly ChannelOperation[];
  /** `v, ok := <-ch`: it tells a close from a value, and so counts on one. */
  readonly seesClose: boolean;
}

/** A select without `default`, and what can wake it. */
export interface SelectWait {
  readonly select: SyntaxNode;
  readonly function: GoFunction;
  readonly cases: readonly SelectCase[];
  /** Statements that start its function as a goroutine. */
  readonly starts: readonly SyntaxNode[];
  /**
   * `ends`: proved to be woken. `never`: proved that no case can be chosen. `missed`: a path exists on which nothing
   * wakes it. `abandoned`: it goes round for ever and only its starter, which returns, wakes it. `open`: woken by the
   * package, as far as it is seen. `unknown`: others may wake it.
   */
  readonly fate: 'ends' | 'never' | 'missed' | 'abandoned' | 'open' | 'unknown';
  /** For `missed`: where the one that should wake it leaves without doing so. For `abandoned`: where the starter leaves. */
  readonly missed: MissedPath | undefined;
  /** Whether its function goes round it until the process ends, and nothing is seen to start it again and again. */
  readonly isForLife: boolean;
}

/** Judges the selects of one package; memoised. */
export class ChannelWaits {
  readonly channels: Channels;
  readonly #waits = new Map<SyntaxNode, SelectWait | undefined>();
  #isWhole: boolean | undefined;

  constructor(
    readonly pkg: PackageModel,
    readonly graphOf: (fn: GoFunction) => ControlFlowGraph,
  ) {
    this.channels = new Channels(pkg);
  }

  /**
   * @param select a select statement
   * @returns undefined for one with a `default`, one without cases, and one that is not understood
   */
  waitOf(select: SyntaxNode): SelectWait | undefined {
    if (this.#waits.has(select)) return this.#waits.get(select);
    const wait = this.#judge(select);
    this.#waits.set(select, wait);
    return wait;
  }

  /** Whether an expression is a context that provably can never be cancelled: Background, TODO, and values of them. */
  isNeverCancelled(context: SyntaxNode): boolean {
    return this.channels.isNeverCancelled(context);
  }

  #judge(select: SyntaxNode): SelectWait | undefined {
    const fn = this.pkg.functionOf(select);
    const clauses = select.namedChildren.filter((child) => child.kind.endsWith('_case'));
    if (!fn || clauses.length === 0) return undefined;
    const cases: SelectCase[] = [];
    for (const clause of clauses) {
      const one = clause.kind === 'communication_case' ? this.#case(clause, select, fn) : undefined;
      if (!one) return undefined; // a default, or half-typed code
      cases.push(one);
    }
    const wait = { select, function: fn, cases, starts: this.channels.startsOf(fn) };
    return { ...wait, isForLife: this.#isForLife(wait), ...this.#fateOf(wait) };
  }

  #case(clause: SyntaxNode, select: SyntaxNode, fn: GoFunction): SelectCase | undefined {
    const communication = clause.field('communication');
    const isSend = communication?.kind === 'send_statement';
    const expression = isSend ? communication.field('channel') : received(communication);
    if (!expression) return undefined;
    const channel = this.channels.channelOf(expression);
    const counterparts = channel.operations.filter(
      (operation) =>
        (operation.kind === 'receive') === isSend && !this.#isBehind(operation, channel, select, fn),
    );
    return {
      clause,
      operation: isSend ? 'send' : 'receive',
      expression,
      channel,
      counterparts,
      seesClose: !isSend && (communication?.field('left')?.namedChildren.length ?? 0) === 2,
      standing:
        !isSend && hasValueWaiting(this.pkg, select, expression, channel)
          ? 'ready'
          : this.#standing(channel, isSend, counterparts),
    };
  }

  #standing(channel: Channel, isSend: boolean, counterparts: readonly ChannelOperation[]): Standing {
    if (!isSend && channel.wokenBy) return 'ready';
    if (channel.fromUncalled) return 'uncalled';
    if (isSend ? channel.others.receive : channel.others.send) return 'unknown';
    if (channel.makes.length === 0 && !channel.others.receive && !channel.others.send) {
      return this.#isComplete() && !channel.wokenBy ? 'nil' : 'unknown';
    }
    if (isSend && channel.makes.some((make) => make.capacity !== 0)) {
      return channel.makes.some((make) => make.capacity === undefined) ? 'unknown' : 'ready';
    }
    if (counterparts.length > 0) return 'fed';
    return this.#isComplete() ? 'never' : 'unknown';
  }

  /** Whether every function of the package parses: what cannot be read may do anything. */
  #isComplete(): boolean {
    this.#isWhole ??= this.pkg.files.every((file) => file.functions.every((fn) => !fn.hasError));
    return this.#isWhole;
  }

  /** Whether an operation on a channel of the very function that waits comes only after the wait. */
  #isBehind(operation: ChannelOperation, channel: Channel, select: SyntaxNode, fn: GoFunction): boolean {
    if (this.pkg.functionOf(operation.node) !== fn) return false;
    if (!channel.variables.every((variable) => variable.function === fn && variable.role === 'local'))
      return false;
    const graph = this.graphOf(fn);
    const waiting = graph.blockOf(select);
    const acting = graph.blockOf(operation.node);
    return (
      waiting !== undefined && acting !== undefined && waiting !== acting && graph.dominates(waiting, acting)
    );
  }

  #fateOf(
    wait: Pick<SelectWait, 'select' | 'function' | 'cases' | 'starts'>,
  ): Pick<SelectWait, 'fate' | 'missed'> {
    const { cases } = wait;
    const has = (...standings: Standing[]): boolean => cases.some((one) => standings.includes(one.standing));
    if (has('ready')) return { fate: 'ends', missed: undefined };
    if (!has('fed', 'unknown', 'uncalled')) {
      const isDead = has('nil') && isOfUnmadeType(this.pkg, wait.function);
      return { fate: isDead ? 'unknown' : 'never', missed: undefined };
    }
    const isClosed = cases.some((one) => one.counterparts.some((other) => other.kind === 'close'));
    if (has('unknown', 'uncalled')) {
      const isHandedBack = (): boolean =>
        cases.some(
          ({ operation, channel }) => operation === 'receive' && isClosedWhereHandedBack(this.pkg, channel),
        );
      return { fate: isClosed || isHandedBack() ? 'ends' : 'unknown', missed: undefined };
    }
    const local = this.#localWait(wait);
    if (local) {
      if (local.missed) return { fate: 'missed', missed: local.missed };
      const abandoned = isClosed ? undefined : this.#abandoned(wait, local.owner);
      if (abandoned) return { fate: 'abandoned', missed: abandoned };
      return { fate: 'ends', missed: undefined };
    }
    return { fate: isClosed ? 'ends' : 'open', missed: undefined };
  }

  /**
   * A wait whose channels are all made and kept in variables of one function, which waits itself or starts the one
   * that does. Undefined when it is none, and nothing can be said about paths.
   */
  #localWait(
    wait: Pick<SelectWait, 'select' | 'function' | 'cases' | 'starts'>,
  ): { owner: GoFunction; missed: MissedPath | undefined } | undefined {
    const fed = wait.cases.filter((one) => one.standing === 'fed');
    const isLocal = fed.every((one) =>
      one.channel.variables.every((variable) => variable.role === 'local' || variable.role === 'parameter'),
    );
    const owners = new Set(
      fed.flatMap((one) => one.channel.makes.map((make) => this.pkg.functionOf(make.node))),
    );
    const [owner] = owners;
    if (!isLocal || owners.size !== 1 || !owner || !this.#isComplete()) return undefined;
    const all = fed.flatMap((one) => one.counterparts);
    const operations = [...all, ...fed.flatMap((one) => proofsOfClose(one, wait.select))].map(
      ({ node }) => node,
    );
    if (wait.function === owner) {
      // who waits for events for as long as it runs has nothing to miss
      if (this.#neverLeaves(wait)) return undefined;
      const finder = new PathFinder(this.pkg, this.graphOf, operations);
      return { owner, missed: finder.find(owner, { to: wait.select }) };
    }
    const inPlace = this.#calledInPlace(wait.function, owner);
    if (inPlace && !all.some((each) => wait.function.node.contains(each.node))) {
      const finder = new PathFinder(this.pkg, this.graphOf, operations);
      const missed = finder.find(owner, { to: inPlace, except: wait.function });
      return { owner, missed: missed?.exit === inPlace ? { ...missed, exit: wait.select } : missed };
    }
    const [start] = wait.starts;
    if (wait.starts.length !== 1 || !start || this.pkg.functionOf(start) !== owner) return undefined;
    // what the waiting goroutine does before it waits may already be the answer
    if (all.some((each) => wait.function.node.contains(each.node))) return undefined;
    const isLiteral = wait.function.node.kind === 'func_literal';
    if (isEntryPoint(owner)) return undefined; // the process ends with it
    const finder = new PathFinder(this.pkg, this.graphOf, operations);
    const missed = finder.find(owner, {
      through: start,
      barriers: this.#messagesFrom(wait.function, owner),
      ...(isLiteral ? { except: wait.function } : {}),
    });
    return { owner, missed };
  }

  /** The statement in which a function calls a literal where it is written. */
  #calledInPlace(literal: GoFunction, owner: GoFunction): SyntaxNode | undefined {
    let node = literal.node;
    while (node.parent?.kind === 'parenthesized_expression') node = node.parent;
    const call = node.parent;
    const isCall = call?.kind === 'call_expression' && node.fieldName === 'function';
    const statement = isCall && literal.outer === owner ? call.parent : undefined;
    return statement?.kind === 'expression_statement' ? statement : undefined;
  }

  /** Receives of the owner that the waiting goroutine answers: on such a path it is not waiting, or not yet. */
  #messagesFrom(fn: GoFunction, owner: GoFunction): SyntaxNode[] {
    const barriers: SyntaxNode[] = [];
    for (const node of owner.body?.descendants('unary_expression', 'range_clause') ?? []) {
      if (this.pkg.functionOf(node) !== owner) continue;
      const isReceive = node.kind === 'range_clause' || node.field('operator')?.text === '<-';
      const expression = node.field(node.kind === 'range_clause' ? 'right' : 'operand');
      if (!isReceive || !expression) continue;
      const channel = this.channels.channelOf(expression);
      const answers = channel.operations.some(
        (operation) => operation.kind !== 'receive' && fn.node.contains(operation.node),
      );
      if (answers) barriers.push(node);
    }
    return barriers;
  }

  /** Whether it stands in a loop that is left with the process only, and no start of it runs for a request or in an endless loop. */
  #isForLife(wait: Pick<SelectWait, 'select' | 'function' | 'starts'>): boolean {
    const graph = this.graphOf(wait.function);
    const block = graph.blockOf(wait.select);
    if (!block || !graph.inLoop(block)) return false;
    const reached = blocksFrom(block);
    const isLeft = graph.exits.some(
      ({ block: last, kind, isRecovered }) =>
        (kind === 'return' || kind === 'end' || isRecovered) && reached.has(last),
    );
    if (isLeft) return false;
    return !wait.starts.some((start) => {
      const starter = this.pkg.functionOf(start);
      const isAgain = [...loopsAround(start)].some((loop) => roundsOf(this.pkg, loop) === 'endless');
      return isAgain || (starter !== undefined && isPerRequest(this.pkg, starter));
    });
  }

  /** Whether a select stands in a loop that nothing leaves. */
  #neverLeaves(wait: Pick<SelectWait, 'select' | 'function'>): boolean {
    const graph = this.graphOf(wait.function);
    const block = graph.blockOf(wait.select);
    if (!block || !graph.inLoop(block)) return false;
    const reached = blocksFrom(block);
    return !graph.exits.some((exit) => reached.has(exit.block));
  }

  /** Where the starter returns, when it alone wakes a goroutine that goes round for ever. */
  #abandoned(
    wait: Pick<SelectWait, 'select' | 'function' | 'cases' | 'starts'>,
    owner: GoFunction,
  ): MissedPath | undefined {
    if (wait.function === owner || isEntryPoint(owner)) return undefined;
    if (!this.#neverLeaves(wait)) return undefined;
    const operations = wait.cases.flatMap((one) => one.counterparts);
    if (operations.some((operation) => this.pkg.functionOf(operation.node) !== owner)) return undefined;
    const none = new PathFinder(this.pkg, this.graphOf, []);
    return none.find(owner, { through: wait.starts[0]!, barriers: this.#messagesFrom(wait.function, owner) });
  }
}

/** Receives elsewhere from a channel on which nothing is ever sent: whoever has come behind one has found it closed. */
function proofsOfClose(
  { channel, counterparts, operation }: SelectCase,
  select: SyntaxNode,
): ChannelOperation[] {
  if (operation !== 'receive' || counterparts.some(({ kind }) => kind !== 'close')) return [];
  return channel.operations.filter(({ kind, node }) => kind === 'receive' && !select.contains(node));
}

/** The channel of `<-ch`, `v := <-ch`, `v, ok = <-ch`. */
export function received(communication: SyntaxNode | undefined): SyntaxNode | undefined {
  let value = communication?.kind === 'receive_statement' ? communication.field('right') : communication;
  while (value?.kind === 'parenthesized_expression') value = value.firstNamedChild;
  return value?.kind === 'unary_expression' && value.field('operator')?.text === '<-'
    ? value.field('operand')
    : undefined;
}
