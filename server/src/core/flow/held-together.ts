import { behaviourOf } from '../knowledge/behaviour/index.ts';
import { HTTP_RESPONSES } from '../knowledge/ownership/http-response.ts';
import { OWNERSHIP } from '../knowledge/ownership/table.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import { isAlwaysRun } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import type { LoopDefer } from './loop-defers.ts';
import { outermostLoop, releasedObject } from './loop-lifetimes.ts';
import { nilComparison, variable } from './nil-comparison.ts';

type Release = Pick<LoopDefer, 'call' | 'kind' | 'released'>;

/** Values that do nothing by themselves and that nobody else sees: to keep them through a wait serves no one. */
const PASSIVE: ReadonlySet<string> = new Set(
  ['file', 'file-system-file', 'archive', ...HTTP_RESPONSES, 'sql-rows', 'pgx-rows', 'sql-stmt'].flatMap(
    (name) => OWNERSHIP.get(name)?.types ?? [],
  ),
);

/**
 * Whether the values of all iterations are meant to be there together: behind the loop the function waits before it
 * returns, as a server that holds its connections until it is told to stop; or it only asks listeners for their
 * addresses, which differ because all of them are open.
 */
export function isHeldTogether(pkg: PackageModel, release: Release, loop: SyntaxNode): boolean {
  const object = releasedObject(pkg, release);
  if (!object || release.kind === 'unlock') return false;
  const id = namedId(pkg.typeOfObject(object));
  if (!(id !== undefined && PASSIVE.has(id)) && waitsBehind(pkg, loop)) return true;
  return (
    release.kind === 'close' && isGivenAnyPort(pkg, object) && isOnlyAddress(pkg, object, id, release, loop)
  );
}

/**
 * Whether a listener at an address that the program has drawn up is only asked for it, which is kept: nobody connects, and as long as it is
 * open no other round gets the same.
 */
export function isReserved(pkg: PackageModel, release: Release, loop: SyntaxNode): boolean {
  const object = release.kind === 'close' ? releasedObject(pkg, release) : undefined;
  if (!object || !addressOf(pkg, object)?.endsWith(UNKNOWN)) return false;
  return isOnlyAddress(pkg, object, namedId(pkg.typeOfObject(object)), release, loop);
}

/** Whether the statement behind a loop, the outermost one around it, waits for somebody else. */
function waitsBehind(pkg: PackageModel, loop: SyntaxNode): boolean {
  const outermost = outermostLoop(loop);
  let statement: SyntaxNode | undefined = outermost;
  while (statement?.parent?.kind === 'labeled_statement') statement = statement.parent;
  const list: readonly SyntaxNode[] = statement?.parent?.namedChildren ?? [];
  const next = list.find((each) => each.start >= outermost.end && !each.isExtra);
  return next !== undefined && waits(pkg, next);
}

function waits(pkg: PackageModel, statement: SyntaxNode): boolean {
  if (statement.kind === 'select_statement')
    return !statement.namedChildren.some((clause) => clause.kind === 'default_case');
  const run = statement.kind === 'return_statement' ? statement.firstNamedChild : statement;
  if (!run) return false;
  for (const node of [run, ...run.descendants('unary_expression', 'call_expression')]) {
    if (!isAlwaysRun(node, run)) continue;
    if (node.kind === 'unary_expression' && node.field('operator')?.text === '<-') return true;
    const callee = node.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
    const category = callee && behaviourOf(callee.id)?.blocks?.category;
    // a lock, a once: those wait for no end
    if (callee && category === 'wait' && /\.(?:Wait|Sleep)$/.test(callee.id)) return true;
    if (category === 'serve') return true;
  }
  return false;
}

/** What listens, by type, with the method that says where (net/net.go, Listener: "Addr returns the listener's network address"). */
const ADDRESSES: ReadonlyMap<string, string> = new Map([
  ['net.Listener', 'Addr'],
  ['net.TCPListener', 'Addr'],
  ['net.UnixListener', 'Addr'],
  ['net.PacketConn', 'LocalAddr'],
  ['net.UDPConn', 'LocalAddr'],
]);

/** Whether a listener is asked for nothing but its address, which is kept for longer than the iteration. */
function isOnlyAddress(
  pkg: PackageModel,
  object: VarObject,
  id: string | undefined,
  release: Release,
  loop: SyntaxNode,
): boolean {
  const method = ADDRESSES.get(id ?? '');
  if (method === undefined) return false;
  let isKept = false;
  for (const reference of pkg.referencesTo(object)) {
    const { parent } = reference;
    const isCompared = parent?.kind === 'binary_expression' && nilComparison(pkg, parent) !== undefined;
    if (isCompared || isAssignedWhole(reference) || release.call.contains(reference)) continue;
    if (reference === object.node || isTold(reference)) continue;
    if (parent?.kind !== 'selector_expression' || parent.field('field')?.text !== method) return false;
    isKept ||= reachesOuter(pkg, parent, loop, 2);
  }
  return isKept;
}

/** Whether a value is only handed to a call of a return statement, as into the text of an error: no round follows. */
function isTold(reference: SyntaxNode): boolean {
  if (reference.parent?.kind !== 'argument_list') return false;
  const outer = reference.ancestor('return_statement', 'func_literal');
  return outer?.kind === 'return_statement';
}

/**
 * Whether the system may choose where a variable listens, which it does when a function of net is given no port (net/dial.go,
 * Listen: "if the port in the address parameter is empty or "0" ... a port number is automatically chosen").
 */
function isGivenAnyPort(pkg: PackageModel, object: VarObject): boolean {
  const text = addressOf(pkg, object);
  return text !== undefined && (text === '' || text === UNKNOWN || /:0?$/.test(text));
}

/** What of an address is not known. */
const UNKNOWN = '\0';

/** Where a function of net lets a variable listen, as far as that is known; undefined when no such function gives it. */
function addressOf(pkg: PackageModel, object: VarObject): string | undefined {
  const list = object.node.parent;
  const call = list?.kind === 'expression_list' ? list.parent?.field('right')?.firstNamedChild : undefined;
  if (
    call?.kind !== 'call_expression' ||
    !/^net\.(?:ListenConfig\.)?Listen/.test(pkg.calleeOf(call)?.id ?? '')
  )
    return undefined;
  const address = call.field('arguments')?.namedChildren.at(-1);
  const value = address && pkg.constantOf(address);
  return value?.kind === 'string' ? value.parts.map((part) => part ?? UNKNOWN).join('') : UNKNOWN;
}

/** Whether a part of an expression is put into a variable that is declared outside a loop, itself or over others. */
function reachesOuter(pkg: PackageModel, part: SyntaxNode, loop: SyntaxNode, steps: number): boolean {
  let statement: SyntaxNode | undefined = part;
  while (statement && !statement.kind.endsWith('_statement') && statement.kind !== 'short_var_declaration') {
    statement = statement.parent;
  }
  const targets = statement?.field('right')?.contains(part)
    ? statement.field('left')?.namedChildren
    : undefined;
  return (targets ?? []).some((target) => {
    let base: SyntaxNode | undefined = target;
    while (base && base.kind !== 'identifier') base = base.field('operand');
    const object = base && variable(pkg, base);
    if (!object) return false;
    if (!loop.contains(object.node)) return true;
    return (
      steps > 0 &&
      pkg.referencesTo(object).some((each) => each !== base && reachesOuter(pkg, each, loop, steps - 1))
    );
  });
}
