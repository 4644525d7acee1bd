import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import { callsBuiltin } from '../../semantic/universe.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { comparesNil } from '../always-nil.ts';
import { loopAt } from '../goroutines/loops.ts';
import { boundWhen, integerComparison, isExcluded, type SubjectBound } from '../integer-bounds.ts';
import type { ControlFlowGraph, Edge } from '../model.ts';
import type { LockPaths } from './paths.ts';
import type { Condition, LockState } from './state.ts';

/** Operators and what each is the negation of. */
const NEGATED: ReadonlyMap<string, string> = new Map([
  ['!=', '=='],
  ['>=', '<'],
  ['>', '<='],
]);

/** Expressions that are written as their value, when it is known. */
const CONSTANTS: ReadonlySet<string> = new Set([
  'identifier',
  'selector_expression',
  'interpreted_string_literal',
  'raw_string_literal',
  'int_literal',
]);

/** The text of a condition that compares something with a whole number or a text. */
const COMPARED = /^(.*)== (-?\d+|".*") $/s;

function comparison({ key }: Condition): { readonly subject: string; readonly value: string } | undefined {
  const [, subject, value] = COMPARED.exec(key) ?? [];
  return subject !== undefined && value !== undefined ? { subject, value } : undefined;
}

/** A whole number or text that an expression is, the same however it is written; undefined for anything else. */
export function constantText(pkg: PackageModel, expression: SyntaxNode): string | undefined {
  const constant = pkg.constantOf(expression);
  if (constant?.kind === 'int') return `${constant.value}`;
  if (constant?.kind !== 'string' || constant.parts.some((part) => part === undefined)) return undefined;
  return JSON.stringify(constant.parts.join(''));
}

/** The conditions that a function asks, the same whichever lock is followed. */
class AskedConditions {
  readonly #known = new Map<SyntaxNode, Condition | undefined>();
  readonly #ofCases = new Map<SyntaxNode, readonly Condition[]>();
  /** Where each condition is asked, by its key and by what it compares. */
  readonly #asked = new Map<string, SyntaxNode[]>();
  readonly #ofLoops = new Map<SyntaxNode | undefined, Map<string, boolean>>();
  readonly #comparesNil = new Map<SyntaxNode, boolean>();
  readonly fn: GoFunction;

  constructor(
    readonly pkg: PackageModel,
    readonly paths: LockPaths,
    graph: ControlFlowGraph,
  ) {
    this.fn = graph.function;
    const seen = new Set<SyntaxNode>();
    for (const block of graph.blocks) {
      for (const { condition, kind } of block.successors) {
        if (!condition || seen.has(condition)) continue;
        seen.add(condition);
        const asked =
          kind === 'true' || kind === 'false'
            ? [this.of(condition)]
            : kind === 'case'
              ? this.ofCase(condition)
              : [];
        for (const name of new Set(asked.flatMap((each) => (each ? namesOf(each) : [])))) {
          const places = this.#asked.get(name);
          if (places) places.push(condition);
          else this.#asked.set(name, [condition]);
        }
      }
    }
  }

  /** Whether a condition compares the error of a call that never fails with nil. */
  comparesNil(condition: SyntaxNode): boolean {
    let comparesNone = this.#comparesNil.get(condition);
    if (comparesNone === undefined) {
      comparesNone = comparesNil(this.pkg, condition, false);
      this.#comparesNil.set(condition, comparesNone);
    }
    return comparesNone;
  }

  /** Where a condition, or any that compares an integer, is asked. */
  places(name: string): readonly SyntaxNode[] {
    return this.#asked.get(name) ?? [];
  }

