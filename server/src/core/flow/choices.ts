import { isStandardLibrary } from '../knowledge/behaviour/index.ts';
import { FROM_OUTSIDE } from '../knowledge/configured-types.ts';
import { buildOf, constraintOf } from '../semantic/build-constraints.ts';
import { isExported, isOpenToOtherModules } from '../semantic/exported.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { isErrorType, namedId } from '../semantic/types.ts';
import { endsInJump, statementsOf } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { callsOf } from './callers.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { isBoolean, nilComparison, unwrapped, variable } from './nil-comparison.ts';

/**
 * How it comes that a place in the code is reached or passed by. `chosen`: an option says so: a boolean that is not worked
 * out here, a mode that is compared with a name. `perhaps`: a comparison of numbers or with the empty text, a test of a
 * text, or a caller outside the module. `none`: always, or as an error, a nil or a look-up came out.
 */
export type Choice = 'chosen' | 'perhaps' | 'none';

const RANK: Readonly<Record<Choice, number>> = { none: 0, perhaps: 1, chosen: 2 };
const most = (all: Iterable<Choice>): Choice =>
  [...all].reduce<Choice>((a, b) => (RANK[b] > RANK[a] ? b : a), 'none');
const least = (all: readonly Choice[]): Choice =>
  all.reduce<Choice>((a, b) => (RANK[b] < RANK[a] ? b : a), 'chosen');

const MOST_CALLERS = 3;
const MOST_STEPS = 4;

/** Whether an option decides that what stands at a node takes effect: around it, before it, or where its function is called. */
export function choiceOf(pkg: PackageModel, node: SyntaxNode): Choice {
  const { path, text } = pkg.fileOf(node);
  // built only where somebody sets a tag
  if ([...buildOf(constraintOf(path, text)).tags.values()].includes(true)) return 'chosen';
  return new Chooser(pkg, new Set()).at(pkg, node, 0);
}

class Chooser {
  constructor(
    readonly origin: PackageModel,
    readonly open: Set<unknown>,
  ) {}

  at(pkg: PackageModel, node: SyntaxNode, depth: number): Choice {
    const around = most(branchesAround(pkg, node));
    if (around === 'chosen') return around;
    const fn = pkg.functionOf(node);
    const outside = fn ? this.#function(pkg, fn, depth) : this.#packageVariable(pkg, node, depth);
    return most([around, outside]);
  }

  #function(pkg: PackageModel, fn: GoFunction, depth: number): Choice {
    if (this.open.has(fn) || depth > MOST_CALLERS) return 'none';
    this.open.add(fn);
    if (fn.node.kind === 'func_literal') return this.#literal(pkg, fn, depth);
    const name = fn.node.field('name');
    const object = name && pkg.objectOf(name);
    if (object?.kind !== 'func') return 'none';
    if (!isExported(object.name)) {
      const calls = (callsOf(pkg, fn) ?? []).filter((call) => !isOfUnusedVariable(pkg, call));
      return calls.length === 0 ? 'none' : least(calls.map((call) => this.at(pkg, call, depth + 1)));
    }
    if (fn.node.kind === 'method_declaration') return 'none';
    const choices: Choice[] = [];
    for (const user of pkg.program.modulePackages(fn.file, [`${object.name}(`])) {
      for (const mention of user.referencesTo(object)) {
        if (mention === name || user.fileOf(mention).isTest) continue;
        choices.push(this.at(user, mention, depth + 1));
      }
    }
    if (choices.length > 0) return least(choices);
    if (!isOpenToOtherModules(pkg)) return 'none';
    return [...(fn.body?.descendants('return_statement') ?? [])].some((each) =>
      [...each.descendants('func_literal')].some((literal) => setsParameter(pkg, literal)),
    )
      ? 'chosen'
      : 'perhaps';
  }

  /** What a literal does happens where it is made; an option function is a choice where it is called. */
  #literal(pkg: PackageModel, fn: GoFunction, depth: number): Choice {
    return this.at(pkg, fn.node.parent ?? fn.node, depth);
  }

  /** A value of a package variable is in effect where the variable is mentioned. */
  #packageVariable(pkg: PackageModel, node: SyntaxNode, depth: number): Choice {
    const spec = node.ancestor('var_spec');
    if (!spec || this.open.has(spec) || depth > MOST_CALLERS) return 'none';
    this.open.add(spec);
    if (isPicked(pkg, node, spec)) return 'chosen';
    const choices: Choice[] = [];
    for (const name of spec.fieldAll('name')) {
      const mentions = mentionsElsewhere(pkg, name);
      if (!mentions) return 'none';
      for (const [user, mention] of mentions) choices.push(this.at(user, mention, depth + 1));
    }
    return choices.length === 0 ? 'none' : least(choices);
  }
}

