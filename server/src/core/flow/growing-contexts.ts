import { homeOf } from '../semantic/home.ts';
import type { FileModel, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { collectsValues } from './collected-values.ts';
import { parentOf } from './contexts.ts';
import { comesBack } from './graph.ts';
import { graphsOf } from './graphs.ts';
import { type LoopRounds, loopsAround, roundsOf } from './loop-heads.ts';
import { nilComparison, variable } from './nil-comparison.ts';

/** An assignment in a loop that makes a context out of the one that the round before has left. */
export interface GrowingContext {
  readonly statement: SyntaxNode;
  /** The variable or field that holds it, as the assignment names it. */
  readonly target: SyntaxNode;
  readonly call: SyntaxNode;
  readonly loop: SyntaxNode;
  readonly rounds: LoopRounds;
  /** `end`: each can end, and takes all later ones along; `value`: each only adds a value. */
  readonly kind: 'end' | 'value';
  /** Whether every round comes by, and the call itself derives the context. */
  readonly isCertain: boolean;
}

const CONTEXT = 'context.Context';
/** context/context.go: each of these, or its parent, may be over while the loop goes on. */
const ENDING =
  /^(?:context\.With(?:Cancel|Timeout|Deadline)(?:Cause)?|os\/signal\.NotifyContext|golang\.org\/x\/sync\/errgroup\.WithContext)$/;
/** context/context.go: a withoutCancelCtx holds its parent, though it does not end with it. */
const KEEPER = 'context.WithoutCancel';

/** Every such assignment of a file whose context the loop uses; one for each context and loop. */
export function* growingContextsIn(pkg: PackageModel, file: FileModel): Generator<GrowingContext> {
  const seen = new Set<string>();
  for (const statement of file.tree.root.descendants('assignment_statement')) {
    if (statement.field('operator')?.text !== '=') continue;
    const values = statement.field('right')?.namedChildren ?? [];
    for (const [index, target] of targetsOf(statement).entries()) {
      const value = values.length === 1 ? values[0] : values[index];
      if (value?.kind !== 'call_expression' || namedId(pkg.typeOf(target)) !== CONTEXT) continue;
      const found = growthOf(pkg, statement, target, value);
      const key = found && `${found.loop.start} ${target.text}`;
      if (!found || !key || seen.has(key)) continue;
      seen.add(key);
      yield found;
    }
  }
}

function growthOf(
  pkg: PackageModel,
  statement: SyntaxNode,
  target: SyntaxNode,
  call: SyntaxNode,
): GrowingContext | undefined {
  const fn = pkg.functionOf(statement);
  const object = rootOf(pkg, target);
  const loop = [...loopsAround(statement)].find((each) => object && !each.contains(object.node));
  const derived =
    object && derivedFrom(pkg, call, (node) => node.text === target.text && isSame(pkg, node, object));
  if (!fn || !object || !loop || !derived) return undefined;
  const rounds = roundsOf(pkg, loop);
  if (rounds === 'one' || (rounds === 'counted' && derived.kind === 'value')) return undefined;
  // whoever only collects values for what comes after the loop wants them all
  if (!isUsed(pkg, loop, target, object)) return undefined;
  const isOverList = rounds !== 'endless' && rounds !== 'open';
  if (derived.kind === 'value' && isOverList && collectsValues(pkg, loop, target)) return undefined;
  if (!comesAround(pkg, fn, statement, target, object)) return undefined;
  const around = conditionsAround(statement, loop);
  // what only some rounds find is, as a rule, meant for all that comes later
  if (derived.kind === 'value' && around.length > 0) return undefined;
  if (around.some((condition) => isForFirstRound(pkg, condition, statement))) return undefined;
  return {
    statement,
    target,
    call,
    loop,
    rounds,
    kind: derived.kind,
    isCertain: derived.isDirect && around.length === 0,
  };
}

/** The variable that an expression starts from: `s` of `s.ctx`. */
function rootOf(pkg: PackageModel, expression: SyntaxNode): VarObject | undefined {
  let node = expression;
  while (node.kind === 'selector_expression') node = node.field('operand')!;
  const object = variable(pkg, node);
  return object?.role === 'field' ? undefined : object;
}

function isSame(pkg: PackageModel, node: SyntaxNode, object: VarObject): boolean {
  return rootOf(pkg, node) === object;
}

interface Derived {
  readonly kind: GrowingContext['kind'];
  readonly isDirect: boolean;
}

const MOST_DEPTH = 4;

/** How a call derives its context from one that a question knows: by itself, through other calls, or in a function of the program. */
function derivedFrom(
  pkg: PackageModel,
  call: SyntaxNode,
  isIt: (node: SyntaxNode) => boolean,
  depth = 0,
): Derived | undefined {
  const callee = call.kind === 'call_expression' ? pkg.calleeOf(call) : undefined;
  if (!callee || depth > MOST_DEPTH) return undefined;
  const args = call.field('arguments')?.namedChildren ?? [];
  const parent = parentOf(pkg, call) ?? (callee.id === KEEPER ? args[0] : undefined);
  if (parent) {
    const inner = isIt(parent)
      ? ({ kind: 'value', isDirect: true } as const)
      : derivedFrom(pkg, parent, isIt, depth + 1);
    return inner && (ENDING.test(callee.id) ? { ...inner, kind: 'end' } : inner);
  }
  const given = args.findIndex(isIt);
  const parameter =
    callee.kind === 'function' || callee.kind === 'method' ? callee.function?.parameters[given] : undefined;
  const inner =
    callee.function &&
    parameter &&
    derivedIn(homeOf(pkg, callee.function), callee.function, parameter, depth + 1);
  return inner && { ...inner, isDirect: false };
}

/** How every return of a function derives its first context from a parameter. */
function derivedIn(
  pkg: PackageModel,
  fn: GoFunction,
  parameter: VarObject,
  depth: number,
): Derived | undefined {
  const index = pkg.signatureOf(fn).results.findIndex(({ type }) => namedId(type) === CONTEXT);
  const returns = graphsOf(pkg)
    .graphOf(fn)
    .exits.filter(({ kind }) => kind !== 'panic' && kind !== 'no-return');
  const found = returns.map(({ node }) => {
    const value = node.kind === 'return_statement' ? node.firstNamedChild?.namedChildren[index] : undefined;
    return value && derivedFrom(pkg, value, (each) => variable(pkg, each) === parameter, depth);
  });
  return found.length > 0 && found.every((each) => each !== undefined)
    ? (found.find(({ kind }) => kind === 'end') ?? found[0])
    : undefined;
}

/** Whether a loop mentions the context elsewhere than where it is derived anew. */
function isUsed(pkg: PackageModel, loop: SyntaxNode, target: SyntaxNode, object: VarObject): boolean {
  return mentionsIn(pkg, loop, target, object).some((mention) => {
    // go.dev/ref/spec#For_range: "The range expression x is evaluated before beginning the loop"
    if (mention.ancestor('range_clause')?.parent === loop) return false;
    const assignment = mention.ancestor('assignment_statement');
    return !assignment || !targetsOf(assignment).some(({ text }) => text === target.text);
  });
}

function mentionsIn(
  pkg: PackageModel,
  loop: SyntaxNode,
  target: SyntaxNode,
  object: VarObject,
): readonly SyntaxNode[] {
  if (target.kind === 'identifier')
    return pkg.referencesTo(object).filter((mention) => loop.contains(mention));
  return [...loop.descendants('selector_expression')].filter(
    (node) => node.text === target.text && isSame(pkg, node, object),
  );
}

/** Whether some way leads back to the assignment on which nothing else is put into the variable. */
function comesAround(
  pkg: PackageModel,
  fn: GoFunction,
  statement: SyntaxNode,
  target: SyntaxNode,
  object: VarObject,
): boolean {
  const graph = graphsOf(pkg).graphOf(fn);
  const block = graph.blockOf(statement);
  if (!block) return false;
  const resets = [...fn.node.descendants('assignment_statement', 'short_var_declaration', 'var_spec')].filter(
    (each) =>
      each !== statement &&
      targetsOf(each).some(({ text }) => text === target.text || target.text.startsWith(`${text}.`)) &&
      targetsOf(each).some((other) => isSame(pkg, other, object)) &&
      !readsIt(pkg, each, target, object),
  );
  const blocks = resets.flatMap((each) => graph.blockOf(each) ?? []);
  return !blocks.includes(block) && comesBack(block, new Set(blocks));
}

/** Whether what a statement assigns is made of the context itself. */
function readsIt(pkg: PackageModel, statement: SyntaxNode, target: SyntaxNode, object: VarObject): boolean {
  const right = statement.field('right') ?? statement.field('value');
  if (!right) return false;
  return [right, ...right.descendants('identifier', 'selector_expression')].some(
    (node) => node.text === target.text && isSame(pkg, node, object),
  );
}

/** The conditions of the `if` statements between a statement and the loop around it; `switch` and `select` count too. */
function conditionsAround(statement: SyntaxNode, loop: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let node = statement; node.parent && node.parent !== loop; node = node.parent) {
    const { parent } = node;
    if (parent.kind === 'if_statement' && node.fieldName !== 'initializer')
      found.push(parent.field('condition') ?? parent);
    else if (/^(?:expression_switch|type_switch|select)_statement$/.test(parent.kind)) found.push(parent);
  }
  return found;
}

/** Whether a condition asks for something that is set where it holds, so that it holds once. */
function isForFirstRound(pkg: PackageModel, condition: SyntaxNode, statement: SyntaxNode): boolean {
  const branch = condition.parent?.kind === 'if_statement' ? condition.parent : undefined;
  if (!branch) return false;
  const asked = nilComparison(pkg, condition)?.object;
  const names = [condition, ...condition.descendants('identifier')].flatMap(
    (node) => variable(pkg, node) ?? [],
  );
  return [...branch.descendants('assignment_statement', 'inc_statement')].some((each) => {
    const targets = each.kind === 'inc_statement' ? each.namedChildren : targetsOf(each);
    return targets.some((target) => {
      const object = rootOf(pkg, target);
      return object !== undefined && (object === asked || (each !== statement && names.includes(object)));
    });
  });
}