  /** The condition that an expression states; undefined for one that nothing is remembered of. */
  of(node: SyntaxNode): Condition | undefined {
    if (this.#known.has(node)) return this.#known.get(node);
    const condition = this.#compute(node);
    this.#known.set(node, condition);
    return condition;
  }

  #compute(node: SyntaxNode): Condition | undefined {
    if (node.kind === 'parenthesized_expression')
      return node.firstNamedChild && this.of(node.firstNamedChild);
    if (node.kind === 'unary_expression' && node.field('operator')?.text === '!') {
      const inner = this.of(node.field('operand')!);
      return inner && { ...inner, isPositive: !inner.isPositive };
    }
    if (node.kind === 'true' || node.kind === 'false') return undefined;
    const operator = node.kind === 'binary_expression' ? node.field('operator')!.text : '';
    const negated = NEGATED.get(operator);
    const objects: VarObject[] = [];
    let key = '';
    let isVolatile = false;
    let written = node.start;
    for (const leaf of node.descendants()) {
      if (leaf.start < written) continue; // part of a constant
      const constant = CONSTANTS.has(leaf.kind) ? constantText(this.pkg, leaf) : undefined;
      if (constant !== undefined) {
        key += `${constant} `;
        written = leaf.end;
        continue;
      }
      if (leaf.kind === 'call_expression' || leaf.kind === 'selector_expression') isVolatile = true;
      if (leaf.kind === 'unary_expression' && leaf.field('operator')?.text === '<-') return undefined;
      if (leaf.kind === 'func_literal') return undefined;
      if (leaf.children.length > 0) continue;
      const object = leaf.kind === 'identifier' ? this.pkg.objectOf(leaf) : undefined;
      if (object?.kind === 'var') {
        objects.push(object);
        key += `#${this.paths.numberOf(object)} `;
      } else if (negated && leaf.parent === node && leaf.fieldName === 'operator') key += `${negated} `;
      else key += `${leaf.text} `;
    }
    const isPositive = negated === undefined;
    const bound = this.#boundOf(node, isPositive, isVolatile);
    return { key, isPositive, objects, isVolatile, bound };
  }

  /** What a comparison of an integer with a constant says when it comes out so. */
  #boundOf(node: SyntaxNode, holds: boolean, isVolatile: boolean): SubjectBound | undefined {
    const compared = integerComparison(this.pkg, node);
    if (isVolatile && !(compared && isLengthOfVariable(this.pkg, compared.operand))) return undefined;
    const operand = compared && this.of(compared.operand);
    return operand && boundWhen({ ...compared.bound, subject: operand.key }, holds);
  }

  /** What the values of a case of a switch say about its tag. */
  ofCase(clause: SyntaxNode): readonly Condition[] {
    let conditions = this.#ofCases.get(clause);
    if (!conditions) {
      conditions = this.#computeCase(clause);
      this.#ofCases.set(clause, conditions);
    }
    return conditions;
  }

  #computeCase(clause: SyntaxNode): readonly Condition[] {
    const tag =
      clause.parent?.kind === 'expression_switch_statement' ? clause.parent.field('value') : undefined;
    const whole = tag && this.of(tag);
    if (!whole) return [];
    const values = clause.field('value')?.namedChildren ?? [];
    return values.map((value) => {
      const key = `${whole.key}== ${this.of(value)?.key ?? `${value.text} `}`;
      return { ...whole, key, bound: undefined, isPositive: true };
    });
  }

  /**
   * Whether a condition is asked inside a loop only: its next iteration may find it otherwise. Where the loop is not
   * known, inside loops of any kind.
   */
  isOfLoop(key: string, loop: SyntaxNode | undefined): boolean {
    let ofLoop = this.#ofLoops.get(loop);
    if (!ofLoop) {
      ofLoop = new Map();
      this.#ofLoops.set(loop, ofLoop);
    }
    let isOfLoop = ofLoop.get(key);
    if (isOfLoop === undefined) {
      isOfLoop = this.places(key).every((node) => {
        const around = loop ?? node.ancestor('for_statement');
        return around !== undefined && this.fn.node.contains(around) && around.contains(node);
      });
      ofLoop.set(key, isOfLoop);
    }
    return isOfLoop;
  }
}

/** The condition that an expression of a function states; undefined for one that nothing is remembered of. */
export function conditionOf(
  { pkg, paths }: { readonly pkg: PackageModel; readonly paths: LockPaths },
  graph: ControlFlowGraph,
  expression: SyntaxNode,
): Condition | undefined {
  return askedIn(pkg, paths, graph).of(expression);
}

const ASKED = new WeakMap<ControlFlowGraph, AskedConditions>();

