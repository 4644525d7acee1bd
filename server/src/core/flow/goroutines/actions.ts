import { RETURNS_ONLY_FOR_NIL } from '../../knowledge/error-functions.ts';
import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { targetsOf } from '../assignments.ts';
import { isOwnFunction, isVariadic } from '../channel-syntax.ts';
import { STARTERS } from '../channels.ts';
import { factReaderOf } from '../path-facts.ts';
import { isSamePlace, placeOf } from '../places.ts';

/** One step of a goroutine that matters to the channels that are followed. */
export type Action =
  | { readonly kind: 'make'; readonly node: SyntaxNode; readonly target: VarObject }
  | { readonly kind: 'forget'; readonly target: VarObject }
  | { readonly kind: 'alias'; readonly target: VarObject; readonly source: VarObject }
  | ChannelAction
  | { readonly kind: 'select'; readonly node: SyntaxNode; readonly cases: readonly SelectClause[] }
  | CallAction
  | { readonly kind: 'defer'; readonly actions: readonly Action[] }
  /** A test is told that it has failed: what it leaves behind then ends with it. */
  | { readonly kind: 'fail' }
  | { readonly kind: 'done' | 'wait'; readonly node: SyntaxNode; readonly group: VarObject };

export interface ChannelAction {
  readonly kind: 'send' | 'receive' | 'range' | 'close';
  readonly node: SyntaxNode;
  readonly channel: VarObject;
  /** The flag of `v, ok := <-ch`, as facts name it. */
  readonly flag: string | undefined;
  /** That the variable which gets what is received is nil, as facts name it. */
  readonly isNil?: string | undefined;
}

export interface CallAction {
  /** `call` runs in the same goroutine, `go` in one of its own. */
  readonly kind: 'call' | 'go';
  readonly node: SyntaxNode;
  readonly fn: GoFunction;
  readonly arguments: readonly SyntaxNode[];
  /** Variables that get its results. */
  readonly targets: readonly (VarObject | undefined)[];
  /** The group that waits for the goroutine by itself: `wg.Go`, `errgroup.Group.Go`. */
  readonly group: VarObject | undefined;
}

export interface SelectClause {
  readonly clause: SyntaxNode;
  /** Undefined for `default` and for what is not followed, which may always be chosen. */
  readonly action: ChannelAction | undefined;
  readonly isDefault: boolean;
}

/** Calls that tell a test that it has failed. */
export const FAILS: ReadonlySet<string> = new Set([
  ...['common', 'T', 'B', 'F', 'TB'].flatMap((type) =>
    ['Error', 'Errorf', 'Fail'].map((method) => `testing.${type}.${method}`),
  ),
  ...['Fail', 'Failf', 'FailNow', 'FailNowf'].flatMap((name) => [
    `github.com/stretchr/testify/assert.${name}`,
    `github.com/stretchr/testify/require.${name}`,
    `github.com/stretchr/testify/assert.Assertions.${name}`,
    `github.com/stretchr/testify/require.Assertions.${name}`,
    `github.com/stretchr/testify/suite.Suite.${name}`,
  ]),
]);
const DONE = new Set(['sync.WaitGroup.Done']);
/** Methods that wait for every goroutine of a group. */
export const WAIT = new Set(['sync.WaitGroup.Wait', 'golang.org/x/sync/errgroup.Group.Wait']);

/** Reads the actions of a function's statements, for a set of variables that hold the followed channels. */
export class ActionReader {
  readonly #actions = new Map<SyntaxNode, readonly Action[]>();
  readonly #interesting = new Map<GoFunction, boolean>();

  constructor(
    readonly pkg: PackageModel,
    readonly followed: ReadonlySet<VarObject>,
  ) {}

  /** The actions of a node of a control flow graph, in the order in which they run. */
  of(node: SyntaxNode): readonly Action[] {
    let actions = this.#actions.get(node);
    if (!actions) {
      actions = this.#read(node);
      this.#actions.set(node, actions);
    }
    return actions;
  }

