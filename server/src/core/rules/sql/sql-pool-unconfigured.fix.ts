import { assignedTo } from '../../flow/assignments.ts';
import { nilComparison, variable } from '../../flow/nil-comparison.ts';
import type { PoolSite } from '../../flow/pools.ts';
import type { PoolSetter } from '../../knowledge/sql-pools.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { givesError } from '../../semantic/types.ts';
import { endsInJump, statementsOf } from '../../syntax/statements.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit, RuleContext, RuleFix } from '../rule.ts';
import { importedName } from '../support/imports.ts';
import { indentOf, insertAfter } from '../support/insert.ts';
import { returnZero } from '../support/zero-values.ts';

/** Where the pool surely exists: after a statement, or at the start of a block. */
type Spot = { readonly after: SyntaxNode } | { readonly into: SyntaxNode };

/** The setters that are missing, after the check of the error that came with the pool; none without such a place. */
export function poolFixes(
  site: PoolSite,
  missing: readonly PoolSetter[],
  context: RuleContext,
): readonly RuleFix[] {
  const { package: pkg, file, config } = context;
  const { target } = site;
  if (!target || (target.kind !== 'identifier' && target.kind !== 'selector_expression')) return [];
  if (target.text === '_' || target.text.includes('\n')) return [];
  const fn = pkg.functionOf(site.call);
  const spots = new Spots(pkg, (call) => context.flow.neverReturns(call));
  let spot = fn && spots.ofSite(site);
  if (!fn || !spot) return [];

  const time = importedName(pkg, file, 'time', 'time', site.call);
  const duration = (source: string): string | undefined =>
    time === undefined && /\btime\./.test(source) ? undefined : source.replaceAll(/\btime\./g, `${time}.`);
  const values: [PoolSetter, string | undefined][] = missing.map((setter) => [
    setter,
    setter === 'SetConnMaxLifetime'
      ? duration(config.fixDefaults.connMaxLifetime)
      : String(config.fixDefaults.maxOpenConns),
  ]);
  // idle = open keeps every connection for ever unless something ends it
  const endsIdle = missing.includes('SetConnMaxLifetime') || !site.missing.has('SetConnMaxIdleTime');
  const hasIdleTime =
    site.opener.setters !== 'result' || pkg.calleeOf(site.call)?.id.endsWith('.NewEngine') !== true;
  if (!endsIdle && hasIdleTime && site.missing.has('SetConnMaxLifetime'))
    values.push(['SetConnMaxIdleTime', duration(config.fixDefaults.connMaxIdleTime)]);
  if (values.some(([, value]) => value === undefined)) return [];

  let receiver = target.text;
  const lines: string[] = [];
  if (site.opener.setters === 'DB() *sql.DB') receiver = `${target.text}.DB()`;
  else if (site.opener.setters === 'DB() (*sql.DB, error)') {
    const existing = poolVariable(pkg, target, spots);
    if (existing) {
      receiver = existing.name;
      spot = existing.spot;
    } else {
      const opening = openPool(pkg, fn, site, target.text);
      if (!opening) return [];
      receiver = opening.name;
      lines.push(...opening.lines);
    }
  }
  lines.push(...values.map(([setter, value]) => `${receiver}.${setter}(${value})`));
  const calls = values.map(([setter, value]) => `${setter}(${value})`).join(', ');
  const usesTime = values.some(([, value]) => value!.includes(`${time}.`));
  return [
    {
      title: { en: `Limit the pool: ${calls}`, 'zh-cn': `限制连接池：${calls}` },
      safety: 'suggested',
      edits: [place(context, spot, lines)],
      imports: usesTime ? [{ path: 'time', name: time! }] : [],
    },
  ];
}

function place({ file }: RuleContext, spot: Spot, lines: readonly string[]): NodeEdit {
  if ('after' in spot) return insertAfter(file, spot.after, lines);
  const indent = `${indentOf(file, spot.into)}\t`;
  const at = spot.into.start + 1;
  return { file, start: at, end: at, newText: lines.map((line) => `\n${indent}${line}`).join('') };
}

/** Finds the places behind an assignment where its value surely exists. */
class Spots {
  constructor(
    readonly pkg: PackageModel,
    readonly neverReturns: (call: SyntaxNode) => boolean,
  ) {}

