import type { FileModel, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { workOf } from './caller-contexts.ts';
import { parentOf } from './contexts.ts';
import { loopsAround } from './loop-heads.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';

const MOST_PARENTS = 5;

/** What only a handler gets, and what holds the request that it answers. */
const HANDLERS: ReadonlySet<string> = new Set([
  'net/http.ResponseWriter',
  'github.com/gin-gonic/gin.Context',
  'github.com/labstack/echo/v4.Context',
]);

/** A goroutine that works with the context of a request whose handler does not wait for it. */
export interface OutlivingGoroutine {
  readonly start: SyntaxNode;
  readonly handler: GoFunction;
  /** The calls that wait for something outside with that context, and the arguments that are it. */
  readonly works: readonly { readonly call: SyntaxNode; readonly context: SyntaxNode }[];
}

/**
 * Goroutines of handlers that the end of their request may interrupt (net/http/server.go, (*conn).serve: "w.cancelCtx()" after
 * ServeHTTP has returned). A goroutine that watches the end of the context knows of it; a handler that waits, receives or goes
 * on in a loop behind the start is taken to be there as long.
 */
export function* outlivingGoroutinesIn(pkg: PackageModel, file: FileModel): Generator<OutlivingGoroutine> {
  for (const start of file.tree.root.descendants('go_statement')) {
    const handler = pkg.functionOf(start);
    if (!handler || !isHandler(pkg, handler) || mayWait(pkg, handler, start)) continue;
    const call = start.firstNamedChild;
    if (call?.kind !== 'call_expression') continue;
    const calls = [...new Set([call, ...call.descendants('call_expression')])].filter(
      // what is an argument of the start is worked out before
      (each) => each === call || call.field('function')?.contains(each),
    );
    const works = calls.flatMap((each) => worksIn(pkg, handler, each));
    if (works.length === 0 || calls.some((each) => watchesEnd(pkg, each))) continue;
    yield { start, handler, works };
  }
}

function isHandler(pkg: PackageModel, fn: GoFunction): boolean {
  return pkg.signatureOf(fn).parameters.some(({ type }) => HANDLERS.has(namedId(type) ?? ''));
}

/** Whether a handler may still be there while the goroutine works. */
function mayWait(pkg: PackageModel, handler: GoFunction, start: SyntaxNode): boolean {
  const body = handler.body;
  if (!body || [...loopsAround(start, handler.node)].length > 0) return true;
  for (const node of body.descendants(
    'for_statement',
    'select_statement',
    'unary_expression',
    'call_expression',
  )) {
    // a deferred wait stands before it
    const isWait = node.kind === 'call_expression' && /\.Wait$/.test(pkg.calleeOf(node)?.id ?? '');
    if (isWait && !start.contains(node)) return true;
    if (node.start < start.end || node.kind === 'call_expression') continue;
    if (node.kind !== 'unary_expression' || node.field('operator')?.text === '<-') return true;
  }
  return false;
}

function worksIn(
  pkg: PackageModel,
  handler: GoFunction,
  call: SyntaxNode,
): { call: SyntaxNode; context: SyntaxNode }[] {
  const args = call.field('arguments')?.namedChildren ?? [];
  return args.flatMap((context, index) => {
    if (namedId(pkg.typeOf(context)) !== 'context.Context' || call.field('function')?.kind === 'func_literal')
      return [];
    if (!isOfRequest(pkg, handler, context, 0) || workOf(pkg, call, index) !== 'works') return [];
    return [{ call, context }];
  });
}

/** Whether a context ends with the request of a handler: its own, or one that is derived from it. */
function isOfRequest(pkg: PackageModel, handler: GoFunction, context: SyntaxNode, depth: number): boolean {
  if (depth > MOST_PARENTS) return false;
  const object = variable(pkg, context);
  const given = object && givenTo(object);
  if (given) return isOfRequest(pkg, handler, given, depth + 1);
  // of several it may be one that lives on
  if (object && pkg.referencesTo(object).filter(isAssignedWhole).length > 1) return false;
  const origins = originsOf(pkg, context, { fields: false })?.all ?? [];
  return (
    origins.length > 0 &&
    origins.every(({ node }) => {
      if (node.kind !== 'call_expression') return false;
      if (pkg.calleeOf(node)?.id === 'net/http.Request.Context') return isRequestOf(pkg, handler, node);
      const parent = parentOf(pkg, node);
      return parent !== undefined && isOfRequest(pkg, handler, parent, depth + 1);
    })
  );
}

/** What a literal that is called where it stands gets for its parameter. */
function givenTo(parameter: VarObject): SyntaxNode | undefined {
  const literal = parameter.role === 'parameter' ? parameter.function : undefined;
  const call = literal?.node.kind === 'func_literal' ? literal.node.parent : undefined;
  if (!literal || call?.kind !== 'call_expression' || literal.node.fieldName !== 'function') return undefined;
  return call.field('arguments')?.namedChildren[literal.parameters.indexOf(parameter)];
}

/** Whether the request that is asked for its context is what the handler got: `r`, `c.Request`, `c.Request()`. */
function isRequestOf(pkg: PackageModel, handler: GoFunction, asked: SyntaxNode): boolean {
  let root = asked.field('function')?.field('operand');
  while (root && (root.kind === 'selector_expression' || root.kind === 'call_expression'))
    root = root.field('operand') ?? root.field('function');
  const object = root && variable(pkg, root);
  if (object?.role !== 'parameter' || !handler.parameters.includes(object)) return false;
  return !pkg.referencesTo(object).some((each) => each !== object.node && isAssignedWhole(each));
}

function watchesEnd(pkg: PackageModel, call: SyntaxNode): boolean {
  return /^context\.Context\.(?:Done|Err)$|^context\.AfterFunc$/.test(pkg.calleeOf(call)?.id ?? '');
}