  #read(node: SyntaxNode): Action[] {
    const actions: Action[] = [];
    switch (node.kind) {
      case 'select_statement': {
        const select = this.#select(node);
        if (select) actions.push(select);
        break;
      }
      case 'range_clause': {
        const channel = this.variable(node.field('right'));
        if (channel) actions.push({ kind: 'range', node, channel, flag: undefined });
        break;
      }
      case 'go_statement': {
        const call = node.namedChildren.find((child) => child.kind === 'call_expression');
        if (!call) break;
        this.#arguments(call, actions);
        const started = this.#call(call, 'go', node, []);
        if (started) actions.push(started);
        break;
      }
      case 'defer_statement': {
        const call = node.namedChildren.find((child) => child.kind === 'call_expression');
        if (!call) break;
        this.#arguments(call, actions);
        const deferred: Action[] = [];
        this.#callActions(call, deferred, []);
        if (deferred.length > 0) actions.push({ kind: 'defer', actions: deferred });
        break;
      }
      default:
        this.#walk(node, actions);
    }
    return actions;
  }

  #select(node: SyntaxNode): Action | undefined {
    const cases: SelectClause[] = [];
    for (const clause of node.namedChildren) {
      if (clause.kind === 'default_case') cases.push({ clause, action: undefined, isDefault: true });
      else if (clause.kind === 'communication_case') {
        cases.push({
          clause,
          action: this.#communication(clause.field('communication')),
          isDefault: false,
        });
      }
    }
    return cases.some((one) => one.action) ? { kind: 'select', node, cases } : undefined;
  }

  #communication(node: SyntaxNode | undefined): ChannelAction | undefined {
    if (node?.kind === 'send_statement') {
      const channel = this.variable(node.field('channel'));
      return channel && { kind: 'send', node, channel, flag: undefined };
    }
    let value = node?.kind === 'receive_statement' ? node.field('right') : node;
    while (value?.kind === 'parenthesized_expression') value = value.firstNamedChild;
    if (value?.kind !== 'unary_expression' || value.field('operator')?.text !== '<-') return undefined;
    const channel = this.variable(value.field('operand'));
    return channel && { kind: 'receive', node: value, channel, ...targetsOfReceive(this.pkg, node) };
  }

  /** Sub-expressions first, then what the node itself does. */
  #walk(node: SyntaxNode, actions: Action[]): void {
    switch (node.kind) {
      case 'func_literal':
        return;
      case 'call_expression':
        this.#arguments(node, actions);
        this.#callActions(node, actions, this.#targets(node));
        return;
      case 'var_spec':
        for (const child of node.namedChildren) this.#walk(child, actions);
        this.#assign(node.fieldAll('name'), node.field('value')?.namedChildren, actions);
        return;
      case 'short_var_declaration':
      case 'assignment_statement':
        for (const child of node.namedChildren) this.#walk(child, actions);
        this.#assign(node.field('left')?.namedChildren ?? [], node.field('right')?.namedChildren, actions);
        return;
      default:
        for (const child of node.namedChildren) this.#walk(child, actions);
    }
    if (node.kind === 'unary_expression' && node.field('operator')?.text === '<-') {
      const channel = this.variable(node.field('operand'));
      if (channel) actions.push({ kind: 'receive', node, channel, ...targetsOfReceive(this.pkg, node) });
    } else if (node.kind === 'send_statement') {
      const channel = this.variable(node.field('channel'));
      if (channel) actions.push({ kind: 'send', node, channel, flag: undefined });
    }
  }

  #arguments(call: SyntaxNode, actions: Action[]): void {
    const callee = call.field('function');
    if (callee && callee.kind !== 'func_literal') this.#walk(callee, actions);
    for (const argument of call.field('arguments')?.namedChildren ?? []) this.#walk(argument, actions);
  }

  #callActions(call: SyntaxNode, actions: Action[], targets: readonly (VarObject | undefined)[]): void {
    const callee = this.pkg.calleeOf(call);
    const id = callee?.id ?? '';
    if (callee?.kind === 'builtin') {
      const channel = id === 'close' ? this.variable(call.field('arguments')?.firstNamedChild) : undefined;
      if (channel) actions.push({ kind: 'close', node: call, channel, flag: undefined });
      return;
    }
    if (FAILS.has(id) || this.#assertsOpen(call, id)) {
      actions.push({ kind: 'fail' });
      return;
    }
    if (DONE.has(id) || WAIT.has(id)) {
      const group = callee?.receiver && this.group(callee.receiver);
      if (group) actions.push({ kind: DONE.has(id) ? 'done' : 'wait', node: call, group });
      return;
    }
    if (STARTERS.has(id)) {
      const literal = call.field('arguments')?.firstNamedChild;
      const fn = literal?.kind === 'func_literal' ? this.pkg.functionAt(literal) : undefined;
      if (fn && this.isInteresting(fn)) {
        const group = callee?.receiver && this.group(callee.receiver);
        actions.push({ kind: 'go', node: call, fn, arguments: [], targets: [], group });
      }
      return;
    }
    const inline = this.#call(call, 'call', call, targets);
    if (inline) actions.push(inline);
  }

  /**
   * Whether a call ends the test because a context has ended: it comes back only for a nil error, and gets `ctx.Err()` in
   * the case of `<-ctx.Done()` (context/context.go: "If Done is closed, Err returns a non-nil error").
   */
  #assertsOpen(call: SyntaxNode, id: string): boolean {
    const index = RETURNS_ONLY_FOR_NIL.get(id);
    const asked = index === undefined ? undefined : call.field('arguments')?.namedChildren[index];
    if (asked?.kind !== 'call_expression' || this.pkg.calleeOf(asked)?.id !== 'context.Context.Err')
      return false;
    const context = placeOf(this.pkg, asked.field('function')?.field('operand'));
    for (let node = call.parent; node && node.kind !== 'func_literal'; node = node.parent) {
      if (node.kind !== 'communication_case') continue;
      return [...(node.field('communication')?.descendants('call_expression') ?? [])].some(
        (done) =>
          this.pkg.calleeOf(done)?.id === 'context.Context.Done' &&
          isSamePlace(placeOf(this.pkg, done.field('function')?.field('operand')), context),
      );
    }
    return false;
  }

  /** A call whose body is worth following. */
  #call(
    call: SyntaxNode,
    kind: 'call' | 'go',
    node: SyntaxNode,
    targets: readonly (VarObject | undefined)[],
  ): CallAction | undefined {
    const callee = this.pkg.calleeOf(call);
    const fn = callee?.function;
    if (!fn?.body || callee?.kind === 'interface-method' || !isOwnFunction(this.pkg, fn)) return undefined;
    const args = call.field('arguments')?.namedChildren ?? [];
    if (fn.node.kind !== 'func_literal') {
      const passes = args.some((argument, index) => {
        const parameter = fn.parameters[index];
        if (!parameter || isVariadic(this.pkg, fn, index)) return false;
        return (
          (this.followed.has(parameter) && this.variable(argument) !== undefined) ||
          (isGroup(this.pkg, parameter) && this.group(argument) !== undefined)
        );
      });
      const brings = targets.some((target) => target && this.followed.has(target)) || this.makesResult(fn);
      if (!passes && !brings) return undefined;
    } else if (!this.isInteresting(fn)) return undefined;
    return { kind, node, fn, arguments: args, targets, group: undefined };
  }

  /** Whether a declared function makes a followed channel itself, which only a result can bring out. */
  makesResult(fn: GoFunction): boolean {
    for (const variable of this.followed) {
      if (variable.function === fn && variable.role !== 'parameter') return true;
    }
    return false;
  }

  /** Whether a function literal mentions a followed channel or a wait group. */
  isInteresting(fn: GoFunction): boolean {
    const known = this.#interesting.get(fn);
    if (known !== undefined) return known;
    this.#interesting.set(fn, false);
    let found = false;
    for (const identifier of fn.node.descendants('identifier')) {
      const object = this.pkg.objectOf(identifier);
      if (object?.kind === 'var') found ||= this.followed.has(object) || isGroup(this.pkg, object);
      else continue;
      if (found) break;
      // a literal in a variable
      if (object.role !== 'local' || identifier.parent?.kind !== 'call_expression') continue;
      const called = this.pkg.calleeOf(identifier.parent)?.function;
      if (called?.node.kind === 'func_literal' && called !== fn) found ||= this.isInteresting(called);
    }
    this.#interesting.set(fn, found);
    return found;
  }

  /** Variables that an assignment gives the results of a call. */
  #targets(call: SyntaxNode): readonly (VarObject | undefined)[] {
    const list = call.parent;
    if (list?.kind !== 'expression_list' || list.fieldName === 'left') return [];
    if (list.namedChildren.length !== 1) return [];
    return targetsOf(list.parent).map((target) => this.#assigned(target));
  }

  #assigned(target: SyntaxNode): VarObject | undefined {
    const object = target.kind === 'identifier' ? this.pkg.objectOf(target) : undefined;
    return object?.kind === 'var' && this.followed.has(object) ? object : undefined;
  }

  #assign(
    targets: readonly SyntaxNode[],
    values: readonly SyntaxNode[] | undefined,
    actions: Action[],
  ): void {
    targets.forEach((each, index) => {
      const target = this.#assigned(each);
      if (!target) return;
      const value = values?.length === targets.length ? strip(values[index]!) : undefined;
      if (!value) {
        if (!values) actions.push({ kind: 'forget', target });
        return;
      }
      const source = this.variable(value);
      const callee = value.kind === 'call_expression' ? this.pkg.calleeOf(value) : undefined;
      if (source) actions.push({ kind: 'alias', target, source });
      else if (value.kind === 'nil') actions.push({ kind: 'forget', target });
      else if (callee?.kind === 'builtin' && callee.id === 'make')
        actions.push({ kind: 'make', node: value, target });
    });
  }

  /** The followed variable behind an expression. */
  variable(node: SyntaxNode | undefined): VarObject | undefined {
    const bare = node && strip(node);
    if (!bare) return undefined;
    if (bare.kind === 'type_conversion_expression') return this.variable(bare.field('operand'));
    if (bare.kind === 'call_expression' && this.pkg.calleeOf(bare)?.kind === 'conversion')
      return this.variable(bare.field('arguments')?.firstNamedChild);
    const object = bare.kind === 'identifier' ? this.pkg.objectOf(bare) : undefined;
    return object?.kind === 'var' && this.followed.has(object) ? object : undefined;
  }

  /** The variable behind a wait group: `wg`, `&wg`. */
  group(node: SyntaxNode): VarObject | undefined {
    let bare = strip(node);
    if (bare.kind === 'unary_expression' && bare.field('operator')?.text === '&')
      bare = strip(bare.field('operand')!);
    const object = bare.kind === 'identifier' ? this.pkg.objectOf(bare) : undefined;
    return object?.kind === 'var' && isGroup(this.pkg, object) ? object : undefined;
  }
}

