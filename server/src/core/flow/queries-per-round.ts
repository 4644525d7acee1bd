import { behaviourOf } from '../knowledge/behaviour/index.ts';
import { SELECT_STATEMENT } from '../knowledge/blocking-calls.ts';
import { CONTEXT_TWINS } from '../knowledge/context-twins.ts';
import type { FileModel, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { moduleFacts, opensOnlyLocalGorm, poolLimit } from './contexts-limits.ts';
import { readsEarlierRound } from './earlier-rounds.ts';
import { loopsAround, roundsOf } from './loop-heads.ts';
import { isConditional } from './nested-queries.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';
import { sqlDialectOf } from './sql-dialects.ts';
import { selectsFromEach, statementOf } from './sql-statements.ts';

/** A query that a loop runs anew for each element of something that may grow. */
export interface QueryPerRound {
  /** The call in the loop: the query, or a function of the program that runs it. */
  readonly call: SyntaxNode;
  readonly query: SyntaxNode;
  readonly loop: SyntaxNode;
  /** The variable of the loop that the query depends on. */
  readonly element: VarObject;
}

/** Methods of database/sql and sqlx that read. */
const READS = /\.(Query|QueryRow|Queryx|QueryRowx|Get|Select|NamedQuery)(Context)?$/;
/** gorm.io/gorm finisher_api.go: they read what the chain in front of them asks for. */
const GORM_READS = /^gorm\.io\/gorm\.DB\.(First|Take|Last|Find|Scan|Pluck|Count)$/;
/** Waits on purpose between rounds, or for somebody else. */
const PACED = new Set(['time.Sleep', 'time.After', 'time.NewTimer', 'time.NewTicker']);

/** The queries of a file that stand in loops over lists and rows, and depend on the element. */
export function* queriesPerRoundIn(pkg: PackageModel, file: FileModel): Iterable<QueryPerRound> {
  for (const loop of file.tree.root.descendants('for_statement')) {
    const variables = elementsOf(pkg, loop);
    if (variables.length === 0 || isPaced(pkg, loop)) continue;
    for (const call of loop.field('body')?.descendants('call_expression') ?? []) {
      // the innermost loop that is one over elements tells it
      const inner = [...loopsAround(call)][0];
      if (inner !== loop || leavesBehind(call, loop) || isRemembered(call, loop)) continue;
      const query = queryOf(pkg, call, variables, 1);
      if (query?.query === call && readsEarlierRound(pkg, call, loop)) continue;
      if (query) {
        yield { call, loop, ...query };
        break;
      }
    }
  }
}

/** The variables that are another element in each round: those of a range, and what a row is scanned into. */
function elementsOf(pkg: PackageModel, loop: SyntaxNode): readonly VarObject[] {
  const rounds = roundsOf(pkg, loop);
  const body = loop.field('body');
  const head = loop.namedChildren.find((child) => child !== body && !child.isExtra);
  if (!head || !body) return [];
  if (head.kind === 'range_clause') {
    const ranged = head.field('right')!;
    const kind = pkg.underlying(pkg.typeOf(ranged))?.kind;
    if ((kind !== 'slice' && kind !== 'map') || rounds === 'one' || rounds === 'counted') return [];
    if (isFixedList(pkg, ranged)) return [];
    const left = head.field('left')?.namedChildren ?? [];
    return left.flatMap((each) => variable(pkg, each) ?? []).filter((each) => !isBatch(pkg, each));
  }
  // `for rows.Next()`: what is scanned in the body
  const method = head.kind === 'call_expression' ? pkg.calleeOf(head)?.id : undefined;
  if (method !== 'database/sql.Rows.Next') return [];
  const found: VarObject[] = [];
  for (const call of body.descendants('call_expression')) {
    if (!/\.(Scan|StructScan)$/.test(pkg.calleeOf(call)?.id ?? '')) continue;
    for (const argument of call.field('arguments')?.namedChildren ?? []) {
      const root = argument.kind === 'unary_expression' ? rootOf(argument.field('operand')) : undefined;
      const object = root && variable(pkg, root);
      if (object?.role === 'local' && !found.includes(object)) found.push(object);
    }
  }
  return found;
}

/** Whether a list is what a function returns that writes its elements down one by one. */
function isFixedList(pkg: PackageModel, list: SyntaxNode): boolean {
  const origins = list.kind === 'call_expression' ? originsOf(pkg, list, { fields: false })?.all : undefined;
  return (
    origins !== undefined &&
    origins.length > 0 &&
    origins.every(({ node }) => node.kind === 'composite_literal')
  );
}

/** Whether an element is a list itself: one query for many. */
function isBatch(pkg: PackageModel, element: VarObject): boolean {
  const kind = pkg.underlying(pkg.typeOfObject(element))?.kind;
  return kind === 'slice' || kind === 'array' || kind === 'map' || kind === 'chan';
}

/** Whether a loop waits between its rounds, or for messages: a job that takes its time. */
function isPaced(pkg: PackageModel, loop: SyntaxNode): boolean {
  for (const node of loop.descendants(
    'select_statement',
    'receive_statement',
    'unary_expression',
    'call_expression',
  )) {
    if (
      node.kind === 'unary_expression'
        ? node.field('operator')?.text === '<-'
        : node.kind !== 'call_expression'
    )
      return true;
    if (node.kind === 'call_expression' && PACED.has(pkg.calleeOf(node)?.id ?? '')) return true;
  }
  return false;
}

/** Whether the loop is left behind a call in any case: it looks for one element. */
function leavesBehind(call: SyntaxNode, loop: SyntaxNode): boolean {
  for (let node = call; node.parent && node !== loop; node = node.parent) {
    if (node.parent.kind !== 'statement_list') continue;
    const rest = node.parent.namedChildren.filter((each) => each.start >= node.start);
    if (rest.some(({ kind }) => kind === 'return_statement' || kind === 'break_statement')) return true;
  }
  return false;
}

/**
 * Whether a call runs only for what a map lacks, and puts it there: once for each key, however often it comes.
 * `if _, ok := names[id]; !ok { names[id] = query(id) }`
 */
function isRemembered(call: SyntaxNode, loop: SyntaxNode): boolean {
  for (let node = call.parent; node && node !== loop; node = node.parent) {
    if (node.kind !== 'if_statement') continue;
    const arm = [node.field('consequence'), node.field('alternative')].find((each) => each?.contains(call));
    if (!arm) continue;
    const places = [...arm.descendants('assignment_statement')]
      .flatMap((each) => targetsOf(each))
      .filter(({ kind }) => kind === 'index_expression')
      .map(({ text }) => text);
    const isLookedUp = [...loop.descendants('index_expression')].some(
      (each) => each.start < call.start && !arm.contains(each) && places.includes(each.text),
    );
    if (isLookedUp) return true;
  }
  return false;
}

/** The query that a call is, or that the function which it calls runs in any case, with what it depends on. */
function queryOf(
  pkg: PackageModel,
  call: SyntaxNode,
  elements: readonly VarObject[],
  depth: number,
): Pick<QueryPerRound, 'query' | 'element'> | undefined {
  const callee = pkg.calleeOf(call);
  if (!callee) return undefined;
  const element = elementIn(pkg, call, elements);
  if (!element) return undefined;
  if (isRead(pkg, call, callee.id)) {
    // a pool, a transaction or a table of the element: one query each
    const root = rootOf(callee.receiver);
    const isOwn = root !== undefined && elements.some((each) => variable(pkg, root) === each);
    return isOwn || selectsFromEach(pkg, call, elements) ? undefined : { query: call, element };
  }
  const { function: fn } = callee;
  if (!fn?.body || depth === 0 || fn.node.kind === 'func_literal' || writes(pkg, fn)) return undefined;
  const given = parametersFor(pkg, fn, call, elements);
  for (const each of given.length > 0 ? fn.body.descendants('call_expression') : []) {
    if (pkg.functionOf(each) !== fn || isConditional(each, fn) || [...loopsAround(each)].length > 0) continue;
    const inner = queryOf(pkg, each, given, 0);
    if (inner) return { query: inner.query, element };
  }
  return undefined;
}

/** Methods of gorm and database/sql that write, or that begin what is written together. */
const WRITES =
  /^gorm\.io\/gorm\.DB\.(?:Create|Save|Delete|Update|Updates|UpdateColumn|UpdateColumns|Transaction|Begin)$|^(?:database\/sql|github\.com\/jmoiron\/sqlx)\.\w+\.(?:Exec|Begin)\w*$/;

/** Whether a function writes for the element that it gets: what it reads before is a part of that. */
function writes(pkg: PackageModel, fn: GoFunction): boolean {
  return [...fn.body!.descendants('call_expression')].some((call) =>
    WRITES.test(pkg.calleeOf(call)?.id ?? ''),
  );
}

/** The parameters that get an element, or a part of one. */
function parametersFor(
  pkg: PackageModel,
  fn: GoFunction,
  call: SyntaxNode,
  elements: readonly VarObject[],
): readonly VarObject[] {
  const args = call.field('arguments')?.namedChildren ?? [];
  return fn.parameters.flatMap((parameter, index) => {
    const argument = args[index];
    const isGiven = argument && elementIn(pkg, argument, elements);
    return parameter && isGiven && !isBatch(pkg, parameter) ? [parameter] : [];
  });
}

/** The element that the arguments of a call, or of one in front of it in a chain, mention. */
function elementIn(
  pkg: PackageModel,
  node: SyntaxNode,
  elements: readonly VarObject[],
): VarObject | undefined {
  for (const identifier of node.descendants('identifier')) {
    const object = variable(pkg, identifier);
    if (!object || !elements.includes(object)) continue;
    // what is written into is no reason to ask
    const isTarget = identifier.ancestor('unary_expression')?.field('operator')?.text === '&';
    if (!isTarget) return object;
  }
  return undefined;
}

function isRead(pkg: PackageModel, call: SyntaxNode, id: string): boolean {
  if (GORM_READS.test(id)) return true;
  if (!READS.test(id)) return false;
  const twin = CONTEXT_TWINS.get(id);
  const blocks = behaviourOf(id)?.blocks;
  if (!twin && blocks?.category !== 'sql') return false;
  const statement = statementOf(pkg, call);
  // a prepared statement has its text elsewhere
  if (!statement) return /\.(Stmt|NamedStmt)\./.test(id);
  const value = pkg.constantOf(statement);
  if (value?.kind !== 'string' || !SELECT_STATEMENT.test(value.parts[0] ?? '')) return false;
  return !callsRoutine(value.parts.map((part) => part ?? 'name').join(''));
}

/** Whether a statement selects from nothing but a routine of the database, which may write: `SELECT * FROM expire($1)`. */
function callsRoutine(statement: string): boolean {
  const from = /\bfrom\b/i.exec(statement);
  return from
    ? /^from\s+[\w."]+\(/i.test(statement.slice(from.index))
    : /^\s*select\s+[\w."]+\(/i.test(statement);
}

/** Whether a loop writes in each of its rounds, too: what it reads before is a part of that, and one query less of two. */
export function writesEachRound(pkg: PackageModel, loop: SyntaxNode): boolean {
  const body = loop.field('body');
  return [...(body?.descendants('call_expression') ?? [])].some((call) => {
    for (let node = call; node !== body && node.parent; node = node.parent) {
      if (/^(?:consequence|alternative)$/.test(node.fieldName ?? '') || node.kind === 'func_literal')
        return false;
    }
    const callee = pkg.calleeOf(call);
    return (
      WRITES.test(callee?.id ?? '') || (callee?.function?.body !== undefined && writes(pkg, callee.function))
    );
  });
}

/**
 * Whether a database of the process answers a query: there is no way to and from a server that adds up. `maybe`: the module
 * opens databases of both kinds; `unclear`: so it does, and the package is not written for one of them.
 */
export function isAskedInProcess(pkg: PackageModel, query: SyntaxNode): 'yes' | 'unclear' | 'maybe' | 'no' {
  const { id = '', receiver } = pkg.calleeOf(query) ?? {};
  if (id.startsWith('gorm.io/') && opensOnlyLocalGorm(pkg)) return 'yes';
  const limit = receiver ? poolLimit(pkg, receiver) : 'unknown';
  if (limit !== 'unknown') return limit === 'in-process' ? 'yes' : 'no';
  const facts = moduleFacts(pkg);
  if (facts.hasOnlyLocalDatabases) return 'yes';
  if (!facts.hasLocalDatabases) return 'no';
  // gorm writes the statements for whichever it has opened
  if (id.startsWith('gorm.io/')) return 'maybe';
  const dialect = sqlDialectOf(pkg);
  return dialect ? (dialect === 'sqlite' ? 'yes' : 'no') : 'unclear';
}

function rootOf(node: SyntaxNode | undefined): SyntaxNode | undefined {
  let each = node;
  while (each && each.kind !== 'identifier') {
    each =
      each.kind === 'call_expression'
        ? each.field('function')
        : (each.field('operand') ??
          (each.kind === 'parenthesized_expression' ? each.firstNamedChild : undefined));
  }
  return each;
}