  ofSite(site: PoolSite): Spot | undefined {
    const list = site.call.parent;
    const statement = list?.kind === 'expression_list' ? list.parent : undefined;
    return statement && this.after(statement, site.error);
  }

  after(assignment: SyntaxNode, error: SyntaxNode | undefined): Spot | undefined {
    const parent = assignment.parent;
    if (parent?.kind === 'if_statement' && assignment.fieldName === 'initializer') {
      // if db, err := sql.Open(...); err != nil { return err } else { ... }
      if (!error || !checks(this.pkg, parent, error)) return undefined;
      const alternative = parent.field('alternative');
      if (assignment.kind === 'short_var_declaration' || alternative) {
        return alternative?.kind === 'block' ? { into: alternative } : undefined;
      }
      return this.#leaves(parent) ? { after: parent } : undefined;
    }
    let statement = assignment;
    if (statement.kind === 'var_spec') {
      statement = statement.ancestor('var_declaration') ?? statement;
    }
    // at package level no statement can follow
    if (statement.parent?.kind !== 'statement_list') return undefined;
    if (!error || error.text === '_') return { after: statement };
    const siblings = statement.parent.namedChildren;
    const next = siblings[siblings.indexOf(statement) + 1];
    const isCheck =
      next?.kind === 'if_statement' && !next.field('initializer') && checks(this.pkg, next, error);
    return isCheck && this.#leaves(next) ? { after: next } : undefined;
  }

  /** Whether the body of an `if` without `else` ends in something that leaves. */
  #leaves(statement: SyntaxNode): boolean {
    if (statement.field('alternative')) return false;
    const body = statement.field('consequence');
    const last = statementsOf(body).at(-1);
    if (last?.kind === 'expression_statement') {
      const call = last.firstNamedChild;
      return call?.kind === 'call_expression' && this.neverReturns(call);
    }
    return endsInJump(body, 'goto_statement');
  }
}

/** Whether an `if` asks whether an error is there. */
function checks(pkg: PackageModel, statement: SyntaxNode, error: SyntaxNode): boolean {
  const condition = statement.field('condition');
  const comparison = condition && nilComparison(pkg, condition);
  if (!comparison?.isWhole || comparison.equal) return false;
  return comparison.object !== undefined && comparison.object === variable(pkg, error);
}

/** The variable that already holds gorm's `db.DB()`, and where it is known to be good. */
function poolVariable(
  pkg: PackageModel,
  target: SyntaxNode,
  spots: Spots,
): { name: string; spot: Spot } | undefined {
  const object = target.kind === 'identifier' ? pkg.objectOf(target) : undefined;
  if (object?.kind !== 'var') return undefined;
  for (const reference of pkg.referencesTo(object)) {
    const selector = reference.parent;
    const call = selector?.parent;
    if (selector?.kind !== 'selector_expression' || selector.field('field')?.text !== 'DB') continue;
    if (call?.kind !== 'call_expression' || pkg.functionOf(call) !== pkg.functionOf(target)) continue;
    const assignment = call.parent?.parent;
    const [name, error] = assignment?.field('left')?.namedChildren ?? [];
    if (!assignment || name?.kind !== 'identifier' || name.text === '_') continue;
    if (!assignedTo(name)) continue;
    const spot = spots.after(assignment, error);
    if (spot) return { name: name.text, spot };
  }
  return undefined;
}

/** `sqlDB, err := db.DB()` with its check, where the function can return the error. */
function openPool(
  pkg: PackageModel,
  fn: GoFunction,
  site: PoolSite,
  target: string,
): { name: string; lines: string[] } | undefined {
  const name = 'sqlDB';
  if (!givesError(pkg.signatureOf(fn)) || pkg.lookup(name, site.call) || mentions(fn, name)) return undefined;
  const error = site.error && site.error.text !== '_' ? site.error.text : 'err';
  return {
    name,
    lines: [
      `${name}, ${error} := ${target}.DB()`,
      `if ${error} != nil {`,
      `\t${returnZero(fn, pkg, error)}`,
      '}',
    ],
  };
}

function mentions(fn: GoFunction, name: string): boolean {
  for (const identifier of fn.node.descendants('identifier')) if (identifier.text === name) return true;
  return false;
}