/** Whether a node makes the value of package variables that nothing of the module outside tests mentions. */
function isOfUnusedVariable(pkg: PackageModel, node: SyntaxNode): boolean {
  const spec = pkg.functionOf(node) ? undefined : node.ancestor('var_spec');
  return spec?.fieldAll('name').every((name) => mentionsElsewhere(pkg, name)?.length === 0) ?? false;
}

/** Where a package variable is mentioned outside tests and its declaration; undefined where it is none. */
function mentionsElsewhere(
  pkg: PackageModel,
  name: SyntaxNode,
): readonly (readonly [PackageModel, SyntaxNode])[] | undefined {
  const object = pkg.objectOf(name);
  if (object?.kind !== 'var') return undefined;
  const users = isExported(object.name)
    ? pkg.program.modulePackages(object.file, [`.${object.name}`])
    : [pkg];
  return [...new Set([pkg, ...users])].flatMap((user) =>
    user
      .referencesTo(object)
      .flatMap((mention) =>
        mention === name || user.fileOf(mention).isTest ? [] : [[user, mention] as const],
      ),
  );
}

/** Whether a value stands in a map from which one is picked by its key. */
function isPicked(pkg: PackageModel, node: SyntaxNode, spec: SyntaxNode): boolean {
  for (let each = node.parent; each && each !== spec; each = each.parent) {
    if (each.kind === 'composite_literal' && pkg.underlying(pkg.typeOf(each))?.kind === 'map') return true;
  }
  return false;
}

/** Whether a literal sets something on what it is given: `func(o *options) { o.x = ... }`. */
function setsParameter(pkg: PackageModel, literal: SyntaxNode): boolean {
  const parameters = pkg.functionAt(literal)?.parameters ?? [];
  return [...literal.descendants('assignment_statement')].some((statement) =>
    assignmentsOf(statement).some(({ target }) => {
      let base: SyntaxNode | undefined = target;
      while (base?.kind === 'selector_expression') base = base.field('operand');
      const object = base && base !== target ? variable(pkg, base) : undefined;
      return object !== undefined && parameters.includes(object);
    }),
  );
}

/** The choices of the branches around a node, up to its function, and of those before it that leave. */
function* branchesAround(pkg: PackageModel, node: SyntaxNode): Generator<Choice> {
  for (let inner = node; inner.parent; inner = inner.parent) {
    const { parent } = inner;
    if (['function_declaration', 'method_declaration', 'func_literal'].includes(parent.kind)) return;
    switch (parent.kind) {
      case 'if_statement': {
        const condition = parent.field('condition');
        const isBranch = inner === parent.field('consequence') || inner === parent.field('alternative');
        if (condition && isBranch) yield choiceIn(pkg, condition, inner === parent.field('consequence'), 0);
        break;
      }
      case 'expression_switch_statement':
        yield caseChoice(pkg, parent, inner);
        break;
      case 'statement_list':
        for (const sibling of parent.namedChildren) {
          if (sibling === inner) break;
          if (isDetour(pkg, sibling)) yield choiceIn(pkg, sibling.field('condition')!, false, 0);
        }
        break;
      default:
    }
  }
}

/** Whether a statement leaves for the same purpose by another way: with a value, or nothing at all, in place of what follows. */
function isDetour(pkg: PackageModel, statement: SyntaxNode): boolean {
  if (statement.kind !== 'if_statement' || statement.field('alternative')) return false;
  const block = statement.field('consequence');
  const last = statementsOf(block).at(-1);
  if (!endsInJump(block) || !last) return false;
  const [first] = last.kind === 'return_statement' ? (last.firstNamedChild?.namedChildren ?? []) : [];
  return !first || (first.kind !== 'nil' && !isErrorType(pkg.typeOf(first)));
}

function caseChoice(pkg: PackageModel, statement: SyntaxNode, clause: SyntaxNode): Choice {
  const value = statement.field('value');
  const clauses =
    clause.kind === 'default_case'
      ? statement.namedChildren.filter(({ kind }) => kind === 'expression_case')
      : clause.kind === 'expression_case'
        ? [clause]
        : [];
  const given = clauses.flatMap((each) => each.field('value')?.namedChildren ?? []);
  return most(given.map((each) => (value ? comparedWith(pkg, value, each) : choiceIn(pkg, each, true, 0))));
}

