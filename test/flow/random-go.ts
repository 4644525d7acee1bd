import fc from 'fast-check';

/**
 * Random well-formed Go functions for property tests, and a naive machine that runs them. Everything a program can be
 * seen to do is a call of a function with a name of its own (`m7()`); a condition is such a call, so the machine may
 * choose its value freely.
 */

export type Condition =
  | { readonly kind: 'atom'; readonly id: number }
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition };

export interface Clause {
  readonly isDefault: boolean;
  /** Conditions of a plain switch; of others their number of values counts. */
  readonly conditions: readonly Condition[];
  readonly body: readonly Statement[];
  readonly fallsThrough: boolean;
}

type Shape =
  | { readonly kind: 'mark' | 'return' | 'panic' | 'exit' | 'diverge' }
  | { readonly kind: 'custom'; readonly lines: readonly string[] }
  | { readonly kind: 'defer'; readonly recovers: boolean }
  | { readonly kind: 'value'; readonly condition: Condition }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | {
      readonly kind: 'if';
      readonly hasInitializer: boolean;
      readonly condition: Condition;
      readonly consequence: readonly Statement[];
      readonly otherwise: readonly Statement[] | undefined;
    }
  | {
      readonly kind: 'for';
      readonly style: 'endless' | 'while' | 'clause' | 'range' | 'function';
      readonly condition: Condition;
      readonly body: readonly Statement[];
    }
  | {
      readonly kind: 'switch';
      readonly style: 'plain' | 'value' | 'calls' | 'type';
      readonly clauses: readonly Clause[];
    }
  | { readonly kind: 'select'; readonly clauses: readonly Clause[] }
  | { readonly kind: 'break' | 'continue' | 'goto'; readonly pick: number; readonly withLabel: boolean };

export type Loop = Extract<Statement, { kind: 'for' }>;

/** A statement; jumps know their target once the function is whole. */
export type Statement = Shape & {
  readonly id: number;
  target?: Statement | undefined;
  /** Whether a jump names it. */
  isNamed?: boolean;
};

export interface RandomFunction {
  readonly body: readonly Statement[];
}

type Raw = { [Key in keyof Statement]?: unknown } & Record<string, unknown>;

const condition = fc.letrec<{ any: Condition }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 6, arbitrary: fc.constant<Condition>({ kind: 'atom', id: 0 }) },
    { weight: 1, arbitrary: fc.boolean().map<Condition>((value) => ({ kind: 'constant', value })) },
    { weight: 1, arbitrary: tie('any').map<Condition>((operand) => ({ kind: 'not', operand })) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom('and' as const, 'or' as const), tie('any'), tie('any'))
        .map<Condition>(([kind, left, right]) => ({ kind, left, right })),
    },
  ),
})).any;

const rawStatements = fc.letrec<{ list: Raw[]; statement: Raw; clause: Raw }>((tie) => ({
  list: fc.array(tie('statement'), { maxLength: 4, depthIdentifier: 'go', size: 'small' }),
  clause: fc.record({
    isDefault: fc.boolean(),
    conditions: fc.array(condition, { minLength: 1, maxLength: 2 }),
    body: tie('list'),
    fallsThrough: fc.boolean(),
  }),
  statement: fc.oneof(
    { depthIdentifier: 'go', maxDepth: 4, depthSize: 'small' },
    { weight: 5, arbitrary: fc.constant<Raw>({ kind: 'mark' }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constantFrom('break', 'continue', 'goto'),
        pick: fc.nat(20),
        withLabel: fc.boolean(),
      }),
    },
    { weight: 3, arbitrary: fc.constantFrom<Raw>({ kind: 'return' }, { kind: 'panic' }, { kind: 'exit' }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('defer'), recovers: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('value'), condition }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('block'), body: tie('list') }) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('if'),
        hasInitializer: fc.boolean(),
        condition,
        consequence: tie('list'),
        otherwise: fc.option(tie('list'), { nil: undefined }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('for'),
        style: fc.constantFrom('endless', 'while', 'clause', 'range', 'function'),
        condition,
        body: tie('list'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('switch'),
        style: fc.constantFrom('plain', 'value', 'calls', 'type'),
        clauses: fc.array(tie('clause'), { maxLength: 3 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('select'),
        clauses: fc.array(tie('clause'), { maxLength: 3 }),
      }),
    },
  ),
}));

/** A function of a few nested statements; jumps without a target are plain calls. */
export const randomFunction: fc.Arbitrary<RandomFunction> = fc
  .array(rawStatements.statement, { minLength: 1, maxLength: 6 })
  .map((body) => resolve(body));

