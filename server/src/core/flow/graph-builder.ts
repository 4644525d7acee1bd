import type { GoFunction } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { JumpTargets } from './jump-targets.ts';
import type { BasicBlock, Edge, Exit } from './model.ts';

/** What building a graph needs to know of calls and values. */
export interface GraphHost {
  /** How a call ends the function, if it does. */
  endOf(call: SyntaxNode): 'panic' | 'no-return' | undefined;
  /** The value of a condition that is a constant. */
  constant(condition: SyntaxNode): boolean | undefined;
  /** Whether the call of a defer statement turns a panic into a normal return. */
  recovers(statement: SyntaxNode): boolean;
}

export class Block implements BasicBlock {
  readonly nodes: SyntaxNode[] = [];
  readonly successors: Edge[] = [];
  readonly predecessors: Edge[] = [];
  constructor(readonly id: number) {}
}

/** What a label can stand before to be named by `break` or `continue`. */
const BREAKABLE: ReadonlySet<string> = new Set([
  'for_statement',
  'expression_switch_statement',
  'type_switch_statement',
  'select_statement',
]);

/** Builds the blocks of one function from its syntax; literals inside are left closed. */
export class GraphBuilder {
  readonly blocks: Block[] = [];
  readonly exits: Omit<Exit, 'isRecovered'>[] = [];
  /** Defer statements with the block that registers each, in source order. */
  readonly defers: { readonly statement: SyntaxNode; readonly block: Block }[] = [];
  readonly entry: Block;
  /** Where control is; a block without predecessors after a jump. */
  #current: Block;
  readonly #jumps = new JumpTargets(() => this.#block());

  constructor(
    fn: GoFunction,
    readonly host: GraphHost,
  ) {
    this.entry = this.#block();
    this.#current = this.entry;
    if (fn.body) {
      this.#statements(fn.body);
      if (this.#current === this.entry || this.#current.predecessors.length > 0) {
        this.exits.push({ block: this.#current, kind: 'end', node: fn.body });
      }
    }
  }

  #block(): Block {
    const block = new Block(this.blocks.length);
    this.blocks.push(block);
    return block;
  }

  #edge(from: Block, to: Block, kind: Edge['kind'] = 'next', condition?: SyntaxNode): void {
    const edge: Edge = { from, to, kind, condition, isBackEdge: false };
    from.successors.push(edge);
    to.predecessors.push(edge);
  }

