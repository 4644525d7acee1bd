import { memoized } from '../../semantic/memo.ts';
import type { PackageModel, VarObject } from '../../semantic/model.ts';
import { namedId } from '../../semantic/types.ts';
import { statementsOf } from '../../syntax/statements.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { definitionAt } from '../definitions.ts';
import type { Edge } from '../model.ts';
import { unwrapped, variable } from '../nil-comparison.ts';
import { type Facts, factReaderOf } from '../path-facts.ts';

/** What a node does to a timer, or to a variable for a channel, by the text of the fact that it is idle: nothing comes from it. */
interface Change {
  readonly text: string;
  readonly isIdle: boolean;
}

const changesOf = memoized<PackageModel, Map<SyntaxNode, readonly Change[]>>(() => new Map());

/**
 * The text of the fact that nothing comes from the timer of a select's case, or from the channel that a variable holds there, until it
 * is set again; undefined where others may set it.
 */
export function idleText(pkg: PackageModel, clause: SyntaxNode): string | undefined {
  const timer = timerOf(pkg, clause);
  return timer && textOf(pkg, timer);
}

/** The timer, or the variable for a channel, that the case of a select waits for. */
function timerOf(pkg: PackageModel, clause: SyntaxNode): VarObject | undefined {
  const communication = clause.kind === 'communication_case' ? clause.field('communication') : undefined;
  const value = communication?.kind === 'receive_statement' ? communication.field('right') : communication;
  const channel = value?.kind === 'unary_expression' ? value.field('operand') : undefined;
  return channel && timerBehind(pkg, channel);
}

/**
 * The facts in the case that an edge enters; undefined when it waits for a timer that is idle, or for a nil channel
 * (https://go.dev/ref/spec#Receive_operator: "Receiving from a nil channel blocks forever"). A timer that has fired is idle
 * (time/sleep.go, Timer: "When the Timer expires, the current time will be sent on C").
 */
export function withFiredTimer(pkg: PackageModel, facts: Facts, edge: Edge): Facts | undefined {
  const timer = edge.kind === 'case' && edge.condition ? timerOf(pkg, edge.condition) : undefined;
  if (!timer) return facts;
  const text = textOf(pkg, timer);
  if (facts.get(text)) return undefined;
  return firesOnce(pkg, timer) ? new Map([...facts, [text, true]]) : facts;
}

/** The facts after a statement that sets, stops or drains timers. */
export function withSetTimers(pkg: PackageModel, facts: Facts, node: SyntaxNode): Facts {
  let next: Map<string, boolean> | undefined;
  for (const { text, isIdle } of changesIn(pkg, node)) {
    if (facts.get(text) === (isIdle || undefined)) continue;
    next ??= new Map(facts);
    if (isIdle) next.set(text, true);
    else next.delete(text);
  }
  return next ?? facts;
}

function changesIn(pkg: PackageModel, node: SyntaxNode): readonly Change[] {
  const known = changesOf(pkg);
  let changes = known.get(node);
  if (!changes) {
    changes = node.kind === 'defer_statement' || node.kind === 'go_statement' ? [] : readChanges(pkg, node);
    known.set(node, changes);
  }
  return changes;
}

function readChanges(pkg: PackageModel, node: SyntaxNode): Change[] {
  const changes: Change[] = [];
  // a select only waits: its cases say what has come
  if (node.kind === 'select_statement') return changes;
  for (const identifier of node.descendants('identifier')) {
    const object = variable(pkg, identifier);
    if (!object || !isTimer(pkg, object)) continue;
    const written = writtenAt(identifier);
    const isIdle = written ? leavesIdle(pkg, written.value) : usedAt(pkg, identifier, object);
    if (isIdle !== undefined && isOwnTimer(pkg, object)) changes.push({ text: textOf(pkg, object), isIdle });
  }
  return changes;
}

/** What a mention of a timer does to it: `Stop` and a receive leave it idle, `Reset` does not; other channels may give more. */
function usedAt(pkg: PackageModel, mention: SyntaxNode, object: VarObject): boolean | undefined {
  const selector = mention.parent?.kind === 'selector_expression' ? mention.parent : undefined;
  const name = selector?.field('field')?.text;
  if (name === 'Stop') return selector?.parent?.kind === 'call_expression' ? true : undefined;
  if (name === 'Reset') return false;
  const channel = selector ?? mention;
  const receive = channel.parent?.kind === 'unary_expression' ? channel.parent : undefined;
  return receive?.field('operator')?.text === '<-' && firesOnce(pkg, object) ? true : undefined;
}

