import { CONNECT_SOURCES, DSN_CONNECT_LIMIT } from '../knowledge/sql-pools.ts';
import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo } from './assignments.ts';
import { callsInModule } from './goroutines/once.ts';
import { loopsAround } from './loop-heads.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';
import { isSamePlace, placeOf } from './places.ts';

/**
 * Whether a Ping is the first thing that is asked of a pool which its function has just opened, by a data source name that limits
 * how long connecting may take: what it waits for is the connection.
 */
export function isLimitedConnect(pkg: PackageModel, call: SyntaxNode): boolean {
  const callee = pkg.calleeOf(call);
  if (!callee?.receiver || !/\.Ping$/.test(callee.id) || !loopsAround(call).next().done) return false;
  const opened = originsOf(pkg, callee.receiver, { fields: true })?.all ?? [];
  return (
    opened.length > 0 &&
    opened.every(
      ({ node }) => pkg.functionOf(node) === pkg.functionOf(call) && isLimited(pkg, node, new Map()),
    )
  );
}

const ACQUIRES = /^github\.com\/jackc\/pgx\/v\d+\/pgxpool\.Pool\.Acquire$/;

/**
 * Whether a connection is acquired from a pgx pool whose connections the same function has closed before, so that it waits for a new one:
 * pgxpool/pool.go, NewWithConfig "Ensure that a connect won't hang forever", `connConfig.ConnectTimeout = 2 * time.Minute` where the
 * configuration has no limit.
 */
export function isAcquiredAnew(pkg: PackageModel, call: SyntaxNode): boolean {
  const callee = pkg.calleeOf(call);
  const pool = ACQUIRES.test(callee?.id ?? '') ? placeOf(pkg, callee?.receiver) : undefined;
  const fn = pkg.functionOf(call);
  if (!pool) return false;
  return [...(fn?.body?.descendants('call_expression') ?? [])].some((each) => {
    const called = each.field('function');
    return (
      called?.field('field')?.text === 'Reset' &&
      each.end <= call.start &&
      each.ancestor('statement_list')?.contains(call) === true &&
      isSamePlace(placeOf(pkg, called.field('operand')), pool)
    );
  });
}

/** Whether an expression is, or is made of, a data source name that limits the connect, wherever in the module it comes from. */
function isLimited(pkg: PackageModel, expression: SyntaxNode, known: Known): boolean {
  const node = unwrapped(expression);
  const inner = (part: SyntaxNode | undefined): boolean => part !== undefined && isLimited(pkg, part, known);
  const value = pkg.constantOf(node);
  if (
    value?.kind === 'string' &&
    value.parts.some((part) => part !== undefined && DSN_CONNECT_LIMIT.test(part))
  )
    return true;
  switch (node.kind) {
    case 'unary_expression':
      return inner(node.field('operand'));
    case 'binary_expression':
      return inner(node.field('left')) || inner(node.field('right'));
    case 'identifier': {
      const object = variable(pkg, node);
      return object !== undefined && isLimitedVariable(pkg, object, known);
    }
    case 'call_expression': {
      const callee = pkg.calleeOf(node);
      const source = CONNECT_SOURCES.get(callee?.id ?? '');
      if (source !== undefined) return inner(node.field('arguments')?.namedChildren[source]);
      const fn = callee?.kind === 'interface-method' ? undefined : callee?.function;
      return fn !== undefined && remembered(known, fn, () => returnsLimited(homeOf(pkg, fn), fn, known));
    }
    default:
      return false;
  }
}

/** Whether the first result of a function does, wherever it returns. */
function returnsLimited(pkg: PackageModel, fn: GoFunction, known: Known): boolean {
  const [named] = fn.results;
  const returned = [...(fn.body?.descendants('return_statement') ?? [])].filter(
    (each) => pkg.functionOf(each) === fn,
  );
  return (
    returned.length > 0 &&
    returned.every((each) => {
      const given = each.firstNamedChild?.namedChildren[0];
      return given
        ? isLimited(pkg, given, known)
        : named !== undefined && isLimitedVariable(pkg, named, known);
    })
  );
}

/** Whether something that a variable gets limits the connect: `dsn += " host=db"` leaves it in; for a parameter at every call. */
function isLimitedVariable(pkg: PackageModel, object: VarObject, known: Known): boolean {
  return remembered(known, object, () => {
    const fn = object.function;
    if (object.role === 'parameter' && fn) {
      const index = fn.parameters.indexOf(object);
      const calls = callsInModule(pkg, fn) ?? [];
      return (
        calls.length > 0 &&
        calls.every((call) => {
          const given = call.node.field('arguments')?.namedChildren[index];
          return given !== undefined && isLimited(call.pkg, given, known);
        })
      );
    }
    return pkg.referencesTo(object).some((mention) => {
      const assigned = assignedTo(mention);
      return assigned?.value !== undefined && assigned.index === 0 && isLimited(pkg, assigned.value, known);
    });
  });
}

/** Variables and functions that were looked at; one that is met again on its own way adds nothing. */
type Known = Map<VarObject | GoFunction, boolean>;

function remembered(known: Known, key: VarObject | GoFunction, find: () => boolean): boolean {
  const before = known.get(key);
  if (before !== undefined) return before;
  known.set(key, false);
  const found = find();
  known.set(key, found);
  return found;
}