/** Numbers every part and gives jumps their targets. */
function resolve(body: readonly Raw[]): RandomFunction {
  let next = 0;
  const number = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(number);
    if (typeof node !== 'object' || node === null) return node;
    const copy: Record<string, unknown> = { id: next++ };
    for (const [key, value] of Object.entries(node)) if (key !== 'id') copy[key] = number(value);
    return copy;
  };
  const statements = number(body) as Statement[];
  link(statements, { breaks: [], continues: [], lists: [] });
  return { body: statements };
}

interface Scope {
  readonly breaks: readonly Statement[];
  readonly continues: readonly Statement[];
  /** Statement lists around: `goto` may go to what stands directly in one. */
  readonly lists: readonly (readonly Statement[])[];
}

function link(list: readonly Statement[], outer: Scope): void {
  const scope = { ...outer, lists: [...outer.lists, list] };
  for (const statement of list) {
    switch (statement.kind) {
      case 'block':
        link(statement.body, scope);
        break;
      case 'if':
        link(statement.consequence, scope);
        if (statement.otherwise) link(statement.otherwise, scope);
        break;
      case 'for': {
        const inside = {
          ...scope,
          breaks: [...scope.breaks, statement],
          continues: [...scope.continues, statement],
        };
        link(statement.body, inside);
        break;
      }
      case 'switch':
      case 'select':
        for (const clause of statement.clauses)
          link(clause.body, { ...scope, breaks: [...scope.breaks, statement] });
        break;
      case 'break':
      case 'continue': {
        const targets = statement.kind === 'break' ? scope.breaks : scope.continues;
        const target = statement.withLabel ? targets[statement.pick % targets.length] : targets.at(-1);
        if (target && statement.withLabel) target.isNamed = true;
        statement.target = target;
        break;
      }
      case 'goto': {
        const targets = scope.lists.flat();
        const target = targets[statement.pick % targets.length];
        if (target) target.isNamed = true;
        statement.target = target;
        break;
      }
      default:
    }
  }
}

/** Clauses as they are printed and run: one default at most; the last and those of a type switch do not fall through. */
function clausesOf(statement: Statement): readonly Clause[] {
  if (statement.kind !== 'switch' && statement.kind !== 'select') return [];
  const first = statement.clauses.findIndex((clause) => clause.isDefault);
  return statement.clauses.map((clause, index, all) => ({
    ...clause,
    isDefault: index === first,
    fallsThrough:
      clause.fallsThrough &&
      index < all.length - 1 &&
      statement.kind === 'switch' &&
      statement.style !== 'type',
  }));
}

/** The Go text of a function's body, and the line, counted from 0 in the body, of each statement. */
export function print(fn: RandomFunction): { text: string; lineOf: ReadonlyMap<number, number> } {
  const lines: string[] = [];
  const lineOf = new Map<number, number>();
  const expression = (node: Condition): string => {
    switch (node.kind) {
      case 'atom':
        return `c${node.id}()`;
      case 'constant':
        return String(node.value);
      case 'not':
        return `!(${expression(node.operand)})`;
      default:
        return `(${expression(node.left)} ${node.kind === 'and' ? '&&' : '||'} ${expression(node.right)})`;
    }
  };
  const list = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      if (statement.isNamed) lines.push(`L${statement.id}:`);
      lineOf.set(statement.id, lines.length);
      one(statement);
    }
  };
  const clauses = (statement: Statement, head: (clause: Clause, index: number) => string): void => {
    clausesOf(statement).forEach((clause, index) => {
      lines.push(clause.isDefault ? 'default:' : `case ${head(clause, index)}:`);
      list(clause.body);
      if (clause.fallsThrough) lines.push('fallthrough');
    });
    lines.push('}');
  };
  const one = (statement: Statement): void => {
    const { id } = statement;
    switch (statement.kind) {
      case 'mark':
        lines.push(`m${id}()`);
        break;
      case 'custom':
        lines.push(...statement.lines);
        break;
      case 'diverge':
        lines.push('select {}');
        break;
      case 'return':
        lines.push('return');
        break;
      case 'panic':
        lines.push('panic(1)');
        break;
      case 'exit':
        lines.push('os.Exit(1)');
        break;
      case 'defer':
        lines.push(statement.recovers ? 'defer func() { recover() }()' : `defer m${id}()`);
        break;
      case 'value':
        lines.push(`flag = ${expression(statement.condition)}`);
        break;
      case 'block':
        lines.push('{');
        list(statement.body);
        lines.push('}');
        break;
      case 'if':
        lines.push(`if ${statement.hasInitializer ? `m${id}(); ` : ''}${expression(statement.condition)} {`);
        list(statement.consequence);
        if (statement.otherwise) {
          lines.push('} else {');
          list(statement.otherwise);
        }
        lines.push('}');
        break;
      case 'for': {
        const test = expression(statement.condition);
        const head = {
          endless: '',
          while: test,
          clause: `i${id}(); ${test}; u${id}()`,
          range: `range r${id}()`,
          function: `range f${id}()`,
        }[statement.style];
        lines.push(`for ${head} {`);
        list(statement.body);
        lines.push('}');
        break;
      }
      case 'switch': {
        const { style } = statement;
        lines.push(
          `switch ${style === 'plain' ? '' : style === 'type' ? `any(v${id}()).(type) ` : `v${id}() `}{`,
        );
        clauses(statement, (clause, index) =>
          style === 'plain'
            ? clause.conditions.map(expression).join(', ')
            : style === 'type'
              ? `[${index + 1}]int`
              : clause.conditions
                  .map((_, at) => (style === 'calls' && at === 0 ? `k${id}${index}()` : `${id}${index}${at}`))
                  .join(', '),
        );
        break;
      }
      case 'select':
        lines.push('select {');
        clauses(statement, (_, index) =>
          index % 2 === 0 ? `<-o${id}${index}()` : `channel <- v${id}${index}()`,
        );
        break;
      default: {
        const { target } = statement;
        if (!target) lines.push(`m${id}()`);
        else
          lines.push(
            statement.kind !== 'goto' && !statement.withLabel
              ? statement.kind
              : `${statement.kind} L${target.id}`,
          );
      }
    }
  };
  list(fn.body);
  return { text: lines.join('\n'), lineOf };
}

