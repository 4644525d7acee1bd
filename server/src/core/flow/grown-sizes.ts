import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { loopsAround, roundsOf } from './loop-heads.ts';
import { unwrapped } from './nil-comparison.ts';
import { isSamePlace, type Place, placeOf } from './places.ts';

/** Where a number that grows comes from. */
export interface Growth {
  /** `load`: from the numbers of the pool itself. `itself`: from its own value of the time before. */
  readonly from: 'load' | 'itself';
  /** The expression that makes it larger. */
  readonly node: SyntaxNode;
}

const STATS = 'database/sql.DBStats';
/** Numbers of database/sql.DBStats that rise with the load or with the limit itself. */
const RISING = new Set(['InUse', 'OpenConnections', 'MaxOpenConnections', 'WaitCount']);
const GROWS = new Set(['+', '*', '<<']);
const GROWS_BY = new Set(['+=', '*=', '<<=']);
const COMPARES = new Set(['<', '<=', '>', '>=']);
/** They give back what they get, up to the fraction. */
const ROUNDS = new Set(['math.Ceil', 'math.Floor', 'math.Round', 'math.Trunc']);
const MOST_DEPTH = 12;

/**
 * Why a number has no upper bound: it is computed from a load that it lets grow, or from itself, and nothing on the way cuts it:
 * no minimum, and no comparison with anything else. Undefined where it has one, or is not understood.
 */
export function unboundedGrowthOf(pkg: PackageModel, expression: SyntaxNode): Growth | undefined {
  const search = new GrowthSearch(pkg, expression);
  search.visit(expression, 0);
  return search.isUnclear || search.isCompared() ? undefined : search.growth;
}

class GrowthSearch {
  isUnclear = false;
  #isRising = false;
  #grows: SyntaxNode | undefined;
  #own: SyntaxNode | undefined;
  readonly #places: Place[] = [];

  constructor(
    readonly pkg: PackageModel,
    readonly use: SyntaxNode,
  ) {}

  get growth(): Growth | undefined {
    if (this.#own) return { from: 'itself', node: this.#own };
    return this.#isRising && this.#grows ? { from: 'load', node: this.#grows } : undefined;
  }

  visit(expression: SyntaxNode, depth: number): void {
    const node = unwrapped(expression);
    if (this.isUnclear || this.pkg.constantOf(node)) return;
    if (depth > MOST_DEPTH) this.isUnclear = true;
    else if (node.kind === 'binary_expression') {
      if (GROWS.has(node.field('operator')?.text ?? '')) this.#grows ??= node;
      this.visit(node.field('left')!, depth + 1);
      this.visit(node.field('right')!, depth + 1);
    } else if (node.kind === 'call_expression' || node.kind === 'type_conversion_expression') {
      this.#call(node, depth);
    } else if (this.#isOfStats(node)) {
      this.#isRising = true;
      const place = placeOf(this.pkg, node);
      if (place) this.#places.push(place);
    } else {
      const place = placeOf(this.pkg, node);
      if (place) this.#place(place, depth);
      else this.isUnclear = true;
    }
  }

  #call(node: SyntaxNode, depth: number): void {
    const callee = this.pkg.calleeOf(node);
    const args = node.field('arguments')?.namedChildren ?? [];
    const isKept =
      callee?.kind === 'conversion' ||
      callee?.id === 'max' ||
      callee?.id === 'math.Max' ||
      ROUNDS.has(callee?.id ?? '');
    // a minimum is a bound, and any other function may have one
    if (!isKept) this.isUnclear = true;
    for (const argument of isKept ? args : []) this.visit(argument, depth + 1);
  }

  #isOfStats(node: SyntaxNode): boolean {
    const operand = node.kind === 'selector_expression' ? node.field('operand') : undefined;
    const name = node.field('field')?.text ?? '';
    return operand !== undefined && RISING.has(name) && namedId(this.pkg.typeOf(operand)) === STATS;
  }

  /** What the function assigns to a variable or field, and whether it makes it larger than it was. */
  #place(place: Place, depth: number): void {
    if (this.#places.some((each) => isSamePlace(each, place))) return;
    this.#places.push(place);
    const fn = this.pkg.functionOf(this.use);
    let isAssigned = false;
    for (const statement of fn?.body?.descendants(
      'assignment_statement',
      'short_var_declaration',
      'inc_statement',
    ) ?? []) {
      const targets =
        statement.kind === 'inc_statement'
          ? statement.namedChildren
          : (statement.field('left')?.namedChildren ?? []);
      const index = targets.findIndex((each) => isSamePlace(placeOf(this.pkg, each), place));
      if (index < 0) continue;
      isAssigned = true;
      const values = statement.field('right')?.namedChildren ?? [];
      const operator = statement.kind === 'inc_statement' ? '+=' : (statement.field('operator')?.text ?? '');
      if (GROWS_BY.has(operator)) {
        if (this.#isRepeated(statement, place)) this.#own ??= statement;
      } else if (statement.kind === 'assignment_statement' && operator !== '=') {
        this.isUnclear = true;
      } else {
        const value = values.length === targets.length ? values[index] : undefined;
        if (!value) this.isUnclear = true;
        else if (this.#growsFrom(value, place) && this.#isRepeated(statement, place)) this.#own ??= value;
        else this.visit(value, depth + 1);
      }
    }
    // others decide what it is
    if (!isAssigned) this.isUnclear = true;
  }

  /** Whether a sum or product holds the place itself. */
  #growsFrom(value: SyntaxNode, place: Place): boolean {
    const node = unwrapped(value);
    if (node.kind !== 'binary_expression' || !GROWS.has(node.field('operator')?.text ?? '')) return false;
    return [node.field('left')!, node.field('right')!].some((each) =>
      isSamePlace(placeOf(this.pkg, each), place),
    );
  }

  /** Whether a statement runs again and again on the same value: a local one in a loop without an end, any other at every call. */
  #isRepeated(statement: SyntaxNode, { root, fields }: Place): boolean {
    const isLocal = fields.length === 0 && (root.role === 'local' || root.role === 'parameter');
    if (!isLocal) return root.role === 'package' || root.role === 'receiver';
    return [...loopsAround(statement)].some(
      (loop) => roundsOf(this.pkg, loop) === 'endless' && !loop.contains(root.node),
    );
  }

  /** Whether the function compares the number, or what it is made of, with something that does not rise with it. */
  isCompared(): boolean {
    const fn = this.pkg.functionOf(this.use);
    const mentions = (side: SyntaxNode): boolean =>
      [side, ...side.descendants('selector_expression', 'identifier')].some((node) => {
        const place = placeOf(this.pkg, node);
        return place !== undefined && this.#places.some((each) => isSamePlace(each, place));
      });
    const rises = (side: SyntaxNode): boolean =>
      mentions(side) ||
      [side, ...side.descendants('selector_expression')].some((node) => this.#isOfStats(unwrapped(node)));
    for (const node of fn?.body?.descendants('binary_expression') ?? []) {
      if (!COMPARES.has(node.field('operator')?.text ?? '')) continue;
      const [left, right] = [node.field('left')!, node.field('right')!];
      if (mentions(left) !== mentions(right) && !(rises(left) && rises(right))) return true;
    }
    return false;
  }
}