function askedIn(pkg: PackageModel, paths: LockPaths, graph: ControlFlowGraph): AskedConditions {
  let asked = ASKED.get(graph);
  if (asked?.paths !== paths) {
    asked = new AskedConditions(pkg, paths, graph);
    ASKED.set(graph, asked);
  }
  return asked;
}

/** Remembers which way conditions went, so that a condition asked twice goes the same way. */
export class Conditions {
  readonly #asked: AskedConditions;
  readonly #deciding = new Map<string, boolean>();
  readonly #flags = new Map<VarObject, boolean>();
  readonly fn: GoFunction;

  constructor(
    readonly pkg: PackageModel,
    paths: LockPaths,
    graph: ControlFlowGraph,
    /** Whether a literal takes or releases a lock. */
    readonly changesLocks: (literal: SyntaxNode) => boolean,
    /** Whether what comes behind a statement finds other locks held, by the branch that was taken. */
    readonly decides: (statement: SyntaxNode) => boolean,
    /** Whether what a function called does to locks depends on something. */
    readonly depends: (call: SyntaxNode) => boolean,
  ) {
    this.fn = graph.function;
    this.#asked = askedIn(pkg, paths, graph);
  }

  /** The condition that an expression states; undefined for one that nothing is remembered of. */
  of(node: SyntaxNode): Condition | undefined {
    return this.#asked.of(node);
  }

  /** The state after an edge; undefined when what is known says that it is not taken. */
  cross(edge: Edge, state: LockState): LockState | undefined {
    const { condition, kind } = edge;
    let next = edge.isBackEdge ? this.#nextIteration(loopAt(edge.to), state) : state;
    if (!condition) return next;
    if (kind === 'true' || kind === 'false') {
      const isNil = (kind === 'true') === (condition.field('operator')?.text === '==');
      if (!isNil && this.#asked.comparesNil(condition)) return undefined;
      const known = this.of(condition);
      return known ? this.#assume(known, (kind === 'true') === known.isPositive, next, condition) : next;
    }
    if (kind === 'case') {
      const cases = this.#asked.ofCase(condition);
      if (cases.length === 0) return next;
      if (cases.every((each) => next.facts.get(each.key)?.holds === false)) return undefined;
      return cases.length === 1 ? this.#assume(cases[0]!, true, next, condition) : next;
    }
    if (kind === 'default' && condition.kind === 'expression_switch_statement') {
      for (const clause of condition.namedChildren) {
        if (clause.kind !== 'expression_case') continue;
        for (const each of this.#asked.ofCase(clause)) {
          const after = this.#assume(each, false, next, condition);
          if (!after) return undefined;
          next = after;
        }
      }
    }
    return next;
  }

  #nextIteration(loop: SyntaxNode | undefined, state: LockState): LockState {
    return state.forgetFacts((each) => each.isVolatile && this.#asked.isOfLoop(each.key, loop));
  }

  #assume(condition: Condition, holds: boolean, state: LockState, at: SyntaxNode): LockState | undefined {
    const known = state.facts.get(condition.key);
    if (known) return known.holds === holds ? state : undefined;
    if (condition.bound) {
      const others = [...state.facts.values()].map((fact) => ({
        bound: fact.condition.bound,
        holds: fact.holds,
      }));
      if (isExcluded(condition.bound, holds, others)) return undefined;
    }
    if (holds && this.#isOtherwise(condition, state)) return undefined;
    const isAskedAgain = namesOf(condition).some(
      (name) => this.#isDeciding(name) && this.#isAskedAfter(name, at),
    );
    return isAskedAgain || this.#isFlag(condition) ? state.learn(condition, holds) : state;
  }

  /** Whether what a condition compares is known to be another constant. */
  #isOtherwise(condition: Condition, state: LockState): boolean {
    const compared = comparison(condition);
    if (!compared) return false;
    for (const fact of state.facts.values()) {
      const known = fact.holds ? comparison(fact.condition) : undefined;
      if (known?.subject === compared.subject && known.value !== compared.value) return true;
    }
    return false;
  }

