import { homeOf } from '../semantic/home.ts';
import { memoized } from '../semantic/memo.ts';
import type { GoFunction, PackageModel, ProgramModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { startOfLiteral } from './channels.ts';
import { implementationsOf } from './implementations.ts';
import { variable } from './nil-comparison.ts';

const MOST_CALLS = 4;
const MOST_STEPS = 60;

/** Calls whose first result holds the context that they get. */
const CARRIERS = new Set([
  'golang.org/x/sync/errgroup.WithContext',
  'net/http.NewRequestWithContext',
  'net/http.Request.WithContext',
  'os/exec.CommandContext',
]);
const WAITS = new Set(['sync.WaitGroup.Wait', 'golang.org/x/sync/errgroup.Group.Wait']);

/**
 * Whether a context lives on when the function that has it returns, so that cancelling it there would take it from others:
 * it is returned, stored in something older than the call, sent, or used by a goroutine that nobody in the function that
 * starts it waits for, be it one of a function of the program that gets it. What is not understood counts as no.
 */
export function livesOn(pkg: PackageModel, context: VarObject): boolean {
  if (context.role === 'package') return true;
  const known = answersOf(pkg.program);
  let answer = known.get(context);
  if (answer === undefined) {
    const search = new LivesOn(pkg, { left: MOST_STEPS }, 0);
    answer = search.variable(context) || search.isReturned;
    known.set(context, answer);
  }
  return answer;
}

const answersOf = memoized<ProgramModel, Map<VarObject, boolean>>(() => new Map());

/** Follows a value, and what holds it, through one function. */
class LivesOn {
  readonly #seen = new Set<VarObject>();
  /** Whether the function returns it. */
  isReturned = false;

  constructor(
    readonly pkg: PackageModel,
    readonly steps: { left: number },
    readonly calls: number,
  ) {}

  variable(object: VarObject): boolean {
    if (this.#seen.has(object)) return false;
    this.#seen.add(object);
    return this.pkg
      .referencesTo(object)
      .some((each) => each !== object.node && this.steps.left-- > 0 && this.#mention(each, object.function));
  }

  /** @param owner the function whose end is asked about */
  #mention(node: SyntaxNode, owner: GoFunction | undefined): boolean {
    // what a literal captures is held by the literal
    for (let fn = this.pkg.functionOf(node); fn && fn !== owner; fn = fn.outer) {
      const start = startOfLiteral(this.pkg, fn.node);
      if (start && !this.#isAwaited(start)) return true;
      if (!start && this.#value(fn.node, owner)) return true;
    }
    return this.#value(node, owner);
  }

  #value(node: SyntaxNode, owner: GoFunction | undefined): boolean {
    const { parent } = node;
    switch (parent?.kind) {
      case 'parenthesized_expression':
      case 'unary_expression':
      case 'literal_element':
      case 'keyed_element':
      case 'literal_value':
      case 'composite_literal':
        return parent.kind === 'unary_expression' && parent.field('operator')?.text !== '&'
          ? false
          : this.#value(parent, owner);
      case 'call_expression':
        return node.fieldName === 'function' && isStart(parent) && !this.#isAwaited(parent);
      case 'selector_expression': {
        const call = parent.fieldName === 'function' ? parent.parent : undefined;
        if (!call) return false;
        return isStart(call) ? !this.#isAwaited(call) : this.#receiver(call, owner);
      }
      case 'send_statement':
        return node.fieldName === 'value';
      case 'expression_list':
        return this.#listed(node, parent, owner);
      case 'var_spec':
        return this.#target(parent.fieldAll('name')[0], owner);
      case 'argument_list':
        return this.#argument(parent.parent!, parent.namedChildren.indexOf(node), owner);
      default:
        return false;
    }
  }

  #listed(node: SyntaxNode, list: SyntaxNode, owner: GoFunction | undefined): boolean {
    const statement = list.parent;
    if (list.fieldName === 'left') return false;
    // what a literal returns goes to whoever calls the literal
    if (statement?.kind === 'return_statement') {
      this.isReturned ||= this.pkg.functionOf(statement) === owner;
      return false;
    }
    const names = statement?.kind === 'var_spec' ? statement.fieldAll('name') : targetsOf(statement);
    return this.#target(names[list.namedChildren.indexOf(node)], owner);
  }

  #target(target: SyntaxNode | undefined, owner: GoFunction | undefined): boolean {
    if (!target || target.text === '_') return false;
    let root = target;
    while (['selector_expression', 'index_expression'].includes(root.kind))
      root = root.field('operand') ?? root.firstNamedChild ?? root;
    const object = variable(this.pkg, root);
    if (!object) return false;
    if (object.role === 'package') return true;
    // a field of what the function was given
    if (object.role !== 'local') return root !== target || object.role === 'result';
    return object.function === owner || root === target ? this.variable(object) : true;
  }

  #argument(call: SyntaxNode, index: number, owner: GoFunction | undefined): boolean {
    if (isStart(call)) return !this.#isAwaited(call);
    const callee = this.pkg.calleeOf(call);
    if (!callee) return false;
    if (callee.kind === 'conversion' || callee.id === 'append') return this.#value(call, owner);
    if (callee.id.startsWith('context.With') || CARRIERS.has(callee.id)) return this.#value(call, owner);
    const called =
      callee.kind === 'interface-method' ? implementationsOf(this.pkg, callee) : [callee.function];
    return called.some((fn) => fn !== undefined && this.#below(call, fn, fn.parameters[index], owner));
  }

  /** What a method does with the value that it is called on. */
  #receiver(call: SyntaxNode, owner: GoFunction | undefined): boolean {
    const callee = this.pkg.calleeOf(call);
    const fn = callee?.kind === 'method' ? callee.function : undefined;
    return fn !== undefined && this.#below(call, fn, fn.receiver, owner);
  }

  #below(
    call: SyntaxNode,
    fn: GoFunction,
    parameter: VarObject | undefined,
    owner: GoFunction | undefined,
  ): boolean {
    if (!fn.body || !parameter || this.calls >= MOST_CALLS) return false;
    const below = new LivesOn(homeOf(this.pkg, fn), this.steps, this.calls + 1);
    return below.variable(parameter) || (below.isReturned && this.#value(call, owner));
  }

  /** Whether the function that starts a goroutine waits for some. */
  #isAwaited(start: SyntaxNode): boolean {
    const fn = this.pkg.functionOf(start);
    return [...(fn?.body?.descendants('call_expression') ?? [])].some((call) =>
      WAITS.has(this.pkg.calleeOf(call)?.id ?? ''),
    );
  }
}

function isStart(call: SyntaxNode): boolean {
  return call.parent?.kind === 'go_statement';
}
