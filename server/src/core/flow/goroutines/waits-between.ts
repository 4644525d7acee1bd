import { homeOf } from '../../semantic/home.ts';
import type { Callee, GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import { isErrorType, namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Channel, Channels } from '../channels.ts';
import { isOwnGroup } from './closing-order.ts';
import { argumentsFor } from './wait-groups.ts';

interface Asked {
  readonly pkg: PackageModel;
  readonly channels: Channels;
  /** Channels whose operations are known: they are no reason. */
  readonly followed: ReadonlyMap<VarObject, Channel>;
}

/** Two functions that run at the same time. */
export interface Sides {
  readonly closer: GoFunction;
  readonly runner: GoFunction;
  /** What starts the goroutine of the runner. */
  readonly start: SyntaxNode | undefined;
  /** Whether a node of the closer is in the part that runs beside the other. */
  readonly isBetween: (node: SyntaxNode) => boolean;
}

/** Whether something that is not followed may make one of two goroutines wait for the other: a lock, a channel, a call on what both have. */
export function mayWaitBetween(asked: Asked, { closer, runner, start, isBetween }: Sides): boolean {
  const { pkg } = asked;
  if (!closer.body || !runner.body) return true;
  const ofRunner = new Set(
    [runner.node, ...(start ? [start] : [])].flatMap((each) => [...variablesIn(pkg, each)]),
  );
  // who hands something to the function that starts the goroutine does no more with it
  const starter = start && pkg.functionOf(start);
  const handing = starter && starter !== closer ? pkg.callsTo(starter) : [];
  const ofCloser = new Set<VarObject>();
  for (const identifier of closer.body.descendants('identifier')) {
    if (!isBetween(identifier) || handing.some((call) => call.contains(identifier))) continue;
    const object = pkg.objectOf(identifier);
    if (object?.kind === 'var') ofCloser.add(object);
  }
  const shared = new Set<VarObject>();
  for (const object of ofRunner) {
    const common = namesOf(pkg, object).filter((each) => ofCloser.has(each) && !asked.followed.has(each));
    if (common.length > 0) for (const each of [object, ...common]) shared.add(each);
  }
  const waits = (body: SyntaxNode): SyntaxNode[] =>
    [...body.descendants('call_expression', 'unary_expression', 'range_clause')].filter((each) =>
      mayWait(asked, shared, each),
    );
  return waits(closer.body).some(isBetween) || waits(runner.body).length > 0;
}

/** Parameters on the way from the variable that the closing side has to the one that the goroutine has. */
const MOST_NAMES = 8;

/** A variable, and those that its callers pass for it where it is a parameter. */
function namesOf(pkg: PackageModel, object: VarObject): readonly VarObject[] {
  const names = new Set([object]);
  for (const each of names) {
    if (names.size > MOST_NAMES) break;
    if (each.role === 'parameter') for (const given of argumentsFor(pkg, each)) names.add(given);
  }
  return [...names];
}

const CLOCK = new Set(['time.Sleep', 'runtime.Gosched']);

/** Whether a node may make its goroutine wait for another one. */
function mayWait(
  { pkg, channels, followed }: Asked,
  shared: ReadonlySet<VarObject>,
  node: SyntaxNode,
): boolean {
  if (node.kind !== 'call_expression') {
    if (node.kind === 'unary_expression' && node.field('operator')?.text !== '<-') return false;
    const operand = node.field(node.kind === 'range_clause' ? 'right' : 'operand');
    if (!operand || (node.kind === 'range_clause' && pkg.underlying(pkg.typeOf(operand))?.kind !== 'chan'))
      return false;
    const channel = channels.channelOf(operand);
    if (channel.wokenBy === 'timer' || channel.wokenBy === 'context') return false;
    return !channel.variables.some((variable) => followed.has(variable));
  }
  const callee = pkg.calleeOf(node);
  if (!callee) return true;
  if (callee.id === 'sync.WaitGroup.Wait') return !isOwnGroup(pkg, node);
  if (isOfSync(callee)) return true;
  if (waitsNever(callee)) return false;
  if (![...variablesIn(pkg, node)].some((object) => shared.has(object) && !isPlain(pkg, object)))
    return false;
  return hasUnseenBody(callee) || waitsInside(pkg, callee.function!, new Set());
}

/** Whether a callee waits for another goroutine, or lets one run. Add and Done of a group do not. */
function isOfSync({ id }: Callee): boolean {
  return CLOCK.has(id) || (/^sync\.\w/.test(id) && !/^sync\.WaitGroup\.(Add|Done|Go)$/.test(id));
}

function waitsNever({ id, kind }: Callee): boolean {
  return kind === 'builtin' || kind === 'conversion' || /^sync\.WaitGroup\./.test(id);
}

function hasUnseenBody({ kind, function: fn }: Callee): boolean {
  return !fn || kind === 'interface-method';
}

/** Standard packages that compute, and know no other goroutine. */
const COMPUTES =
  /^(?:bytes|errors|maps|math|slices|sort|strconv|strings|sync\/atomic|unicode|time)\.|^fmt\.(?:Sp|E)/;

/** Whether the body of a function, or of one that it calls, may wait: what it does and what it is called say nothing else. */
function waitsInside(pkg: PackageModel, fn: GoFunction, open: Set<GoFunction>): boolean {
  if (!fn.body) return true;
  if (open.has(fn)) return false;
  open.add(fn);
  const home = homeOf(pkg, fn);
  return [
    ...fn.body.descendants(
      'call_expression',
      'unary_expression',
      'range_clause',
      'send_statement',
      'select_statement',
    ),
  ].some((node) => {
    if (isStarted(node, fn)) return false;
    if (node.kind === 'send_statement' || node.kind === 'select_statement') return true;
    if (node.kind === 'unary_expression') return node.field('operator')?.text === '<-';
    if (node.kind === 'range_clause') {
      const ranged = node.field('right');
      return ranged !== undefined && home.underlying(home.typeOf(ranged))?.kind === 'chan';
    }
    const callee = home.calleeOf(node);
    if (!callee || callee.id === 'sync.WaitGroup.Wait' || isOfSync(callee)) return true;
    if (waitsNever(callee) || COMPUTES.test(callee.id)) return false;
    return hasUnseenBody(callee) || waitsInside(home, callee.function!, open);
  });
}

/** Whether a goroutine that a function starts runs a node of it: the function goes on. */
function isStarted(node: SyntaxNode, { node: root }: GoFunction): boolean {
  const start = node.ancestor('go_statement');
  return start !== undefined && root.contains(start);
}

function* variablesIn(pkg: PackageModel, node: SyntaxNode): Generator<VarObject> {
  for (const identifier of node.descendants('identifier')) {
    const object = pkg.objectOf(identifier);
    if (object?.kind === 'var' && object.node !== identifier) yield object;
  }
}

/** Whether nobody can wait for another goroutine by a variable: text, numbers, errors, and contexts, which only end. */
function isPlain(pkg: PackageModel, object: VarObject): boolean {
  const type = pkg.typeOfObject(object);
  if (namedId(type) === 'context.Context' || isErrorType(type)) return true;
  const bare = pkg.underlying(type);
  return bare?.kind === 'basic' || (bare?.kind === 'slice' && pkg.underlying(bare.element)?.kind === 'basic');
}
