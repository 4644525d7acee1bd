import { BARE_REQUESTS, REQUEST_CONTEXTS } from '../knowledge/request-types.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { parentOf } from './contexts.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';

const MOST_PARENTS = 5;
/** A client has requests too: what only a handler gets beside one is what it answers with. */
const REQUEST = 'net/http.Request';
const ANSWER = 'net/http.ResponseWriter';

/** What gives a context, by the type of the variable, and the selection that leads there. */
export const CONTEXT_GIVERS: ReadonlyMap<string, string> = new Map([
  ['context.Context', ''],
  ...REQUEST_CONTEXTS,
]);

/** The parameter of a function that is, or holds, the context of its caller. */
export interface CallerContext {
  readonly parameter: VarObject;
  /** What stands behind the name of the parameter: `.Context()` of `r.Context()`. */
  readonly selection: string;
  /** The expression that gives the context: `ctx`, `r.Context()`. */
  readonly expression: string;
  /** Whether it is that of a request of net/http. */
  readonly isRequest: boolean;
}

/**
 * The context that a function gets from its caller and a place can name; the one of a request before any other.
 * @param at a node of the function
 */
export function callerContextOf(
  pkg: PackageModel,
  fn: GoFunction,
  at: SyntaxNode,
): CallerContext | undefined {
  const answers = isHandler(pkg, fn);
  let found: CallerContext | undefined;
  for (const [index, { type }] of pkg.signatureOf(fn).parameters.entries()) {
    const parameter = fn.parameters[index];
    const selection = CONTEXT_GIVERS.get(namedId(type) ?? '');
    if (!parameter || selection === undefined || parameter.name === '_') continue;
    if (pkg.lookup(parameter.name, at) !== parameter || (found && selection === '')) continue;
    if (selection !== '' && !answers && getsOtherContext(pkg, parameter)) continue;
    const expression = `${parameter.name}${selection}`;
    found = { parameter, selection, expression, isRequest: selection !== '' };
  }
  return found;
}

/** Whether a request is one to send, whose context the function says: `req.WithContext(ctx)`. */
function getsOtherContext(pkg: PackageModel, request: VarObject): boolean {
  return pkg.referencesTo(request).some(({ parent }) => {
    const name = parent?.kind === 'selector_expression' ? parent.field('field')?.text : undefined;
    return name === 'WithContext' || name === 'Clone';
  });
}

/** Whether a function answers requests: it gets what only a handler gets. */
export function isHandler(pkg: PackageModel, fn: GoFunction): boolean {
  return pkg.signatureOf(fn).parameters.some(({ type }) => {
    const id = namedId(type) ?? '';
    return id === ANSWER || (id !== REQUEST && REQUEST_CONTEXTS.has(id));
  });
}

/** Whether the request that a parameter holds is, in every call of its function, one that was read or made without a context. */
export function hasBackgroundContext(pkg: PackageModel, parameter: VarObject): boolean {
  const mention = pkg.referencesTo(parameter).find((each) => each !== parameter.node);
  const origins = mention && originsOf(pkg, mention, { fields: false })?.all;
  return (
    origins !== undefined &&
    origins.length > 0 &&
    origins.every(
      ({ node }) => node.kind === 'call_expression' && BARE_REQUESTS.has(pkg.calleeOf(node)?.id ?? ''),
    )
  );
}

/** Whether a context ends with the request of a handler: its own, or one that is derived from it. */
export function endsWithRequest(
  pkg: PackageModel,
  handler: GoFunction,
  context: SyntaxNode,
  depth = 0,
): boolean {
  if (depth > MOST_PARENTS) return false;
  const object = variable(pkg, context);
  const given = object && givenTo(object);
  if (given) return endsWithRequest(pkg, handler, given, depth + 1);
  // of several it may be one that lives on
  if (object && pkg.referencesTo(object).filter(isAssignedWhole).length > 1) return false;
  const origins = originsOf(pkg, context, { fields: false })?.all ?? [];
  return (
    origins.length > 0 &&
    origins.every(({ node }) => {
      if (node.kind !== 'call_expression') return false;
      if (pkg.calleeOf(node)?.id === `${REQUEST}.Context`) return isRequestOf(pkg, handler, node);
      const parent = parentOf(pkg, node);
      return parent !== undefined && endsWithRequest(pkg, handler, parent, depth + 1);
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