  #leave(): void {
    this.#current = this.#block();
  }

  #statements(node: SyntaxNode): void {
    for (const child of node.namedChildren) {
      if (child.kind === 'statement_list') this.#statements(child);
      else this.#statement(child);
    }
  }

  #statement(node: SyntaxNode): void {
    if (!BREAKABLE.has(node.kind)) this.#jumps.announce(undefined);
    switch (node.kind) {
      case 'block':
      case 'statement_list':
        this.#statements(node);
        return;
      case 'labeled_statement':
        this.#labeled(node);
        return;
      case 'if_statement':
        this.#if(node);
        return;
      case 'for_statement':
        this.#for(node);
        return;
      case 'expression_switch_statement':
      case 'type_switch_statement':
        this.#switch(node);
        return;
      case 'select_statement':
        this.#select(node);
        return;
      case 'return_statement':
        this.#evaluate(node);
        this.exits.push({ block: this.#current, kind: 'return', node });
        this.#leave();
        return;
      case 'break_statement':
      case 'continue_statement':
      case 'goto_statement':
      case 'fallthrough_statement': {
        const to = this.#jumps.of(node);
        if (to) this.#edge(this.#current, to);
        this.#leave();
        return;
      }
      case 'defer_statement':
        this.#evaluate(node);
        this.defers.push({ statement: node, block: this.#current });
        return;
      case 'expression_statement': {
        this.#evaluate(node);
        let call = node.firstNamedChild;
        while (call?.kind === 'parenthesized_expression') call = call.firstNamedChild;
        const end = call?.kind === 'call_expression' ? this.host.endOf(call) : undefined;
        if (end) {
          this.exits.push({ block: this.#current, kind: end, node: call! });
          this.#leave();
        }
        return;
      }
      case 'empty_statement':
        return;
      default:
        this.#evaluate(node);
    }
  }

  /**
   * Adds a statement or expression, behind those of its operands that `&&` or `||` may leave out; such an operand has
   * blocks of its own when it does something.
   */
  #evaluate(node: SyntaxNode): void {
    this.#operands(node);
    this.#current.nodes.push(node);
  }

  #operands(node: SyntaxNode): void {
    let passed = node.start;
    for (const inner of node.descendants('binary_expression', 'func_literal')) {
      if (inner.start < passed) continue;
      if (inner.kind === 'func_literal') passed = inner.end;
      else if (isShortCircuit(inner) && acts(inner.field('right'))) {
        this.#shortCircuit(inner);
        passed = inner.end;
      }
    }
  }

  /** A short-circuit operator whose value is used; as a condition of a branch see `#condition`. */
  #shortCircuit(node: SyntaxNode): void {
    const right = this.#block();
    const after = this.#block();
    const isAnd = node.field('operator')?.text === '&&';
    this.#condition(node.field('left')!, isAnd ? right : after, isAnd ? after : right);
    this.#current = right;
    this.#evaluate(node.field('right')!);
    this.#edge(this.#current, after);
    this.#current = after;
  }

  #labeled(node: SyntaxNode): void {
    const label = node.field('label')?.text ?? '';
    const block = this.#jumps.labelled(label);
    this.#edge(this.#current, block);
    this.#current = block;
    const statement = node.namedChildren.find((child) => child.kind !== 'label_name');
    if (!statement) return;
    this.#jumps.announce(label);
    this.#statement(statement);
    this.#jumps.announce(undefined);
  }

  #if(node: SyntaxNode): void {
    const initializer = node.field('initializer');
    if (initializer) this.#statement(initializer);
    const condition = node.field('condition');
    const then = this.#block();
    const after = this.#block();
    const alternative = node.field('alternative');
    const otherwise = alternative ? this.#block() : after;
    if (condition) this.#condition(condition, then, otherwise);
    else {
      this.#edge(this.#current, then);
      this.#edge(this.#current, otherwise);
    }
    this.#current = then;
    const consequence = node.field('consequence');
    if (consequence) this.#statement(consequence);
    this.#edge(this.#current, after);
    if (alternative) {
      this.#current = otherwise;
      this.#statement(alternative);
      this.#edge(this.#current, after);
    }
    this.#current = after;
  }

  /** Splits `&&`, `||` and `!`, and drops edges that a constant condition never takes. */
  #condition(node: SyntaxNode, whenTrue: Block, whenFalse: Block): void {
    if (node.kind === 'parenthesized_expression' && node.firstNamedChild) {
      this.#condition(node.firstNamedChild, whenTrue, whenFalse);
      return;
    }
    const operator = node.field('operator')?.text;
    const operand = node.field('operand');
    if (node.kind === 'unary_expression' && operator === '!' && operand) {
      this.#condition(operand, whenFalse, whenTrue);
      return;
    }
    if (isShortCircuit(node)) {
      const right = this.#block();
      if (operator === '&&') this.#condition(node.field('left')!, right, whenFalse);
      else this.#condition(node.field('left')!, whenTrue, right);
      this.#current = right;
      this.#condition(node.field('right')!, whenTrue, whenFalse);
      return;
    }
    this.#evaluate(node);
    const constant = this.host.constant(node);
    if (constant !== false) this.#edge(this.#current, whenTrue, 'true', node);
    if (constant !== true) this.#edge(this.#current, whenFalse, 'false', node);
  }

  #for(node: SyntaxNode): void {
    const label = this.#jumps.takeLabel();
    const clause = node.namedChildren.find(
      (child) => child.kind === 'for_clause' || child.kind === 'range_clause',
    );
    const body = node.field('body');
    const plain = clause ? undefined : node.namedChildren.find((child) => child !== body);
    const after = this.#block();
    const inside = this.#block();
    const initializer = clause?.kind === 'for_clause' ? clause.field('initializer') : undefined;
    if (initializer) this.#statement(initializer);
    const head = this.#block();
    if (clause?.kind === 'range_clause') {
      const right = clause.field('right');
      if (right) this.#evaluate(right);
    }
    this.#edge(this.#current, head);
    this.#current = head;
    if (clause?.kind === 'range_clause') {
      head.nodes.push(clause);
      this.#edge(head, inside, 'iterate', clause);
      this.#edge(head, after, 'done', clause);
    } else {
      const condition = clause ? clause.field('condition') : plain;
      if (condition) this.#condition(condition, inside, after);
      else this.#edge(head, inside);
    }
    const update = clause?.kind === 'for_clause' ? clause.field('update') : undefined;
    const next = update ? this.#block() : head;
    this.#jumps.enter({ label, breakTo: after, continueTo: next });
    this.#current = inside;
    if (body) this.#statement(body);
    this.#edge(this.#current, next);
    this.#jumps.leave();
    if (update) {
      this.#current = next;
      this.#statement(update);
      this.#edge(this.#current, head);
    }
    this.#current = after;
  }

  #switch(node: SyntaxNode): void {
    const label = this.#jumps.takeLabel();
    const initializer = node.field('initializer');
    if (initializer) this.#statement(initializer);
    const value = node.field('value');
    const isPlain = node.kind === 'expression_switch_statement' && (!value || value.kind === 'true');
    if (value && !isPlain) this.#evaluate(value);
    const after = this.#block();
    const clauses = node.namedChildren.filter((child) =>
      ['expression_case', 'type_case', 'default_case'].includes(child.kind),
    );
    const bodies = clauses.map(() => this.#block());
    clauses.forEach((clause, index) => {
      if (clause.kind === 'default_case') return;
      const body = bodies[index]!;
      const values = clause.field('value')?.namedChildren ?? [];
      if (isPlain) {
        for (const condition of values) {
          const next = this.#block();
          this.#condition(condition, body, next);
          this.#current = next;
        }
      } else this.#case(clause, values, body);
    });
    const fallback = clauses.findIndex((clause) => clause.kind === 'default_case');
    this.#edge(
      this.#current,
      fallback >= 0 ? bodies[fallback]! : after,
      'default',
      isPlain ? undefined : node,
    );
    this.#bodies(clauses, bodies, after, label);
  }

  /** Compares with the values of a clause from left to right; a value that does something is evaluated only in its turn. */
  #case(clause: SyntaxNode, values: readonly SyntaxNode[], body: Block): void {
    let isCompared = false;
    for (const value of values) {
      isCompared = acts(value);
      if (!isCompared) continue;
      this.#evaluate(value);
      this.#edge(this.#current, body, 'case', clause);
      const next = this.#block();
      this.#edge(this.#current, next);
      this.#current = next;
    }
    if (!isCompared) this.#edge(this.#current, body, 'case', clause);
  }

  #bodies(
    clauses: readonly SyntaxNode[],
    bodies: readonly Block[],
    after: Block,
    label: string | undefined,
  ): void {
    this.#jumps.enter({ label, breakTo: after, continueTo: undefined });
    const outer = this.#jumps.fallthroughTo;
    clauses.forEach((clause, index) => {
      this.#current = bodies[index]!;
      this.#jumps.fallthroughTo = bodies[index + 1];
      const communication = clause.field('communication');
      if (communication) this.#statement(communication);
      for (const child of clause.namedChildren) if (child.kind === 'statement_list') this.#statements(child);
      this.#edge(this.#current, after);
    });
    this.#jumps.fallthroughTo = outer;
    this.#jumps.leave();
    this.#current = after;
  }

  #select(node: SyntaxNode): void {
    const label = this.#jumps.takeLabel();
    const clauses = node.namedChildren.filter(
      (child) => child.kind === 'communication_case' || child.kind === 'default_case',
    );
    for (const clause of clauses) {
      for (const operand of communicated(clause)) if (acts(operand)) this.#evaluate(operand);
    }
    this.#current.nodes.push(node);
    const after = this.#block();
    const bodies = clauses.map(() => this.#block());
    clauses.forEach((clause, index) => {
      this.#edge(this.#current, bodies[index]!, clause.kind === 'default_case' ? 'default' : 'case', clause);
    });
    this.#bodies(clauses, bodies, after, label);
  }
}

function isShortCircuit(node: SyntaxNode): boolean {
  if (node.kind !== 'binary_expression' || !node.field('left') || !node.field('right')) return false;
  const operator = node.field('operator')?.text;
  return operator === '&&' || operator === '||';
}

/** Whether evaluating an expression can do more than give a value: a call or a receive, outside of literals. */
function acts(node: SyntaxNode | undefined): boolean {
  let passed = -1;
  for (const inner of node?.descendants('call_expression', 'unary_expression', 'func_literal') ?? []) {
    if (inner.start < passed) continue;
    if (inner.kind === 'func_literal') passed = inner.end;
    else if (inner.kind === 'call_expression' || inner.field('operator')?.text === '<-') return true;
  }
  return false;
}

/** Channel and value of a select's clause, which the select evaluates for all clauses before it waits (Go spec, Select statements). */
function communicated(clause: SyntaxNode): readonly SyntaxNode[] {
  const statement = clause.field('communication');
  const channel =
    statement?.kind === 'receive_statement'
      ? statement.field('right')?.field('operand')
      : statement?.field('channel');
  const value = statement?.kind === 'send_statement' ? statement.field('value') : undefined;
  return [channel, value].filter((operand) => operand !== undefined);
}