  #isAskedAfter(name: string, node: SyntaxNode): boolean {
    const loop = node.ancestor('for_statement');
    return (
      (loop !== undefined && this.fn.node.contains(loop)) ||
      this.#asked.places(name).some((other) => other.start > node.start)
    );
  }

  /** Whether a condition, or what it is about, is asked more than once, and decides about a lock somewhere. */
  #isDeciding(name: string): boolean {
    let isDeciding = this.#deciding.get(name);
    if (isDeciding === undefined) {
      const asked = this.#asked.places(name);
      isDeciding =
        asked.length > 1 &&
        asked.some((node) => {
          const statement = node.ancestor(
            'if_statement',
            'for_statement',
            'expression_switch_statement',
            'func_literal',
          );
          return statement !== undefined && this.decides(statement);
        });
      this.#deciding.set(name, isDeciding);
    }
    return isDeciding;
  }

  /** A variable that is asked here and mentioned again: in a literal, or as an argument. */
  #isFlag(condition: Condition): boolean {
    const [object] = condition.objects;
    if (!object || condition.objects.length > 1 || !/^#\d+ $/.test(condition.key)) return false;
    let isFlag = this.#flags.get(object);
    if (isFlag === undefined) {
      isFlag = this.pkg
        .referencesTo(object)
        .some((reference) => this.#isArgument(reference) || this.#isInDecidingLiteral(reference));
      this.#flags.set(object, isFlag);
    }
    return isFlag;
  }

  /** Whether it decides inside a function called that has to do with locks. */
  #isArgument(reference: SyntaxNode): boolean {
    const { parent } = reference;
    const list = parent?.kind === 'unary_expression' ? parent.parent : parent;
    return list?.kind === 'argument_list' && this.depends(list.parent!);
  }

  #isInDecidingLiteral(reference: SyntaxNode): boolean {
    const literal = this.pkg.functionOf(reference);
    return literal !== undefined && literal !== this.fn && this.changesLocks(literal.node);
  }

  /** What an assignment of `true` or `false`, or of anything else, says from now on. */
  assign(target: SyntaxNode, value: SyntaxNode | undefined, state: LockState): LockState {
    const next = state.forgetFacts((condition) => isChangedBy(this.pkg, condition, target));
    const isVariable = this.pkg.objectOf(baseOf(target) ?? target)?.kind === 'var';
    if (!isVariable || (value?.kind !== 'true' && value?.kind !== 'false')) return next;
    const condition = this.of(target);
    return condition ? next.learn(condition, value.kind === 'true') : next;
  }
}

function isLengthOfVariable(pkg: PackageModel, operand: SyntaxNode): boolean {
  const measured = callsBuiltin(pkg, operand, 'len') ? operand.field('arguments') : undefined;
  return measured?.firstNamedChild?.kind === 'identifier';
}

/** Whether an assignment may change how a condition comes out: of a variable in it, or of a field that it names. */
export function isChangedBy(pkg: PackageModel, condition: Condition, target: SyntaxNode): boolean {
  const base = baseOf(target);
  const object = base && pkg.objectOf(base);
  if (object?.kind !== 'var' || !condition.objects.includes(object)) return false;
  const field = assignedField(target);
  return field === undefined || condition.key.split(' ').includes(field);
}

/** What the places of a condition are found by. */
function namesOf({ key, bound }: Condition): readonly string[] {
  return bound ? [key, bound.subject] : [key];
}

/** The last field on the way to what an assignment changes: `b` of `x.a.b`, of `x.a.b[i]` and of `*x.a.b`. */
function assignedField(target: SyntaxNode): string | undefined {
  let node: SyntaxNode | undefined = target;
  while (node && node.kind !== 'selector_expression') {
    node = node.kind === 'parenthesized_expression' ? node.firstNamedChild : node.field('operand');
  }
  return node?.field('field')?.text;
}

/** The variable at the left end of `x.a[i].b`. */
function baseOf(node: SyntaxNode): SyntaxNode | undefined {
  let base: SyntaxNode | undefined = node;
  while (base && base.kind !== 'identifier') {
    base = base.kind === 'parenthesized_expression' ? base.firstNamedChild : base.field('operand');
  }
  return base;
}
