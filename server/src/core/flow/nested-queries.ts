import { ROWS_OF_POOL, TAKES_CONNECTION, TRANSACTION_OF_POOL } from '../knowledge/pool-calls.ts';
import type { FileModel, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf, targetsOf } from './assignments.ts';
import type { BasicBlock, ControlFlowGraph, Edge, FlowModel } from './model.ts';
import { nilComparison, variable } from './nil-comparison.ts';
import { isSamePlace, type Place, placeOf } from './places.ts';

/** A call that asks a pool for a connection while its goroutine keeps one. */
export interface NestedQuery {
  /** The call that keeps one: its rows are open, its transaction has not ended. */
  readonly holder: SyntaxNode;
  readonly kind: 'rows' | 'transaction';
  /** The variable of the rows or the transaction. */
  readonly held: VarObject;
  /** The pool, as the holder is called on it. */
  readonly pool: SyntaxNode;
  /** The call in the same function that asks for one more, or leads to what does. */
  readonly call: SyntaxNode;
  /** What asks for it. */
  readonly query: SyntaxNode;
}

/** Calls between a function and what asks the pool. */
const MOST_CALLS = 3;

/** Every such call of a file, the first one of each holder. */
export function* nestedQueriesIn(pkg: PackageModel, flow: FlowModel, file: FileModel): Iterable<NestedQuery> {
  for (const call of file.tree.root.descendants('call_expression')) {
    const callee = call.field('function')?.kind === 'selector_expression' ? pkg.calleeOf(call) : undefined;
    const isRows = ROWS_OF_POOL.has(callee?.id ?? '');
    if (!callee?.receiver || (!isRows && !TRANSACTION_OF_POOL.has(callee.id))) continue;
    const list = call.parent?.kind === 'expression_list' ? call.parent : undefined;
    const [target, error] = list?.namedChildren.length === 1 ? targetsOf(list.parent) : [];
    const held = target && variable(pkg, target);
    const fn = pkg.functionOf(call);
    const place = placeOf(pkg, callee.receiver);
    if (held?.role !== 'local' || held.function !== fn || !fn || !place) continue;
    const search = new Search(pkg, flow, fn, held, error && variable(pkg, error), place);
    const found = search.from(call);
    if (found) {
      const kind = isRows ? 'rows' : 'transaction';
      yield { holder: call, kind, held, pool: callee.receiver, ...found };
    }
  }
}

/** Follows the paths on which rows or a transaction keep a connection. */
class Search {
  readonly #graph: ControlFlowGraph;

  constructor(
    readonly pkg: PackageModel,
    readonly flow: FlowModel,
    readonly fn: GoFunction,
    readonly held: VarObject,
    readonly error: VarObject | undefined,
    readonly place: Place,
  ) {
    this.#graph = flow.graphOf(fn);
  }

  from(holder: SyntaxNode): Pick<NestedQuery, 'call' | 'query'> | undefined {
    const start = this.#graph.blockOf(holder);
    if (!start) return undefined;
    const work: { block: BasicBlock; after: number; isErrorFresh: boolean }[] = [
      { block: start, after: holder.end, isErrorFresh: this.error !== undefined },
    ];
    const seen = new Set<string>();
    for (let next = work.shift(); next; next = work.shift()) {
      const { block, after } = next;
      let { isErrorFresh } = next;
      let isHeld = true;
      for (const node of block.nodes) {
        if (node.end <= after) continue;
        const isHolder = node.contains(holder);
        if (!isHolder) {
          const found = this.#queryIn(node, after);
          if (found) return found;
        }
        if (!isHolder && this.#releases(node)) isHeld = false;
        if (!isHolder && this.#assigns(node, this.error)) isErrorFresh = false;
        if (!isHeld) break;
      }
      if (!isHeld) continue;
      for (const edge of block.successors) {
        if (this.#ends(edge, isErrorFresh)) continue;
        const key = `${edge.to.id} ${isErrorFresh}`;
        if (seen.has(key)) continue;
        seen.add(key);
        work.push({ block: edge.to, after: -1, isErrorFresh });
      }
    }
    return undefined;
  }

  /** Whether there is nothing to hold where an edge leads: it failed, or the rows have come to their end. */
  #ends({ kind, condition }: Edge, isErrorFresh: boolean): boolean {
    if (!condition) return false;
    const comparison = nilComparison(this.pkg, condition);
    if (comparison?.isWhole && comparison.object) {
      const isNil = (kind === 'true') === comparison.equal;
      if (comparison.object === this.error && isErrorFresh) return !isNil;
      if (comparison.object === this.held) return isNil;
    }
    return kind === 'false' && this.#methodOf(condition) === 'Next';
  }

  /** Whether a node lets go of what is held, gives it to somebody who may, or to another value. */
  #releases(node: SyntaxNode): boolean {
    if (this.#assigns(node, this.held)) return true;
    const isDeferred = node.kind === 'defer_statement';
    for (const mention of this.pkg.referencesTo(this.held)) {
      if (!node.contains(mention) || mention === this.held.node) continue;
      const selector = mention.parent?.kind === 'selector_expression' ? mention.parent : undefined;
      const name = selector?.field('field')?.text ?? '';
      if (/^(Close|Commit|Rollback)$/.test(name)) {
        if (!isDeferred) return true;
      } else if (!selector && !isDeferred && !this.#isLent(mention)) return true;
    }
    return false;
  }

  /** Whether a function of the program gets it and does not let go of it. */
  #isLent(mention: SyntaxNode): boolean {
    const list = mention.parent?.kind === 'argument_list' ? mention.parent : undefined;
    const call = list?.parent;
    const fn = call?.kind === 'call_expression' ? this.pkg.calleeOf(call)?.function : undefined;
    const index = list?.namedChildren.indexOf(mention) ?? -1;
    const type = namedId(this.pkg.typeOf(mention)) ?? '';
    if (!fn || index < 0 || !type.endsWith('.Tx')) return false;
    const { releases, keeps } = this.flow.parameterEffect(fn, index, 'sql-tx');
    return releases === 'never' && !keeps;
  }

  #assigns(node: SyntaxNode, object: VarObject | undefined): boolean {
    return assignmentsOf(node).some(({ target }) => object && variable(this.pkg, target) === object);
  }

  /** The method that a condition calls on what is held. */
  #methodOf(call: SyntaxNode): string | undefined {
    const target = call.kind === 'call_expression' ? call.field('function') : undefined;
    const operand = target?.field('operand');
    return operand && variable(this.pkg, operand) === this.held ? target?.field('field')?.text : undefined;
  }

