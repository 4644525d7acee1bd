import { STANDARD_LIBRARY } from '../knowledge/stdlib.generated.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { NodeKind } from '../syntax/kinds.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { askedVariable } from './asked-methods.ts';
import { assignmentsOf, isAssignedWhole } from './assignments.ts';
import { boundWhen, integerComparison, type SubjectBound } from './integer-bounds.ts';
import type { BasicBlock, ControlFlowGraph } from './model.ts';
import { isBoolean, unwrapped } from './nil-comparison.ts';
import type { Equality, PathState } from './path-state.ts';
import { prefixTest, type SubjectPrefix } from './prefixes.ts';
import { getsCopy, isSettled, isWrittenThrough } from './settled-fields.ts';

/** A condition that gives the same value each time it is evaluated until a variable that it reads is assigned. */
export interface PureCondition {
  /** Equal texts are the same condition, with variables told apart. */
  readonly text: string;
  /** Whether it is the opposite of what the text says. */
  readonly isNegated: boolean;
  readonly reads: readonly VarObject[];
  readonly equals: Equality | undefined;
  /** What it says when the text holds. */
  readonly bound: SubjectBound | undefined;
  readonly prefix: SubjectPrefix | undefined;
}

const FACTS = new WeakMap<ControlFlowGraph, Facts>();

/** What may be remembered on the paths of one graph. */
export function factsOf(pkg: PackageModel, graph: ControlFlowGraph): Facts {
  let facts = FACTS.get(graph);
  if (!facts) {
    facts = new Facts(pkg, graph);
    FACTS.set(graph, facts);
  }
  return facts;
}

/** Which facts about variables and conditions hold on, and which a path may still need; lazy. */
export class Facts {
  readonly #tracked = new Map<VarObject, boolean>();
  readonly #needed = new Map<VarObject, ReadonlySet<BasicBlock> | 'everywhere'>();
  readonly #conditions = new Map<SyntaxNode, PureCondition | undefined>();
  /** By what is compared with constants, else by the text. */
  #tests: Map<string, BasicBlock[]> | undefined;
  readonly #testedFrom = new Map<string, ReadonlySet<BasicBlock>>();

  constructor(
    readonly pkg: PackageModel,
    readonly graph: ControlFlowGraph,
  ) {}

