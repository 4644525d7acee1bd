import { DSN_LIMITS, IN_MEMORY_DSN } from '../knowledge/blocking-calls.ts';
import {
  CONNECTOR_SOURCES,
  LIMITED_CONNECTORS,
  type LimitedConnector,
  MYSQL_FORMAT,
} from '../knowledge/driver-limits.ts';
import { MYSQL_CONFIG } from '../knowledge/mysql-dsn.ts';
import { memoized } from '../semantic/memo.ts';
import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { configuredValueOf } from './configured-values.ts';
import type { PoolLimit } from './contexts-limits.ts';
import { type Origin, originsOf } from './origins.ts';

/**
 * What a data source name, a connector or a driver's configuration says of how long a statement may wait in the driver.
 * @param source the argument of what opens the pool
 */
export function sourceLimit(pkg: PackageModel, source: SyntaxNode | undefined): PoolLimit {
  if (!source) return 'unknown';
  const dsn = pkg.constantOf(source);
  if (dsn?.kind === 'string') {
    const says = (pattern: RegExp): boolean =>
      dsn.parts.some((part) => part !== undefined && pattern.test(part));
    if (says(IN_MEMORY_DSN)) return 'in-process';
    if (says(DSN_LIMITS)) return 'limited';
    if (!dsn.parts.includes(undefined)) return 'none';
  }
  const origins = originsOf(pkg, source, { fields: true })?.all ?? [];
  return origins.length > 0 && origins.every((origin) => isLimitedSource(pkg, origin))
    ? 'limited'
    : 'unknown';
}

function isLimitedSource(pkg: PackageModel, { node }: Origin): boolean {
  const callee = node.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
  if (!callee) return false;
  const connector = LIMITED_CONNECTORS.get(callee.id);
  if (connector) return keepsLimit(pkg, connector);
  const given =
    callee.id === MYSQL_FORMAT
      ? callee.receiver
      : node.field('arguments')?.namedChildren[CONNECTOR_SOURCES.get(callee.id) ?? Number.NaN];
  if (!given) return false;
  return namedId(pkg.typeOf(given)) === MYSQL_CONFIG
    ? setsReadTimeout(pkg, given)
    : sourceLimit(pkg, given) === 'limited';
}

/** go-sql-driver/mysql dsn.go: `ReadTimeout time.Duration // I/O read timeout`, of every read of a connection. */
function setsReadTimeout(pkg: PackageModel, config: SyntaxNode): boolean {
  const field = configuredValueOf(pkg, config).fields.get('ReadTimeout');
  return (
    field !== undefined &&
    !(typeof field.value === 'object' && field.value.kind === 'int' && field.value.value === 0n)
  );
}

/** Whether nothing in a package turns off the limit that a driver's connectors have by themselves. */
function keepsLimit(pkg: PackageModel, connector: LimitedConnector): boolean {
  const known = kept(pkg);
  const before = known.get(connector);
  if (before !== undefined) return before;
  const answer = pkg.files.every(
    (file) =>
      file.isTest ||
      ![...file.tree.root.descendants('call_expression')].some((call) => turnsOff(pkg, call, connector)),
  );
  known.set(connector, answer);
  return answer;
}

const kept = memoized<PackageModel, Map<LimitedConnector, boolean>>(() => new Map());

function turnsOff(
  pkg: PackageModel,
  call: SyntaxNode,
  { setters, replaced, off }: LimitedConnector,
): boolean {
  const id = pkg.calleeOf(call)?.id ?? '';
  if (id === replaced) return true;
  const args = call.field('arguments')?.namedChildren ?? [];
  const index = setters.get(id);
  const value = args[index ?? 0] && pkg.constantOf(args[index ?? 0]!);
  if (index !== undefined) return value?.kind === 'int' && value.value <= 0n;
  return value?.kind === 'string' && value.parts.some((part) => part !== undefined && off.test(part));
}