/** A whole file with a function `f`, and declarations for everything it mentions. */
export function printFile(fn: RandomFunction): { source: string; lineOf: ReadonlyMap<number, number> } {
  const { text, lineOf } = print(fn);
  const results = new Map([
    ['c', 'bool'],
    ['r', '[]int'],
    ['f', 'func(func() bool)'],
    ['v', 'int'],
    ['k', 'int'],
    ['o', 'chan int'],
  ]);
  const names = new Set([...text.matchAll(/\b([cfikmoruv])\d+(?=\()/g)].map((match) => match[0]));
  const declarations = [...names].map((name) => {
    const result = results.get(name[0]!);
    return result ? `func ${name}() (x ${result}) { return }` : `func ${name}() {}`;
  });
  const head = `package p

import "os"

var flag bool
var channel chan int
var _ = os.Exit

${declarations.join('\n')}

func f() {
`;
  const offset = head.split('\n').length - 1;
  return {
    source: `${head}${text}\n}\n`,
    lineOf: new Map([...lineOf].map(([id, line]) => [id, line + offset])),
  };
}

/** One thing that a run did: a call, with the value when it is a condition. */
export interface Event {
  readonly name: string;
  readonly value: boolean | undefined;
}

/** One run of a function from its start. */
export interface Run {
  readonly events: readonly Event[];
  /** Statements that were executed, in order of their start. */
  readonly executed: readonly Statement[];
  /** Defer statements in the order of their registration, each time. */
  readonly deferred: readonly Statement[];
  /** How it left; `cut` when it ran too long or blocks for ever. */
  readonly end: 'return' | 'end' | 'panic' | 'no-return' | 'cut';
  readonly at: Statement | undefined;
}

class Jump {
  constructor(
    readonly kind: 'break' | 'continue' | 'goto',
    readonly target: Statement,
  ) {}
}
class Leave {
  constructor(
    readonly end: Run['end'],
    readonly at: Statement | undefined,
  ) {}
}

/**
 * Runs functions; every time it comes to a choice it takes the next option in turn, so that with enough runs
 * everything that can be reached is reached.
 */
export class Machine {
  readonly #turns = new Map<number, number>();
  #events: Event[] = [];
  #executed: Statement[] = [];
  #deferred: Statement[] = [];
  #steps = 0;

  constructor(
    readonly fn: RandomFunction,
    readonly mostSteps = 300,
    /** Whether a loop over something is known to run at least once. */
    readonly isEntered: (loop: Loop) => boolean = () => false,
  ) {}

  run(): Run {
    this.#events = [];
    this.#executed = [];
    this.#deferred = [];
    this.#steps = 0;
    let end: Run['end'] = 'end';
    let at: Statement | undefined;
    try {
      this.#list(this.fn.body);
    } catch (signal) {
      if (!(signal instanceof Leave)) throw signal;
      end = signal.end;
      at = signal.at;
    }
    return { events: this.#events, executed: this.#executed, deferred: this.#deferred, end, at };
  }

  #choose(id: number, options: number): number {
    const turn = this.#turns.get(id) ?? 0;
    this.#turns.set(id, turn + 1);
    return turn % options;
  }

  #tick(): void {
    if (++this.#steps > this.mostSteps) throw new Leave('cut', undefined);
  }

  #say(name: string, value?: boolean): void {
    this.#events.push({ name, value });
  }

  #condition(node: Condition & { readonly id?: number }): boolean {
    switch (node.kind) {
      case 'atom': {
        const value = this.#choose(node.id, 2) === 0;
        this.#say(`c${node.id}`, value);
        return value;
      }
      case 'constant':
        return node.value;
      case 'not':
        return !this.#condition(node.operand);
      case 'and':
        return this.#condition(node.left) && this.#condition(node.right);
      default:
        return this.#condition(node.left) || this.#condition(node.right);
    }
  }

  #list(list: readonly Statement[]): void {
    for (let index = 0; index < list.length; index++) {
      try {
        this.#statement(list[index]!);
      } catch (signal) {
        if (!(signal instanceof Jump) || signal.kind !== 'goto') throw signal;
        const at = list.indexOf(signal.target);
        if (at < 0) throw signal;
        index = at - 1;
      }
    }
  }

  /** Runs the body of a statement that can be left by `break`. */
  #inside(statement: Statement, body: readonly Statement[]): 'done' | 'broken' {
    try {
      this.#list(body);
    } catch (signal) {
      if (!(signal instanceof Jump) || signal.target !== statement || signal.kind === 'goto') throw signal;
      if (signal.kind === 'break') return 'broken';
    }
    return 'done';
  }

  #statement(statement: Statement): void {
    this.#tick();
    this.#executed.push(statement);
    const { id } = statement;
    switch (statement.kind) {
      case 'mark':
        this.#say(`m${id}`);
        return;
      case 'custom':
        return;
      case 'diverge':
        throw new Leave('cut', undefined);
      case 'return':
        throw new Leave('return', statement);
      case 'panic':
        throw new Leave('panic', statement);
      case 'exit':
        throw new Leave('no-return', statement);
      case 'defer':
        this.#deferred.push(statement);
        if (!statement.recovers) this.#say(`m${id}`);
        return;
      case 'value':
        this.#condition(statement.condition);
        return;
      case 'block':
        this.#list(statement.body);
        return;
      case 'if':
        if (statement.hasInitializer) this.#say(`m${id}`);
        if (this.#condition(statement.condition)) this.#list(statement.consequence);
        else if (statement.otherwise) this.#list(statement.otherwise);
        return;
      case 'for':
        this.#for(statement);
        return;
      case 'switch':
        this.#switch(statement);
        return;
      case 'select': {
        const clauses = clausesOf(statement);
        clauses.forEach((clause, index) => {
          if (!clause.isDefault) this.#say(`${index % 2 === 0 ? 'o' : 'v'}${id}${index}`);
        });
        if (clauses.length === 0) throw new Leave('cut', undefined);
        this.#inside(statement, clauses[this.#choose(id, clauses.length)]!.body);
        return;
      }
      default:
        if (!statement.target) this.#say(`m${id}`);
        else throw new Jump(statement.kind, statement.target);
    }
  }

  #for(statement: Loop): void {
    const { id, style } = statement;
    let isForced = this.isEntered(statement);
    const start = { endless: '', while: '', clause: 'i', range: 'r', function: 'f' }[style];
    if (start) this.#say(`${start}${id}`);
    const goesOn = (): boolean =>
      style === 'endless' ||
      (style === 'range' || style === 'function'
        ? this.#choose(id, 2) === 0 || isForced
        : this.#condition(statement.condition));
    while (goesOn()) {
      isForced = false;
      this.#tick();
      if (this.#inside(statement, statement.body) === 'broken') return;
      if (style === 'clause') this.#say(`u${id}`);
    }
  }

  #switch(statement: Extract<Statement, { kind: 'switch' }>): void {
    const { id, style } = statement;
    const clauses = clausesOf(statement);
    if (style !== 'plain') this.#say(`v${id}`);
    let chosen = -1;
    for (const [index, clause] of clauses.entries()) {
      if (clause.isDefault) continue;
      if (style === 'plain') {
        if (clause.conditions.some((condition) => this.#condition(condition))) chosen = index;
      } else if (style === 'calls') {
        this.#say(`k${id}${index}`);
        // the call's value or, when there is one, the constant behind it
        if (this.#choose(id * 1000 + index + 1_000_000, 2) === 0) chosen = index;
      } else if (this.#choose(id * 1000 + index + 1_000_000, 2) === 0) chosen = index;
      if (chosen >= 0) break;
    }
    if (chosen < 0) chosen = clauses.findIndex((clause) => clause.isDefault);
    if (chosen < 0) return;
    this.#clauses(statement, clauses, chosen);
  }

  #clauses(statement: Statement, clauses: readonly Clause[], chosen: number): void {
    for (let index = chosen; ; index++) {
      if (this.#inside(statement, clauses[index]!.body) === 'broken') return;
      if (!clauses[index]!.fallsThrough) return;
    }
  }
}