/**
 * Whether what a condition asks is an option.
 * @param holds whether the place is reached when it holds, or when it does not
 */
function choiceIn(pkg: PackageModel, condition: SyntaxNode, holds: boolean, depth: number): Choice {
  const node = unwrapped(condition);
  if (depth > MOST_STEPS) return 'chosen';
  if (nilComparison(pkg, node)) return 'none';
  switch (node.kind) {
    case 'unary_expression': {
      const operand = node.field('operand');
      return operand ? choiceIn(pkg, operand, !holds, depth + 1) : 'none';
    }
    case 'binary_expression': {
      const left = node.field('left');
      const right = node.field('right');
      if (!left || !right) return 'none';
      if (['&&', '||'].includes(node.field('operator')?.text ?? ''))
        return most([left, right].map((each) => choiceIn(pkg, each, holds, depth + 1)));
      const isUnequal = /^(?:!=|>)$/.test(node.field('operator')?.text ?? '');
      if (isUnequal === holds && isFromOutside(pkg, left) && isEmpty(pkg, right)) return 'chosen';
      return most([comparedWith(pkg, left, right), comparedWith(pkg, right, left)]);
    }
    case 'call_expression':
      return choiceOfCall(pkg, node, holds, depth);
    case 'identifier': {
      const object = variable(pkg, node);
      return object?.role === 'local' ? choiceOfLocal(pkg, object, holds, depth) : 'chosen';
    }
    default:
      return 'chosen';
  }
}

/** Whether a comparison with a value tells an option: a name, or a text that is not empty. */
function comparedWith(pkg: PackageModel, operand: SyntaxNode, value: SyntaxNode): Choice {
  if (isBoolean(pkg, operand) && (value.kind === 'true' || value.kind === 'false'))
    return choiceIn(pkg, operand, true, 1);
  const constant = pkg.constantOf(value);
  if (!constant || pkg.constantOf(operand)) return 'perhaps';
  if (constant.kind === 'string') return constant.parts.join('') === '' ? 'perhaps' : 'chosen';
  return namedId(pkg.typeOf(operand)) !== undefined ? 'chosen' : 'perhaps';
}

/** Whether a text is what whoever runs the program has given, or its length. */
function isFromOutside(pkg: PackageModel, operand: SyntaxNode): boolean {
  const node = unwrapped(operand);
  const object = variable(pkg, node);
  const value = object?.role === 'local' ? onlyAssigned(pkg, object) : node;
  if (value?.kind !== 'call_expression') return false;
  const id = pkg.calleeOf(value)?.id ?? '';
  const measured = id === 'len' ? value.field('arguments')?.firstNamedChild : undefined;
  return measured ? isFromOutside(pkg, measured) : FROM_OUTSIDE.test(id);
}

/** `""` or `0`. */
function isEmpty(pkg: PackageModel, node: SyntaxNode): boolean {
  const constant = pkg.constantOf(node);
  if (constant?.kind === 'string')
    return constant.parts.join('') === '' && !constant.parts.includes(undefined);
  return constant?.kind === 'int' && constant.value === 0n;
}

function choiceOfCall(pkg: PackageModel, call: SyntaxNode, holds: boolean, depth: number): Choice {
  const callee = pkg.calleeOf(call);
  const id = callee?.id ?? '';
  if (FROM_OUTSIDE.test(id)) return 'chosen';
  if (id.startsWith('errors.')) return 'none';
  if (id !== '' && isStandardLibrary(id)) return 'perhaps';
  const [statement, ...others] = statementsOf(callee?.function?.body);
  const returned =
    statement?.kind === 'return_statement' ? statement.firstNamedChild?.firstNamedChild : undefined;
  return returned && others.length === 0 ? choiceIn(pkg, returned, holds, depth + 1) : 'chosen';
}

/** `v, ok := m[k]` and the like only tell what came out; anything else is as its value. */
function choiceOfLocal(pkg: PackageModel, object: VarObject, holds: boolean, depth: number): Choice {
  const value = onlyAssigned(pkg, object);
  if (value) return choiceIn(pkg, value, holds, depth + 1);
  const list = object.node.parent;
  const source = list?.parent?.field('right')?.firstNamedChild;
  const isLast = list?.kind === 'expression_list' && list.namedChildren.at(-1) === object.node;
  if (!isLast || list.namedChildren.length < 2 || !source) return 'chosen';
  const isOutside = source.kind === 'call_expression' && FROM_OUTSIDE.test(pkg.calleeOf(source)?.id ?? '');
  return isOutside ? 'chosen' : 'none';
}
