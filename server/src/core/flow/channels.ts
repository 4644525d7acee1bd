import { outermost } from '../semantic/declarations.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { FlowReader } from './channel-flows.ts';
import type { Flows } from './channel-notes.ts';

/** One operation on a channel, where the package does it. */
export interface ChannelOperation {
  readonly kind: 'send' | 'receive' | 'close';
  /** The send statement, the receiving `<-x`, the range clause, or the call of `close`. */
  readonly node: SyntaxNode;
}

export interface ChannelMake {
  /** The call of `make`. */
  readonly node: SyntaxNode;
  /** 0 when unbuffered; undefined when it is not a constant. */
  readonly capacity: number | undefined;
}

/**
 * Every channel value that one name of the package may hold, and everything that the package does with it. Names
 * that may hold the same value (assignment, parameters, results, fields) share one channel, whatever the order of
 * statements and whichever instance a field belongs to: more may seem to happen to a channel than does, never less.
 */
export interface Channel {
  readonly variables: readonly VarObject[];
  readonly makes: readonly ChannelMake[];
  readonly operations: readonly ChannelOperation[];
  /** What code that is not seen may do: receive from it, or send on and close it. */
  readonly others: { readonly receive: boolean; readonly send: boolean };
  /** The same without unseen callers of a function, who bring or get other channels than the callers that are seen. */
  readonly keepers: { readonly receive: boolean; readonly send: boolean };
  /** The runtime or a library wakes it: timers and tickers, contexts, signals. */
  readonly wokenBy: 'timer' | 'context' | 'signal' | undefined;
  /** A function that nothing in the package calls or mentions gets it as a parameter. */
  readonly fromUncalled: boolean;
}

/** A result of a function of the package, as a place that holds a channel. */
export interface ResultSlot {
  readonly kind: 'result';
  readonly fn: GoFunction;
  readonly index: number;
}
export type Slot = VarObject | ResultSlot;

/** Where the value of an expression may be kept, and what else is known of where it comes from. */
export interface Origin {
  readonly slots: readonly Slot[];
  readonly makes: readonly ChannelMake[];
  readonly wokenBy: Channel['wokenBy'];
  readonly isUnknown: boolean;
}

/** More names than this make a channel unknown. */
const MOST_SLOTS = 200;

/** The channels of one package; lazy and memoised. */
export class Channels {
  readonly #channels = new Map<Slot, Channel>();
  readonly #reader: FlowReader;

  constructor(readonly pkg: PackageModel) {
    this.#reader = new FlowReader(pkg);
  }

  /**
   * The channel that an expression denotes.
   * @returns a channel about which nothing is known when the expression is none that the package keeps
   */
  channelOf(expression: SyntaxNode): Channel {
    const origin = this.#reader.originOf(expression);
    const first = origin.slots[0];
    return first ? this.#channelIn(first) : collect([], origin);
  }

  /** Every call of a function; undefined when somebody unseen may call it. */
  callersOf(fn: GoFunction): readonly SyntaxNode[] | undefined {
    return this.#reader.callers.of(fn);
  }

  isNeverCancelled(context: SyntaxNode): boolean {
    return this.#reader.isNeverCancelled(context);
  }

  #channelIn(slot: Slot): Channel {
    const known = this.#channels.get(slot);
    if (known) return known;
    const all: Flows[] = [];
    const seen = new Set<Slot>([slot]);
    const work: Slot[] = [slot];
    while (work.length > 0 && seen.size <= MOST_SLOTS) {
      const current = work.pop()!;
      const flows = this.#reader.flowsOf(current);
      all.push(flows);
      for (const next of flows.slots) {
        if (seen.has(next)) continue;
        seen.add(next);
        work.push(next);
      }
    }
    const channel = collect(all, {
      slots: [...seen],
      makes: [],
      wokenBy: undefined,
      isUnknown: work.length > 0,
    });
    for (const member of seen) this.#channels.set(member, channel);
    return channel;
  }

  /** Where functions of the package start a function as a goroutine: the `go` statement, or the call of a group's `Go`. */
  startsOf(fn: GoFunction): readonly SyntaxNode[] {
    const starts: SyntaxNode[] = [];
    if (fn.node.kind === 'func_literal') {
      const start = startOfLiteral(this.pkg, fn.node);
      if (start) starts.push(start);
    } else {
      for (const call of this.pkg.callsTo(fn)) {
        if (call.parent?.kind === 'go_statement') starts.push(call.parent);
      }
    }
    return starts;
  }
}

/** Methods that run their argument in a goroutine of their own (sync.WaitGroup.Go since Go 1.25). */
export const STARTERS = new Set(['golang.org/x/sync/errgroup.Group.Go', 'sync.WaitGroup.Go']);

/** The statement that starts a literal as a goroutine; undefined when none does. */
export function startOfLiteral(pkg: PackageModel, literal: SyntaxNode): SyntaxNode | undefined {
  let node = literal;
  while (node.parent?.kind === 'parenthesized_expression') node = node.parent;
  const parent = node.parent;
  if (parent?.kind === 'call_expression' && node.fieldName === 'function') {
    return parent.parent?.kind === 'go_statement' ? parent.parent : undefined;
  }
  const call = parent?.kind === 'argument_list' ? parent.parent : undefined;
  return call && STARTERS.has(pkg.calleeOf(call)?.id ?? '') ? call : undefined;
}

/** `main`, `init` and what go test runs first: when they return there is nothing left to leak. */
export function isEntryPoint(fn: GoFunction): boolean {
  const top = outermost(fn);
  if (top !== fn || fn.node.kind !== 'function_declaration') return false;
  return (
    (fn.name === 'main' && fn.file.packageName === 'main') || fn.name === 'init' || fn.name === 'TestMain'
  );
}

function collect(flows: readonly Flows[], origin: Origin): Channel {
  const operations = flows.flatMap((each) => each.operations);
  const keepers = {
    receive: origin.isUnknown || flows.some((each) => each.escapes.receive),
    send: origin.isUnknown || flows.some((each) => each.escapes.send),
  };
  const variables = origin.slots.filter((slot): slot is VarObject => slot.kind === 'var');
  return {
    variables,
    makes: unique([...flows.flatMap((each) => each.makes), ...origin.makes]),
    operations: unique(operations),
    others: {
      receive: keepers.receive || flows.some((each) => each.callers.receive),
      send: keepers.send || flows.some((each) => each.callers.send),
    },
    keepers,
    wokenBy: origin.wokenBy ?? flows.find((each) => each.wokenBy)?.wokenBy,
    fromUncalled: flows.some((each) => each.isUncalled),
  };
}

/** A mention on the left and the one on the right of an assignment may both tell the same. */
function unique<T extends { readonly node: SyntaxNode }>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [item.node, item])).values()];
}