  #queryIn(node: SyntaxNode, after: number): Pick<NestedQuery, 'call' | 'query'> | undefined {
    if (node.kind === 'defer_statement' || node.kind === 'go_statement') return undefined;
    for (const call of node.descendants('call_expression')) {
      if (call.start < after || this.pkg.functionOf(call) !== this.fn) continue;
      const query = this.#asks(this.fn, call, this.place, 0);
      if (query) return { call, query };
    }
    return undefined;
  }

  /** What asks the pool for a connection when a call is run. */
  #asks(caller: GoFunction, call: SyntaxNode, place: Place, depth: number): SyntaxNode | undefined {
    const callee = this.pkg.calleeOf(call);
    if (!callee) return undefined;
    if (TAKES_CONNECTION.has(callee.id)) {
      return callee.receiver && isSamePlace(place, placeOf(this.pkg, callee.receiver)) ? call : undefined;
    }
    const { function: fn } = callee;
    // what runs again inside itself has been looked at; a literal may be run later
    if (!fn?.body || fn === caller || depth >= MOST_CALLS || fn.node.kind === 'func_literal')
      return undefined;
    // a function that gets the transaction, or anything that may carry it, may use that
    const args = call.field('arguments')?.namedChildren ?? [];
    if (args.some((argument) => this.#mayCarry(argument))) return undefined;
    const inner = insideOf(this.pkg, place, fn, callee.receiver, args);
    if (!inner || this.pkg.fileOf(fn.node) !== fn.file) return undefined;
    for (const each of fn.body.descendants('call_expression')) {
      if (this.pkg.functionOf(each) !== fn || isConditional(each, fn)) continue;
      const query = this.#asks(fn, each, inner, depth + 1);
      if (query) return query;
    }
    return undefined;
  }

  #mayCarry(argument: SyntaxNode): boolean {
    if (argument.kind === 'variadic_argument') return true;
    if ([...argument.descendants('identifier')].some((each) => variable(this.pkg, each) === this.held))
      return true;
    const type = this.pkg.typeOf(argument);
    return type === undefined
      ? this.pkg.constantOf(argument) === undefined
      : /\.Tx$/.test(namedId(type) ?? '');
  }
}

/** The same place as a called function names it: through its receiver, a parameter or a package variable. */
function insideOf(
  pkg: PackageModel,
  place: Place,
  fn: GoFunction,
  receiver: SyntaxNode | undefined,
  args: readonly SyntaxNode[],
): Place | undefined {
  if (place.root.role === 'package') return place;
  const given: (readonly [VarObject | undefined, SyntaxNode | undefined])[] = [
    [fn.receiver, receiver],
    ...fn.parameters.map((each, index) => [each, args[index]] as const),
  ];
  for (const [object, value] of given) {
    const outer = object && value ? placeOf(pkg, value) : undefined;
    if (!object || outer?.root !== place.root || outer.fields.length > place.fields.length) continue;
    if (outer.fields.every((field, index) => field === place.fields[index]))
      return { root: object, fields: place.fields.slice(outer.fields.length) };
  }
  return undefined;
}

/** Whether a call runs only on some paths of its function, in a goroutine of its own or when the function ends. */
export function isConditional(call: SyntaxNode, fn: GoFunction): boolean {
  for (let node = call; node.parent && node !== fn.body; node = node.parent) {
    if (/^(if_statement|for_statement|expression_switch_statement)$/.test(node.parent.kind)) {
      if (/^(consequence|alternative|body)$/.test(node.fieldName ?? '')) return true;
    }
    if (
      /^(go_statement|defer_statement|expression_case|default_case|type_case|communication_case)$/.test(
        node.kind,
      )
    )
      return true;
  }
  return false;
}
