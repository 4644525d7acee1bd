import { behaviourOf } from '../knowledge/behaviour/index.ts';
import { CONTEXT_TWINS, type ContextTwin, TWIN_NAMES } from '../knowledge/context-twins.ts';
import type { FileModel, PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { namedId, pointed } from '../semantic/types.ts';
import { endsInJump } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { startOfLiteral } from './channels.ts';
import { isChosenWithoutLimit } from './chosen-limits.ts';
import { endsAtOnce, isLocalAndFinite, limitsItself } from './command-limits.ts';
import { isLimitedConnect } from './connect-limits.ts';
import { answersAtOnce, isGivenSchemaWork, isMeantToWait, isSchemaWork } from './contexts-calls.ts';
import { dialerLimit, moduleFacts, poolLimit } from './contexts-limits.ts';
import { isProbeAtStartUp, isProbeOfChild, nearnessOf } from './dialled-addresses.ts';
import { loopsAround } from './loop-heads.ts';
import { isFallback, localNetworkAt } from './network-branches.ts';
import { nilComparison, variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';
import { seenValuesOf } from './seen-values.ts';
import { isSwitchedOff } from './settled-flags.ts';
import { sqlDialectOf } from './sql-dialects.ts';

/** A call that waits for somebody else, gets no context, and that nothing else is known to end. */
export interface ContextlessCall {
  /** What could get a context: `db.Query(...)`, `exec.Command(...)`, `net.Dial(...)`. */
  readonly call: SyntaxNode;
  readonly twin: ContextTwin;
  /** The calls that wait: the call itself, or where the command is run. */
  readonly waits: readonly SyntaxNode[];
  /** `doubtful` where it may well be that it does not wait, or is meant to. */
  readonly certainty: Certainty;
  /** Why it is doubtful. */
  readonly doubt: Doubt | undefined;
}

type Certainty = 'proved' | 'likely' | 'doubtful';

/**
 * `bounded`: the driver itself ends each wait for an answer. `child`: it asks whether a process listens that was just started. `chosen`: who sets no limit, or gives no function that connects, has decided so. `given`: some caller changes the schema with it.
 * `local database`, `local network`, `own address`: it may be one of this process or machine. `finite`: a command that ends by itself.
 * `transaction`: it may end with the context that its transaction was begun with.
 */
export type Doubt =
  | 'bounded'
  | 'child'
  | 'chosen'
  | 'finite'
  | 'given'
  | 'local database'
  | 'local network'
  | 'own address'
  | 'transaction';

const DOUBTS: ReadonlySet<string> = new Set<Doubt>([
  'bounded',
  'child',
  'chosen',
  'finite',
  'given',
  'local database',
  'local network',
  'own address',
  'transaction',
]);

function isDoubt(answer: Certainty | Doubt): answer is Doubt {
  return DOUBTS.has(answer);
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
    const answer = otherwiseUnlimited(pkg, call, twin, callee?.receiver);
    if (!answer || isSwitchedOff(pkg, call)) continue;
    const isChosen = isChosenWithoutLimit(pkg, call) || (category === 'dial' && isFallback(pkg, call));
    const doubt = isChosen ? 'chosen' : isDoubt(answer) ? answer : undefined;
    const certainty = doubt || isDoubt(answer) ? 'doubtful' : answer;
    yield { call, twin, waits, certainty, doubt };
  }
}

/** How sure it is that nothing ends the call; undefined when something does, may well, or should not. */
function otherwiseUnlimited(
  pkg: PackageModel,
  call: SyntaxNode,
  twin: ContextTwin,
  receiver: SyntaxNode | undefined,
): Certainty | Doubt | undefined {
  switch (twin.category) {
    case 'exec':
      if (limitsItself(pkg, call) || endsAtOnce(pkg, call)) return undefined;
      return isLocalAndFinite(pkg, call) ? 'finite' : 'proved';
    case 'dial':
      return dialCertainty(pkg, call, twin, receiver);
    case 'sql': {
      const isOwnWork = (at: SyntaxNode, statement: number | undefined): boolean =>
        isSchemaWork(pkg, at, statement) || isMeantToWait(pkg, at, statement);
      if (isOwnWork(call, twin.statement) || isTriedAgain(pkg, call) || isLimitedConnect(pkg, call))
        return undefined;
      if (receiver && twin.statement === undefined) {
        if (preparedFor(pkg, receiver).some(({ call: at, statement }) => isOwnWork(at, statement)))
          return undefined;
      }
      if (receiver && mayEndWithTransaction(pkg, receiver)) return 'transaction';
      const pool = receiver ? poolLimit(pkg, receiver) : 'unknown';
      if (pool === 'in-process') return undefined;
      if (pool === 'limited') return 'bounded';
      const facts = moduleFacts(pkg);
      if (pool === 'unknown' && facts.hasOnlyLocalDatabases) return undefined;
      if (pool === 'unknown' && facts.hasLocalDatabases) {
        // a package may hold the code for both kinds, and words of one of them only
        if (sqlDialectOf(pkg) !== 'server') return 'local database';
      }
      // what it runs is for its callers to say
      if (isGivenSchemaWork(pkg, call, twin.statement)) return 'given';
      return facts.hasStatementLimit ? 'likely' : 'proved';
    }
  }
}

const TRANSACTIONS: ReadonlySet<string> = new Set(['database/sql.Tx', 'github.com/jmoiron/sqlx.Tx']);
/** What begins a transaction without a context (database/sql/sql.go: "Begin uses context.Background internally"). */
const BEGINS_UNBOUND = /\.(?:Begin|Beginx|MustBegin)$/;

/**
 * Whether a statement runs in a transaction that a context may end: database/sql rolls it back then (sql.go, Tx.awaitDone),
 * and github.com/lib/pq watches the context of BeginTx until the transaction is over (conn_go18.go: `cn.txnFinish = cn.watchCancel(ctx)`).
 */
function mayEndWithTransaction(pkg: PackageModel, receiver: SyntaxNode): boolean {
  const type = namedId(pointed(pkg.typeOf(receiver)));
  if (type === undefined || !TRANSACTIONS.has(type)) return false;
  const origins = originsOf(pkg, receiver, { fields: true })?.all;
  return !origins?.length || !origins.every(({ node }) => BEGINS_UNBOUND.test(pkg.calleeOf(node)?.id ?? ''));
}

/**
 * Whether a call asks whether a database is there yet: it has no statement, and the loop around it waits between its rounds and
 * is left as soon as there is no error.
 */
function isTriedAgain(pkg: PackageModel, call: SyntaxNode): boolean {
  const id = pkg.calleeOf(call)?.id ?? '';
  const [loop] = /\.Ping$/.test(id) ? [...loopsAround(call)] : [];
  if (
    !loop ||
    ![...loop.descendants('call_expression')].some((each) => pkg.calleeOf(each)?.id === 'time.Sleep')
  )
    return false;
  return [...loop.descendants('if_statement')].some((statement) => {
    const condition = statement.field('condition');
    const branch = statement.field('consequence');
    const comparison = condition && nilComparison(pkg, condition);
    const isFine = comparison && condition.field('operator')?.text === '==';
    return isFine === true && branch !== undefined && endsInJump(branch);
  });
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
): Certainty | Doubt | undefined {
  const args = call.field('arguments')?.namedChildren ?? [];
  const [network, remote] = (address ?? []).map((index) => args[index]);
  if (!network || !remote || answersAtOnce(pkg, network, remote)) return undefined;
  const kinds = originsOf(pkg, network, { fields: true })?.all ?? [];
  if (kinds.length > 0 && kinds.every(({ node }) => answersAtOnce(pkg, node, remote))) return undefined;
  // what listens on this machine answers or refuses at once
  const nearness = nearnessOf(pkg, remote);
  if (nearness === 'here' || isProbeAtStartUp(pkg, call)) return undefined;
  const limiter = dialer === undefined ? receiver : args[dialer];
  if (limiter && dialerLimit(pkg, limiter) !== 'none') return undefined;
  const branch = localNetworkAt(pkg, call, network);
  if (branch === 'same') return undefined;
  if (nearness === 'completed') return 'own address';
  if (isProbeOfChild(pkg, call)) return 'child';
  const seen = seenValuesOf(pkg, network) ?? [];
  const isSeenLocal = seen.length > 0 && seen.every((each) => isLocalNetwork(each.pkg, each.value));
  if (branch === 'alike' || isSeenLocal) return 'local network';
  const value = pkg.constantOf(network);
  if (value?.kind === 'string' && !value.parts.includes(undefined)) return nearness ? 'likely' : 'proved';
  // a network that others choose may be a local socket
  return isDecidedElsewhere(
    pkg,
    network,
    kinds.map(({ node }) => node),
  )
    ? 'local network'
    : 'likely';
}

/** net/dial.go: "Known networks are", those of this machine. */
function isLocalNetwork(pkg: PackageModel, network: SyntaxNode): boolean {
  const name = pkg.constantOf(network);
  return (
    name?.kind === 'string' && /^unix(?:gram|packet)?$/.test(name.parts[0] ?? '') && name.parts.length === 1
  );
}

/**
 * Whether a value that is not known is what another function of the program has decided on, that of an address, what a library hands to a
 * literal that it was given.
 */
function isDecidedElsewhere(pkg: PackageModel, value: SyntaxNode, origins: readonly SyntaxNode[]): boolean {
  const sources = value.kind === 'call_expression' || origins.length === 0 ? [value] : origins;
  return sources.every((each) => {
    if (each.kind === 'call_expression') {
      const callee = pkg.calleeOf(each);
      return callee?.function !== undefined || callee?.id === 'net.Addr.Network';
    }
    const object = variable(pkg, each);
    const literal = object?.role === 'parameter' ? object.function?.node : undefined;
    return literal?.kind === 'func_literal' && (isArgument(literal) || isGivenOn(pkg, literal));
  });
}

function isArgument(node: SyntaxNode): boolean {
  return node.parent?.kind === 'argument_list';
}

/** Whether a literal is put into a variable that calls get. */
function isGivenOn(pkg: PackageModel, literal: SyntaxNode): boolean {
  const list = literal.parent?.kind === 'expression_list' ? literal.parent : undefined;
  const [target] = list ? targetsOf(list.parent) : [];
  const object = target && variable(pkg, target);
  return object !== undefined && pkg.referencesTo(object).some(isArgument);
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