function isGroup(pkg: PackageModel, object: VarObject): boolean {
  if (object.role === 'field' || object.role === 'package') return false;
  const id = namedId(pkg.typeOfObject(object));
  return id === 'sync.WaitGroup' || id === 'golang.org/x/sync/errgroup.Group';
}

function strip(node: SyntaxNode): SyntaxNode {
  let current = node;
  while (current.kind === 'parenthesized_expression' && current.firstNamedChild) {
    current = current.firstNamedChild;
  }
  return current;
}

/** What facts may say of the variables in `v, ok := <-ch`, from the receive or the statement around it. */
function targetsOfReceive(
  pkg: PackageModel,
  node: SyntaxNode | undefined,
): Pick<ChannelAction, 'flag' | 'isNil'> {
  let current = node;
  if (current?.kind === 'unary_expression') {
    while (current?.parent?.kind === 'parenthesized_expression') current = current.parent;
    current = current?.parent?.kind === 'expression_list' ? current.parent.parent : current?.parent;
  }
  const targets =
    current?.kind === 'receive_statement' ? (current.field('left')?.namedChildren ?? []) : targetsOf(current);
  const values = current?.field(current.kind === 'var_spec' ? 'value' : 'right');
  const count = values?.kind === 'expression_list' ? values.namedChildren.length : 1;
  if (targets.length === 0 || count !== 1) return { flag: undefined };
  const reader = factReaderOf(pkg);
  const [value, flag] = targets;
  return {
    flag: flag?.kind === 'identifier' ? reader.textOf(flag) : undefined,
    isNil: value?.kind === 'identifier' && value.text !== '_' ? `${reader.textOf(value)} == nil` : undefined,
  };
}
