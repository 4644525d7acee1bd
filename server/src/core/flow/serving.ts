import { SERVER_START_NAMES, SERVER_STARTS } from '../knowledge/server-starts.ts';
import { homeOf } from '../semantic/home.ts';
import { memoized } from '../semantic/memo.ts';
import type { GoFunction, PackageModel, ProgramModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo } from './assignments.ts';
import { roundsOf } from './loop-heads.ts';

/** Whether a call starts a server that serves as long as the process lives. */
export function startsServer(pkg: PackageModel, call: SyntaxNode): boolean {
  const target = call.field('function');
  const name = (target?.field('field') ?? target)?.text ?? '';
  if (!SERVER_START_NAMES.has(name)) return false;
  const id = pkg.calleeOf(call)?.id ?? '';
  return SERVER_STARTS.some(
    ({ path, names }) => names.includes(name) && (id.startsWith(`${path}.`) || id.startsWith(`${path}/`)),
  );
}

const answersOf = memoized<ProgramModel, Map<GoFunction, boolean>>(() => new Map());

/**
 * Whether what stands in a node, with the functions of the program that it calls and the literals in it, serves: it starts a
 * server, waits for a signal, or goes round in a loop that waits for something to come in each round, or that nothing leaves.
 */
export function goesOn(pkg: PackageModel, node: SyntaxNode): boolean {
  for (const each of node.descendants(
    'call_expression',
    'for_statement',
    'unary_expression',
    'select_statement',
  )) {
    switch (each.kind) {
      case 'call_expression': {
        if (startsServer(pkg, each)) return true;
        const fn = pkg.calleeOf(each)?.function;
        if (fn && functionGoesOn(homeOf(pkg, fn), fn)) return true;
        break;
      }
      case 'for_statement':
        if (isServiceLoop(pkg, each)) return true;
        break;
      default:
        if (isWaitForEnd(pkg, each, node)) return true;
    }
  }
  return false;
}

/**
 * Whether a select or receive waits for nothing but a signal of the system or the end of a context.
 * @param around a literal inside of it need not be waited for
 */
export function isWaitForEnd(pkg: PackageModel, node: SyntaxNode, around: SyntaxNode): boolean {
  if (isInLiteral(node, around)) return false;
  if (node.kind === 'select_statement')
    return casesOf(node).every((clause) => waitsForEnd(pkg, clause.field('communication')));
  return !isCommunication(node) && waitsForEnd(pkg, node);
}

/** Whether a node stands in a function literal inside another: who waits there for the end need not be waited for. */
function isInLiteral(node: SyntaxNode, around: SyntaxNode): boolean {
  const literal = node.ancestor('func_literal');
  return literal !== undefined && around.contains(literal);
}

function isCommunication(receive: SyntaxNode): boolean {
  return receive.ancestor('communication_case', 'statement_list')?.kind === 'communication_case';
}

function functionGoesOn(pkg: PackageModel, fn: GoFunction): boolean {
  const known = answersOf(pkg.program);
  const answer = known.get(fn);
  if (answer !== undefined) return answer;
  known.set(fn, false);
  const found = fn.body !== undefined && goesOn(pkg, fn.body);
  known.set(fn, found);
  return found;
}

/**
 * Whether a call of a function value may run what serves: of a list, a parameter, or a field or variable that the module gives
 * other functions than such as end. What a call has just given, and what a library holds, is taken for something that ends.
 */
export function mayGoOn(pkg: PackageModel, call: SyntaxNode): boolean {
  const target = call.field('function');
  const name = target?.kind === 'selector_expression' ? target.field('field') : target;
  const object = name && pkg.objectOf(name);
  if (object?.kind !== 'var') return target?.kind === 'index_expression';
  if (!pkg.program.packageOf(object.file.path)) return false;
  if (object.role === 'local')
    return object.node.ancestor('range_clause', 'statement_list')?.kind === 'range_clause';
  if (object.role !== 'field' && object.role !== 'package') return true;
  return pkg.program.modulePackages(object.file, [object.name]).some((member) =>
    member.files.some(
      (file) =>
        !file.isTest &&
        file.tree.identifiersNamed(object.name).some((mention) => {
          const meant = member.objectOf(mention);
          if (meant?.kind !== 'var' || meant.node !== object.node) return false;
          const given = givenTo(mention);
          return given !== undefined && functionValueGoesOn(member, given);
        }),
    ),
  );
}

/** What a mention of a variable or field is set to, by its name in a literal or by an assignment. */
function givenTo(mention: SyntaxNode): SyntaxNode | undefined {
  const { parent } = mention;
  if (parent?.kind === 'literal_element' && parent.fieldName === 'key')
    return parent.parent?.field('value')?.firstNamedChild;
  return assignedTo(mention.fieldName === 'field' && parent ? parent : mention)?.value;
}

function functionValueGoesOn(pkg: PackageModel, value: SyntaxNode): boolean {
  if (value.kind === 'nil') return false;
  if (value.kind === 'func_literal') return goesOn(pkg, value);
  const name = value.kind === 'selector_expression' ? value.field('field') : value;
  const object = name && pkg.objectOf(name);
  return object?.kind !== 'func' || functionGoesOn(homeOf(pkg, object.function), object.function);
}

/** Whether a loop without an end in its head waits in each round for something to come, or is never left. */
function isServiceLoop(pkg: PackageModel, loop: SyntaxNode): boolean {
  const rounds = roundsOf(pkg, loop);
  if (rounds !== 'endless' && rounds !== 'open') return false;
  const body = loop.field('body');
  if (!body) return false;
  const head = loop.namedChildren.find((child) => child !== body && !child.isExtra);
  if (rounds === 'endless' && head?.kind === 'range_clause') return true;
  if ([...body.descendants('unary_expression')].some(isReceive)) return true;
  if (rounds !== 'endless') return false;
  return [...body.descendants('break_statement', 'return_statement', 'goto_statement')].length === 0;
}

function isReceive(node: SyntaxNode): boolean {
  return node.field('operator')?.text === '<-';
}

function casesOf(select: SyntaxNode): readonly SyntaxNode[] {
  return select.namedChildren.filter(({ kind }) => kind === 'communication_case' || kind === 'default_case');
}

/** Whether a communication receives a signal of the system, or the end of a context. */
function waitsForEnd(pkg: PackageModel, communication: SyntaxNode | undefined): boolean {
  if (!communication) return false;
  return [...communication.descendants('unary_expression')].some((receive) => {
    const channel = isReceive(receive) ? receive.field('operand') : undefined;
    if (!channel) return false;
    const type = pkg.underlying(pkg.typeOf(channel));
    if (type?.kind === 'chan' && namedId(type.element) === 'os.Signal') return true;
    return channel.kind === 'call_expression' && pkg.calleeOf(channel)?.id === 'context.Context.Done';
  });
}