  /** Works out what is remembered for the graph, whoever asks first. */
  #onBehalf<Value>(compute: () => Value): Value {
    return this.pkg.program.memory.within(this.pkg, this.graph.function, compute);
  }

  /** Whether only the statements of the function itself (and its deferred literals, later) assign a variable. */
  isTracked(object: VarObject): boolean {
    let tracked = this.#tracked.get(object);
    if (tracked === undefined) {
      tracked =
        object.role !== 'field' &&
        this.#onBehalf(() =>
          this.pkg.referencesTo(object).every((reference) => !this.#isChangedElsewhere(reference, object)),
        );
      this.#tracked.set(object, tracked);
    }
    return tracked;
  }

  #isChangedElsewhere(reference: SyntaxNode, object: VarObject): boolean {
    const isInside = this.graph.function.node.contains(reference);
    // nobody is taken to change a package variable meanwhile
    if (object.role === 'package' && !isInside) return false;
    const parent = reference.parent;
    if (parent?.kind === 'unary_expression' && parent.field('operator')?.text === '&') return true;
    const isAssigned =
      isAssignedWhole(reference) || parent?.kind === 'inc_statement' || parent?.kind === 'dec_statement';
    if (!isAssigned || reference === object.node) return false;
    const fn = this.pkg.functionOf(reference);
    return fn !== this.graph.function && !(fn && isDeferred(fn.node));
  }

  /** The facts of a state that a path from the start of a block may still ask for. */
  needed(state: PathState, block: BasicBlock): PathState {
    const facts = [...state.facts].filter(([object]) => this.#isNeeded(object, block));
    const links = [...state.links].filter(([object]) => this.#isNeeded(object, block));
    const conditions = [...state.conditions].filter(([text, decision]) =>
      this.#isTestedFrom(subjectOf({ text, ...decision }), block),
    );
    if (
      facts.length === state.facts.size &&
      links.length === state.links.size &&
      conditions.length === state.conditions.size
    ) {
      return state;
    }
    return state.with({ facts: new Map(facts), links: new Map(links), conditions: new Map(conditions) });
  }

  #isNeeded(object: VarObject, block: BasicBlock): boolean {
    let needed = this.#needed.get(object);
    if (!needed) {
      needed = this.#onBehalf(() => this.#mentionsAhead(object));
      this.#needed.set(object, needed);
    }
    return needed === 'everywhere' || needed.has(block);
  }

  /** Blocks from whose start a path leads to a mention that reads the variable before one that assigns it. */
  #mentionsAhead(object: VarObject): ReadonlySet<BasicBlock> | 'everywhere' {
    // a bare return and what is deferred read it where the function is left
    if (object.role === 'result') return 'everywhere';
    const mentions = new Map<BasicBlock, SyntaxNode[]>();
    const deciding = new Set<BasicBlock>();
    for (const reference of this.pkg.referencesTo(object)) {
      if (!this.graph.function.node.contains(reference)) continue;
      const fn = this.pkg.functionOf(reference);
      if (fn !== this.graph.function && fn && isDeferred(fn.node)) return 'everywhere';
      const [block, ...around] = this.#blocksAround(reference);
      if (!block) continue;
      const inBlock = mentions.get(block);
      if (inBlock) inBlock.push(reference);
      else mentions.set(block, [reference]);
      for (const outer of around) deciding.add(outer);
    }
    const reading = [...deciding];
    const assigning = new Set<BasicBlock>();
    for (const [block, references] of mentions) {
      if (!deciding.has(block) && isAssignedFirst(block, references)) assigning.add(block);
      else reading.push(block);
    }
    return reaching(reading, assigning);
  }

  /** The block that evaluates a mention, and those of the expressions around it that are decided from it. */
  #blocksAround(mention: SyntaxNode): BasicBlock[] {
    const own = this.graph.blockOf(mention);
    if (!own) return [];
    const blocks = new Set([own]);
    for (let node = mention; node.parent && !STATEMENTS.has(node.parent.kind); node = node.parent) {
      const around = node.parent;
      const block = this.graph.blockOf(around);
      // what is not evaluated itself belongs to a statement further out
      if (block?.nodes.some((each) => each === around)) blocks.add(block);
    }
    return [...blocks];
  }

  #isTestedFrom(subject: string, block: BasicBlock): boolean {
    let from = this.#testedFrom.get(subject);
    if (!from) {
      from = reaching(this.#allTests().get(subject) ?? []);
      this.#testedFrom.set(subject, from);
    }
    return from.has(block);
  }

  /** A condition of the graph that is pure and tested more than once, be it for other constants, so that remembering it helps. */
  repeated(condition: SyntaxNode): PureCondition | undefined {
    const pure = this.#pure(condition);
    return pure && (this.#allTests().get(subjectOf(pure))?.length ?? 0) > 1 ? pure : undefined;
  }

  #allTests(): ReadonlyMap<string, BasicBlock[]> {
    this.#tests ??= this.#onBehalf(() => this.#findTests());
    return this.#tests;
  }

  #findTests(): Map<string, BasicBlock[]> {
    const tests = new Map<string, BasicBlock[]>();
    for (const block of this.graph.blocks) {
      const condition = block.successors.find(({ kind }) => kind === 'true' || kind === 'false')?.condition;
      for (const test of condition ? this.#testsIn(condition) : []) {
        const pure = this.#pure(test);
        if (!pure) continue;
        const known = tests.get(subjectOf(pure));
        if (known) known.push(block);
        else tests.set(subjectOf(pure), [block]);
      }
    }
    return tests;
  }

  /** A condition, and the two that it compares: `(err != nil) != test.wantErr`. */
  #testsIn(condition: SyntaxNode): readonly SyntaxNode[] {
    const node = unwrapped(condition);
    const operator = node.kind === 'binary_expression' ? node.field('operator')?.text : undefined;
    if (operator !== '==' && operator !== '!=') return [condition];
    const sides = [node.field('left')!, node.field('right')!];
    return sides.some((side) => isBoolean(this.pkg, side)) ? [condition, ...sides] : [condition];
  }

  #pure(condition: SyntaxNode): PureCondition | undefined {
    if (this.#conditions.has(condition)) return this.#conditions.get(condition);
    return this.#onBehalf(() => this.#readPure(condition));
  }

  #readPure(condition: SyntaxNode): PureCondition | undefined {
    const reads: VarObject[] = [];
    const node = unwrapped(condition);
    const pure = node.kind === 'binary_expression' ? this.#comparison(node, reads) : this.#plain(node, reads);
    this.#conditions.set(condition, pure);
    return pure;
  }

  /** A boolean field, what a pointer leads to, a question for a prefix, or one that a method answers. */
  #plain(node: SyntaxNode, reads: VarObject[]): PureCondition | undefined {
    if (node.kind === 'call_expression') return this.#prefixed(node, reads) ?? this.#answered(node, reads);
    if (node.kind !== 'selector_expression' && node.kind !== 'unary_expression') return undefined;
    const text = this.#operand(node, reads);
    return text === undefined
      ? undefined
      : { text, isNegated: false, reads, equals: undefined, bound: undefined, prefix: undefined };
  }

  /** What a method answers that only returns a flag, as long as nothing is done to its variable. */
  #answered(call: SyntaxNode, reads: VarObject[]): PureCondition | undefined {
    const object = askedVariable(this.pkg, this.graph.function, call);
    if (!object || !this.isTracked(object)) return undefined;
    reads.push(object);
    const text = `${object.name}#${object.node.id}.${call.field('function')!.field('field')!.text}()`;
    return { text, isNegated: false, reads, equals: undefined, bound: undefined, prefix: undefined };
  }

  #prefixed(call: SyntaxNode, reads: VarObject[]): PureCondition | undefined {
    const test = prefixTest(this.pkg, call);
    const subject = test && this.#operand(test.operand, reads);
    if (subject === undefined) return undefined;
    const prefix = { subject, prefix: test!.prefix };
    const text = `${subject}^${JSON.stringify(prefix.prefix)}`;
    return { text, isNegated: false, reads, equals: undefined, bound: undefined, prefix };
  }

  /** `a != b` is the opposite of `a == b`, `a > b` is `b < a`. */
  #comparison(node: SyntaxNode, reads: VarObject[]): PureCondition | undefined {
    const left = this.#operand(node.field('left'), reads);
    const right = this.#operand(node.field('right'), reads);
    if (left === undefined || right === undefined) return undefined;
    const [first, second] = left < right ? [left, right] : [right, left];
    const compared = integerComparison(this.pkg, node);
    const isLeft = compared?.operand === unwrapped(node.field('left')!);
    const boundOf = (isNegated: boolean): SubjectBound | undefined =>
      compared && boundWhen({ ...compared.bound, subject: isLeft ? left : right }, !isNegated);
    const order = (text: string, isNegated: boolean): PureCondition => {
      return { text, isNegated, reads, equals: undefined, bound: boundOf(isNegated), prefix: undefined };
    };
    switch (node.field('operator')?.text) {
      case '==':
      case '!=': {
        const isNegated = node.field('operator')?.text === '!=';
        const equals = this.#equality(node, left, right);
        const text = `${first}==${second}`;
        return { text, isNegated, reads, equals, bound: boundOf(isNegated), prefix: undefined };
      }
      case '<':
        return order(`${left}<${right}`, false);
      case '>':
        return order(`${right}<${left}`, false);
      case '>=':
        return order(`${left}<${right}`, true);
      case '<=':
        return order(`${right}<${left}`, true);
      default:
        return undefined;
    }
  }

  #equality(node: SyntaxNode, left: string, right: string): Equality | undefined {
    const sides = [node.field('left')!, node.field('right')!].map((side) => this.pkg.constantOf(side));
    const [constant] = sides.filter((side) => side !== undefined);
    if (!constant || (sides[0] && sides[1])) return undefined;
    const subject = sides[0] ? right : left;
    if (constant.kind === 'int') return { subject, value: String(constant.value) };
    const parts = constant.kind === 'string' ? constant.parts : [undefined];
    return parts.includes(undefined) ? undefined : { subject, value: JSON.stringify(parts.join('')) };
  }

  /** Text of an operand that only variables, constants and operators make up; undefined for anything else. */
  #operand(operand: SyntaxNode | undefined, reads: VarObject[]): string | undefined {
    if (!operand) return undefined;
    const node = unwrapped(operand);
    switch (node.kind) {
      case 'int_literal':
      case 'rune_literal':
      case 'float_literal':
      case 'interpreted_string_literal':
      case 'raw_string_literal':
      case 'true':
      case 'false':
      case 'nil':
        return node.text;
      case 'identifier': {
        const object = this.pkg.objectOf(node);
        if (object?.kind === 'const') return `${object.name}#${object.node.id}`;
        if (object?.kind !== 'var' || !this.isTracked(object)) return undefined;
        reads.push(object);
        return `${object.name}#${object.node.id}`;
      }
      case 'unary_expression': {
        const operator = node.field('operator')?.text;
        const inner = this.#operand(node.field('operand'), reads);
        return inner === undefined || operator === '&' || operator === '<-'
          ? undefined
          : `${operator}${inner}`;
      }
      case 'binary_expression': {
        const left = this.#operand(node.field('left'), reads);
        const right = this.#operand(node.field('right'), reads);
        if (left === undefined || right === undefined) return undefined;
        return `(${left}${node.field('operator')?.text}${right})`;
      }
      case 'selector_expression':
        return this.#selector(node, reads);
      case 'call_expression':
        return this.#length(node, reads);
      default:
        return undefined;
    }
  }

  /**
   * A name of another package, or a field that the function does not write: of a library's struct, of a struct that the
   * variable itself holds and whose fields nobody else gets at, or one that keeps the value with which it was made.
   */
  #selector(node: SyntaxNode, reads: VarObject[]): string | undefined {
    const base = node.field('operand');
    const field = node.field('field');
    if (!base || !field) return undefined;
    const object = base.kind === 'identifier' ? this.pkg.objectOf(base) : undefined;
    if (object?.kind === 'package') return node.text;
    const type = this.pkg.typeOf(base);
    const struct = type?.kind === 'pointer' ? type.element : type;
    if ((struct?.kind !== 'named' && struct?.kind !== 'struct') || this.#isWritten(field)) return undefined;
    const isLibrary =
      struct.kind === 'named' && (!struct.object || Object.hasOwn(STANDARD_LIBRARY, struct.packagePath));
    const isOwn = object?.kind === 'var' && type?.kind !== 'pointer' && this.#isOnlyRead(object);
    const declared = this.pkg.objectOf(field);
    const isStable =
      isOwn || (isLibrary ? object !== undefined : declared?.kind === 'var' && isSettled(this.pkg, declared));
    const inner = isStable ? this.#operand(base, reads) : undefined;
    return inner === undefined ? undefined : `${inner}.${field.text}`;
  }

  /** Whether the function writes to a field of a name. */
  #isWritten(field: SyntaxNode): boolean {
    const within = this.graph.function.node;
    return within.tree
      .identifiersNamed(field.text, within)
      .some(({ parent }) => parent?.kind === 'selector_expression' && isWrittenThrough(parent));
  }

  /** Whether a variable is only copied, and its fields only read: neither an address nor a method that is given one reaches them. */
  #isOnlyRead(object: VarObject): boolean {
    return this.pkg.referencesTo(object).every((reference) => {
      const { parent } = reference;
      if (parent?.kind !== 'selector_expression') return true;
      const isCalled = parent.parent?.kind === 'call_expression' && parent.fieldName === 'function';
      const method = isCalled ? this.pkg.calleeOf(parent.parent!)?.function : undefined;
      return !isWrittenThrough(parent) && (!isCalled || (method !== undefined && getsCopy(method)));
    });
  }

  /** The length of a slice or string changes only with the variable; that of a map or channel does not. */
  #length(call: SyntaxNode, reads: VarObject[]): string | undefined {
    if (this.pkg.calleeOf(call)?.id !== 'len') return undefined;
    const argument = call.field('arguments')?.firstNamedChild;
    if (argument?.kind !== 'identifier') return undefined;
    const type = this.pkg.typeOf(argument);
    if (
      type?.kind !== 'slice' &&
      type?.kind !== 'array' &&
      !(type?.kind === 'basic' && type.name === 'string')
    )
      return undefined;
    const text = this.#operand(argument, reads);
    return text === undefined ? undefined : `len(${text})`;
  }
}

