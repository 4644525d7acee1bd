import { behaviourOf } from '../knowledge/behaviour/index.ts';
import { CONTEXT_TWINS, type ContextTwin, TWIN_NAMES } from '../knowledge/context-twins.ts';
import type { FileModel, PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { startOfLiteral } from './channels.ts';
import { endsAtOnce, limitsItself } from './command-limits.ts';
import { answersAtOnce, isMeantToWait, isSchemaWork } from './contexts-calls.ts';
import { dialerLimit, moduleFacts, poolLimit } from './contexts-limits.ts';
import { audienceOf } from './listen-addresses.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';

/** A call that waits for somebody else, gets no context, and that nothing else is known to end. */
export interface ContextlessCall {
  /** What could get a context: `db.Query(...)`, `exec.Command(...)`, `net.Dial(...)`. */
  readonly call: SyntaxNode;
  readonly twin: ContextTwin;
  /** The calls that wait: the call itself, or where the command is run. */
  readonly waits: readonly SyntaxNode[];
  readonly certainty: 'proved' | 'likely';
}

/** Every such call of a category in a file. */
export function* contextlessCallsIn(
  pkg: PackageModel,
  file: FileModel,
  category: ContextTwin['category'],
): Iterable<ContextlessCall> {
  for (const call of file.tree.root.descendants('call_expression')) {
    const target = call.field('function');
    const name = target?.kind === 'selector_expression' ? target.field('field')?.text : target?.text;
    if (name === undefined || !TWIN_NAMES.has(name)) continue;
    const callee = pkg.calleeOf(call);
    const twin = callee && CONTEXT_TWINS.get(callee.id);
    if (twin?.category !== category) continue;
    const waits = category === 'exec' ? runsOf(pkg, call) : [call];
    if (waits.length === 0) continue;
    const certainty = otherwiseUnlimited(pkg, call, twin, callee?.receiver);
    if (certainty) yield { call, twin, waits, certainty };
  }
}

/** How sure it is that nothing ends the call; undefined when something does, may well, or should not. */
function otherwiseUnlimited(
  pkg: PackageModel,
  call: SyntaxNode,
  twin: ContextTwin,
  receiver: SyntaxNode | undefined,
): ContextlessCall['certainty'] | undefined {
  switch (twin.category) {
    case 'exec':
      return limitsItself(pkg, call) || endsAtOnce(pkg, call) ? undefined : 'proved';
    case 'dial':
      return dialCertainty(pkg, call, twin, receiver);
    case 'sql': {
      const isOwnWork = (at: SyntaxNode, statement: number | undefined): boolean =>
        isSchemaWork(pkg, at, statement) || isMeantToWait(pkg, at, statement);
      if (isOwnWork(call, twin.statement)) return undefined;
      if (receiver && twin.statement === undefined) {
        if (preparedFor(pkg, receiver).some(({ call: at, statement }) => isOwnWork(at, statement)))
          return undefined;
      }
      const pool = receiver ? poolLimit(pkg, receiver) : 'unknown';
      if (pool === 'in-process') return undefined;
      const facts = moduleFacts(pkg);
      if (pool === 'unknown' && facts.hasOnlyLocalDatabases) return undefined;
      return pool === 'limited' || facts.hasStatementLimit ? 'likely' : 'proved';
    }
  }
}

/** The calls that have prepared a statement, with the index of its text. */
function preparedFor(
  pkg: PackageModel,
  statement: SyntaxNode,
): readonly { readonly call: SyntaxNode; readonly statement: number }[] {
  const origins = originsOf(pkg, statement, { fields: true })?.all ?? [];
  return origins.flatMap(({ node }) => {
    const id = node.kind === 'call_expression' ? (pkg.calleeOf(node)?.id ?? '') : '';
    const index = CONTEXT_TWINS.get(id)?.statement ?? behaviourOf(id)?.blocks?.statement;
    return /Prepare/.test(id) && index !== undefined ? [{ call: node, statement: index }] : [];
  });
}

function dialCertainty(
  pkg: PackageModel,
  call: SyntaxNode,
  { address, dialer }: ContextTwin,
  receiver: SyntaxNode | undefined,
): ContextlessCall['certainty'] | undefined {
  const args = call.field('arguments')?.namedChildren ?? [];
  const [network, remote] = (address ?? []).map((index) => args[index]);
  if (!network || !remote || answersAtOnce(pkg, network, remote)) return undefined;
  // what listens on this machine answers or refuses at once
  if (audienceOf(pkg, remote) === 'local') return undefined;
  const limiter = dialer === undefined ? receiver : args[dialer];
  if (limiter && dialerLimit(pkg, limiter) !== 'none') return undefined;
  const value = pkg.constantOf(network);
  // a network that others choose may be a local socket
  return value?.kind === 'string' && !value.parts.includes(undefined) ? 'proved' : 'likely';
}

/** Run a command to its end. */
const RUNS = new Set(['Run', 'Output', 'CombinedOutput']);
/** Fields that are set, and methods that are called, without anybody else getting hold of the command. */
const SETTINGS = new Set([
  'Args',
  'Dir',
  'Env',
  'Environ',
  'Path',
  'Stderr',
  'Stdin',
  'Stdout',
  'String',
  'SysProcAttr',
]);

/**
 * Where a command is run to its end: none when something else may happen to it, as with one that is started and killed, handed
 * on, or that a person at the terminal ends. What a goroutine of its own runs may be meant to stay.
 */
function runsOf(pkg: PackageModel, maker: SyntaxNode): readonly SyntaxNode[] {
  const fn = pkg.functionOf(maker);
  if (!fn || startOfLiteral(pkg, fn.node)) return [];
  const direct = runOn(maker);
  if (direct) return isInGo(direct) ? [] : [direct];
  const list = maker.parent?.kind === 'expression_list' ? maker.parent : undefined;
  const [target, ...others] = list ? targetsOf(list.parent) : [];
  const object = target && others.length === 0 ? variable(pkg, target) : undefined;
  if (object?.role !== 'local') return [];
  const runs: SyntaxNode[] = [];
  for (const mention of pkg.referencesTo(object)) {
    if (mention === object.node || mention === target) continue;
    const selector = mention.parent?.kind === 'selector_expression' ? mention.parent : undefined;
    const field = selector?.field('field')?.text ?? '';
    if (!selector || pkg.functionOf(mention) !== fn) return [];
    const run = runOn(mention);
    if (run && !isInGo(run)) runs.push(run);
    else if (!SETTINGS.has(field) || isTerminal(pkg, selector)) return [];
  }
  return runs;
}

/** The call of Run, Output or CombinedOutput on an expression. */
function runOn(operand: SyntaxNode): SyntaxNode | undefined {
  const selector = operand.parent;
  if (selector?.kind !== 'selector_expression' || operand.fieldName !== 'operand') return undefined;
  const call = selector.parent;
  const isCall = call?.kind === 'call_expression' && selector.fieldName === 'function';
  return isCall && RUNS.has(selector.field('field')?.text ?? '') ? call : undefined;
}

function isInGo(call: SyntaxNode): boolean {
  return call.parent?.kind === 'go_statement';
}

/** Whether the terminal of the program is made the input of a command. */
function isTerminal(pkg: PackageModel, selector: SyntaxNode): boolean {
  if (selector.field('field')?.text !== 'Stdin') return false;
  const assignment = selector.parent?.parent;
  return [...(assignment?.descendants('selector_expression') ?? [])].some(
    (each) => qualifiedId(pkg, each) === 'os.Stdin',
  );
}