/** Whether a variable that gets a value has no time to come: nil, or a timer that a function of the program has stopped or drained. */
function leavesIdle(pkg: PackageModel, written: SyntaxNode | undefined): boolean {
  if (!written) return true;
  const value = unwrapped(written);
  if (value.kind === 'nil') return true;
  const fn = value.kind === 'call_expression' ? pkg.calleeOf(value)?.function : undefined;
  const statements = fn?.body ? statementsOf(fn.body) : [];
  const last = statements.at(-1);
  const result = last?.kind === 'return_statement' ? last.firstNamedChild?.namedChildren : undefined;
  const home = fn && pkg.program.packageOf(fn.file.path);
  const made = home && result?.length === 1 ? variable(home, result[0]!) : undefined;
  if (!home || !fn?.body || made?.function !== fn || !isOwnTimer(home, made, true)) return false;
  if ([...fn.body.descendants('return_statement')].length !== 1) return false;
  const changes = statements.slice(0, -1).flatMap((each) => {
    const isPlain = each.kind === 'expression_statement' || each.kind === 'short_var_declaration';
    const condition = each.kind === 'if_statement' ? each.field('condition') : undefined;
    const node = isPlain ? each : condition;
    return node ? readMade(home, node, made) : [];
  });
  return changes.at(-1) === true;
}

function readMade(pkg: PackageModel, node: SyntaxNode, made: VarObject): boolean[] {
  return [...node.descendants('identifier')].flatMap((identifier) => {
    if (variable(pkg, identifier) !== made) return [];
    return (writtenAt(identifier) ? false : usedAt(pkg, identifier, made)) ?? [];
  });
}

/** What a mention of a variable writes to it; `value` is undefined for its zero value. */
function writtenAt(mention: SyntaxNode): { readonly value: SyntaxNode | undefined } | undefined {
  const definition = definitionAt(mention);
  return typeof definition === 'object' ? { value: definition.value } : undefined;
}

/** The timer, or the channel of one, in a variable behind the channel of a receive. */
function timerBehind(pkg: PackageModel, channel: SyntaxNode): VarObject | undefined {
  const node = unwrapped(channel);
  const isField = node.kind === 'selector_expression' && node.field('field')?.text === 'C';
  const object = variable(pkg, isField ? node.field('operand')! : node);
  return object && isTimer(pkg, object) && isOwnTimer(pkg, object) ? object : undefined;
}

/** Whether a variable holds a timer, or a channel to receive from: nil switches a case off that waits for it. */
function isTimer(pkg: PackageModel, object: VarObject): boolean {
  const type = pkg.typeOfObject(object);
  return type?.kind === 'chan' ? type.direction !== 'send' : namedId(type) === 'time.Timer';
}

/** Whether a timer, or each channel that a variable holds, gives a time only once. */
function firesOnce(pkg: PackageModel, object: VarObject): boolean {
  return (
    pkg.typeOfObject(object)?.kind !== 'chan' ||
    pkg.referencesTo(object).every((mention) => {
      const written = writtenAt(mention);
      return !written || givesOnce(pkg, written.value);
    })
  );
}

const ownTimersOf = memoized<PackageModel, Map<VarObject, boolean>>(() => new Map());

/** Whether a timer in a variable is set, stopped and received from by one function alone, which gives it to nobody. */
function isOwnTimer(pkg: PackageModel, object: VarObject, mayReturn = false): boolean {
  if (mayReturn) return isOnlyUsed(pkg, object, true);
  const known = ownTimersOf(pkg);
  let own = known.get(object);
  if (own === undefined) {
    own = isOnlyUsed(pkg, object, false);
    known.set(object, own);
  }
  return own;
}

function isOnlyUsed(pkg: PackageModel, object: VarObject, mayReturn: boolean): boolean {
  if (object.role !== 'local') return false;
  const isChannel = pkg.typeOfObject(object)?.kind === 'chan';
  if (isChannel && !firesOnce(pkg, object) && !isEverNil(pkg, object)) return false;
  return pkg.referencesTo(object).every((mention) => {
    if (pkg.functionOf(mention) !== object.function) return false;
    const written = writtenAt(mention);
    if (written) return true;
    const { parent } = mention;
    if (parent?.kind === 'binary_expression') return true;
    if (parent?.kind === 'unary_expression') return isChannel && parent.field('operator')?.text === '<-';
    if (mayReturn && parent?.parent?.kind === 'return_statement') return true;
    if (parent?.kind !== 'selector_expression') return false;
    const name = parent.field('field')?.text;
    if (name === 'C') return parent.parent?.kind === 'unary_expression';
    return (name === 'Stop' || name === 'Reset') && parent.fieldName === 'function';
  });
}

/** Whether a variable is declared without a channel, or set to nil. */
function isEverNil(pkg: PackageModel, object: VarObject): boolean {
  return pkg.referencesTo(object).some((mention) => {
    const written = writtenAt(mention);
    return written !== undefined && (!written.value || unwrapped(written.value).kind === 'nil');
  });
}

/** Whether a channel gives a time only once: none, or one of time.After. */
function givesOnce(pkg: PackageModel, written: SyntaxNode | undefined): boolean {
  const value = written && unwrapped(written);
  return !value || value.kind === 'nil' || pkg.calleeOf(value)?.id === 'time.After';
}

function textOf(pkg: PackageModel, { node }: VarObject): string {
  return `${factReaderOf(pkg).textOf(node)} is idle`;
}