/** What tests of a condition have in common: what is compared with constants, else all of it. */
function subjectOf(condition: Pick<PureCondition, 'text' | 'equals' | 'bound' | 'prefix'>): string {
  const { text, equals, bound, prefix } = condition;
  return equals?.subject ?? bound?.subject ?? prefix?.subject ?? text;
}

/** Whether a literal is called by the defer statement around it. */
export function isDeferred(literal: SyntaxNode): boolean {
  let node = literal;
  while (node.parent?.kind === 'parenthesized_expression') node = node.parent;
  return (
    node.parent?.kind === 'call_expression' &&
    node.fieldName === 'function' &&
    node.parent.parent?.kind === 'defer_statement'
  );
}

/** What stands around a statement, an initializer or a condition. */
const STATEMENTS: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'statement_list',
  'block',
  'if_statement',
  'for_statement',
  'for_clause',
  'expression_switch_statement',
  'type_switch_statement',
  'expression_case',
  'type_case',
  'communication_case',
  'labeled_statement',
]);

/** Whether the first statement of a block that mentions a variable assigns it without reading it. */
function isAssignedFirst(block: BasicBlock, references: readonly SyntaxNode[]): boolean {
  for (const node of block.nodes) {
    const inside = references.filter((reference) => node.contains(reference));
    if (inside.length === 0) continue;
    const isCompound =
      node.kind === 'inc_statement' ||
      node.kind === 'dec_statement' ||
      (node.kind === 'assignment_statement' && node.field('operator')?.text !== '=');
    if (isCompound) return false;
    const targets = assignmentsOf(node).map(({ target }) => target);
    return inside.every((reference) => targets.includes(reference));
  }
  return false;
}

/** Blocks from which one of some blocks can be reached, themselves included, not through the others. */
function reaching(
  blocks: readonly BasicBlock[],
  barriers: ReadonlySet<BasicBlock> = new Set(),
): ReadonlySet<BasicBlock> {
  const seen = new Set(blocks);
  for (const block of seen) {
    for (const { from } of block.predecessors) if (!barriers.has(from)) seen.add(from);
  }
  return seen;
}
