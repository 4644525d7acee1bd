import type { GoFunction } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { BasicBlock, Edge, Exit } from './model.ts';

export class Block implements BasicBlock {
  readonly nodes: SyntaxNode[] = [];
  readonly successors: Edge[] = [];
  readonly predecessors: Edge[] = [];
  constructor(readonly id: number) {}
}

interface Target {
  readonly label: string | undefined;
  readonly breakTo: Block;
  readonly continueTo: Block | undefined;
}

/** Builds the blocks of one function from its syntax; literals inside are left closed. */
export class GraphBuilder {
  readonly blocks: Block[] = [];
  readonly exits: Exit[] = [];
  readonly entry: Block;
  /** Where control is; a block without predecessors after a jump. */
  #current: Block;
  readonly #targets: Target[] = [];
  readonly #labels = new Map<string, Block>();
  #pendingLabel: string | undefined;
  #fallthroughTo: Block | undefined;

  /**
   * @param endOf how a call ends the function, if it does
   */
  constructor(
    fn: GoFunction,
    readonly endOf: (call: SyntaxNode) => 'panic' | 'no-return' | undefined,
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
        this.#current.nodes.push(node);
        this.exits.push({ block: this.#current, kind: 'return', node });
        this.#leave();
        return;
      case 'break_statement':
      case 'continue_statement': {
        const label = node.firstNamedChild?.text;
        const isContinue = node.kind === 'continue_statement';
        const target = [...this.#targets]
          .reverse()
          .find((candidate) =>
            label !== undefined
              ? candidate.label === label
              : !isContinue || candidate.continueTo !== undefined,
          );
        const to = isContinue ? target?.continueTo : target?.breakTo;
        if (to) this.#edge(this.#current, to);
        this.#leave();
        return;
      }
      case 'goto_statement':
        this.#edge(this.#current, this.#labelBlock(node.firstNamedChild?.text ?? ''));
        this.#leave();
        return;
      case 'fallthrough_statement':
        if (this.#fallthroughTo) this.#edge(this.#current, this.#fallthroughTo);
        this.#leave();
        return;
      case 'expression_statement': {
        this.#current.nodes.push(node);
        const call = node.firstNamedChild;
        const end = call?.kind === 'call_expression' ? this.endOf(call) : undefined;
        if (end) {
          this.exits.push({ block: this.#current, kind: end, node: call! });
          this.#leave();
        }
        return;
      }
      case 'empty_statement':
        return;
      default:
        this.#current.nodes.push(node);
    }
  }

  #labelBlock(label: string): Block {
    let block = this.#labels.get(label);
    if (!block) {
      block = this.#block();
      this.#labels.set(label, block);
    }
    return block;
  }

  #labeled(node: SyntaxNode): void {
    const label = node.field('label')?.text ?? '';
    const block = this.#labelBlock(label);
    this.#edge(this.#current, block);
    this.#current = block;
    const statement = node.namedChildren.find((child) => child.kind !== 'label_name');
    if (!statement) return;
    this.#pendingLabel = label;
    // `break label` may leave a labeled block
    if (statement.kind === 'block') {
      const after = this.#block();
      this.#targets.push({ label: this.#takeLabel(), breakTo: after, continueTo: undefined });
      this.#statement(statement);
      this.#targets.pop();
      this.#edge(this.#current, after);
      this.#current = after;
    } else this.#statement(statement);
    this.#pendingLabel = undefined;
  }

  #takeLabel(): string | undefined {
    const label = this.#pendingLabel;
    this.#pendingLabel = undefined;
    return label;
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

  /** Splits `&&`, `||` and `!`, and drops edges that a literal `true` or `false` never takes. */
  #condition(node: SyntaxNode, whenTrue: Block, whenFalse: Block): void {
    if (node.kind === 'parenthesized_expression' && node.firstNamedChild) {
      this.#condition(node.firstNamedChild, whenTrue, whenFalse);
      return;
    }
    const operator = node.field('operator')?.text;
    if (node.kind === 'unary_expression' && operator === '!') {
      this.#condition(node.field('operand')!, whenFalse, whenTrue);
      return;
    }
    if (node.kind === 'binary_expression' && (operator === '&&' || operator === '||')) {
      const right = this.#block();
      if (operator === '&&') this.#condition(node.field('left')!, right, whenFalse);
      else this.#condition(node.field('left')!, whenTrue, right);
      this.#current = right;
      this.#condition(node.field('right')!, whenTrue, whenFalse);
      return;
    }
    this.#current.nodes.push(node);
    if (node.kind !== 'false') this.#edge(this.#current, whenTrue, 'true', node);
    if (node.kind !== 'true') this.#edge(this.#current, whenFalse, 'false', node);
  }

  #for(node: SyntaxNode): void {
    const label = this.#takeLabel();
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
      if (right) this.#current.nodes.push(right);
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
    this.#targets.push({ label, breakTo: after, continueTo: next });
    this.#current = inside;
    if (body) this.#statement(body);
    this.#edge(this.#current, next);
    this.#targets.pop();
    if (update) {
      this.#current = next;
      this.#statement(update);
      this.#edge(this.#current, head);
    }
    this.#current = after;
  }

  #switch(node: SyntaxNode): void {
    const label = this.#takeLabel();
    const initializer = node.field('initializer');
    if (initializer) this.#statement(initializer);
    const value = node.field('value');
    if (value) this.#current.nodes.push(value);
    const isPlain = node.kind === 'expression_switch_statement' && !value;
    const after = this.#block();
    const clauses = node.namedChildren.filter((child) =>
      ['expression_case', 'type_case', 'default_case'].includes(child.kind),
    );
    const bodies = clauses.map(() => this.#block());
    clauses.forEach((clause, index) => {
      if (clause.kind === 'default_case') return;
      const body = bodies[index]!;
      if (isPlain) {
        for (const condition of clause.field('value')?.namedChildren ?? []) {
          const next = this.#block();
          this.#condition(condition, body, next);
          this.#current = next;
        }
      } else this.#edge(this.#current, body, 'case', clause);
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

  #bodies(
    clauses: readonly SyntaxNode[],
    bodies: readonly Block[],
    after: Block,
    label: string | undefined,
  ): void {
    this.#targets.push({ label, breakTo: after, continueTo: undefined });
    const outer = this.#fallthroughTo;
    clauses.forEach((clause, index) => {
      this.#current = bodies[index]!;
      this.#fallthroughTo = bodies[index + 1];
      const communication = clause.field('communication');
      if (communication) this.#statement(communication);
      for (const child of clause.namedChildren) if (child.kind === 'statement_list') this.#statements(child);
      this.#edge(this.#current, after);
    });
    this.#fallthroughTo = outer;
    this.#targets.pop();
    this.#current = after;
  }

  #select(node: SyntaxNode): void {
    const label = this.#takeLabel();
    this.#current.nodes.push(node);
    const after = this.#block();
    const clauses = node.namedChildren.filter(
      (child) => child.kind === 'communication_case' || child.kind === 'default_case',
    );
    const bodies = clauses.map(() => this.#block());
    clauses.forEach((clause, index) => {
      this.#edge(this.#current, bodies[index]!, clause.kind === 'default_case' ? 'default' : 'case', clause);
    });
    this.#bodies(clauses, bodies, after, label);
  }
}
