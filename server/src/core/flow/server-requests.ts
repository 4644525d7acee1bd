import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import type { Place } from './goroutines/held-functions.ts';
import { callsInModule } from './goroutines/once.ts';
import { variable } from './nil-comparison.ts';

export const REQUEST = 'net/http.Request';
const WRITER = 'net/http.ResponseWriter';

/** A request that a server got, at the place that asks. */
export interface ServerRequest {
  /** The function that gets the request together with what it writes the answer to. */
  readonly handler: Place & { readonly function: GoFunction };
  /** The calls through which the request comes from the handler to the place, from the place outward. */
  readonly calls: readonly Place[];
  /** What the answer is written to, as an expression at the place; undefined where it is not at hand. */
  readonly writer: string | undefined;
}

const MOST_CALLS = 3;

/**
 * The handlers from which the request of an expression comes: a parameter beside an http.ResponseWriter, what a framework's
 * context holds, or what such a function passes on. Empty where it may be a request that a client sends.
 * @param expression of type *http.Request
 */
export function serverRequestsOf(pkg: PackageModel, expression: SyntaxNode): readonly ServerRequest[] {
  return follow({ pkg, node: expression }, []);
}

function follow(place: Place, calls: readonly Place[]): readonly ServerRequest[] {
  const { pkg, node } = place;
  const fn = pkg.functionOf(node);
  if (!fn || calls.length > MOST_CALLS) return [];
  switch (node.kind) {
    case 'parenthesized_expression':
      return node.firstNamedChild ? follow({ pkg, node: node.firstNamedChild }, calls) : [];
    case 'identifier':
      return ofName(place, calls);
    case 'selector_expression': {
      const owner = node.field('operand');
      const isGin = owner && namedId(pkg.typeOf(owner)) === GIN && node.field('field')?.text === 'Request';
      return isGin
        ? [{ handler: { ...place, function: fn }, calls, writer: at(calls, `${owner.text}.Writer`) }]
        : [];
    }
    case 'call_expression': {
      const callee = pkg.calleeOf(node);
      const { receiver } = callee ?? {};
      if (!callee || !receiver) return [];
      if (COPIES.has(callee.id)) return follow({ pkg, node: receiver }, calls);
      return ECHO.has(callee.id)
        ? [{ handler: { ...place, function: fn }, calls, writer: at(calls, `${receiver.text}.Response()`) }]
        : [];
    }
    default:
      return [];
  }
}

/** Sources: gin context.go (`Request *http.Request`, `Writer ResponseWriter`); echo context.go (`Request()`, `Response()`). */
const GIN = 'github.com/gin-gonic/gin.Context';
const ECHO = new Set([
  'github.com/labstack/echo/v4.Context.Request',
  'github.com/labstack/echo.Context.Request',
]);
/** net/http/request.go: WithContext is a shallow copy, and Clone keeps the Body. */
const COPIES = new Set([`${REQUEST}.WithContext`, `${REQUEST}.Clone`]);

/** An expression of the handler is at hand only in the handler. */
const at = (calls: readonly Place[], text: string): string | undefined =>
  calls.length === 0 ? text : undefined;

function ofName({ pkg, node }: Place, calls: readonly Place[]): readonly ServerRequest[] {
  const object = variable(pkg, node);
  if (object?.role === 'local') {
    const values = pkg
      .referencesTo(object)
      .filter(isAssignedWhole)
      .map((target) => assignedTo(target)?.value);
    const [value, ...others] = values;
    return value && others.length === 0 ? follow({ pkg, node: value }, calls) : [];
  }
  const fn = object?.role === 'parameter' ? object.function : undefined;
  if (!object || !fn) return [];
  const { parameters } = pkg.signatureOf(fn);
  const writer = fn.parameters.find((_, index) => namedId(parameters[index]?.type) === WRITER);
  if (writer || parameters.some(({ type }) => namedId(type) === WRITER)) {
    const isAtHand = writer && writer.name !== '_' && pkg.lookup(writer.name, node) === writer;
    return [
      { handler: { pkg, node, function: fn }, calls, writer: isAtHand ? at(calls, writer.name) : undefined },
    ];
  }
  const index = fn.parameters.indexOf(object);
  return (callsInModule(pkg, fn) ?? []).flatMap((call) => {
    const given = call.node.field('arguments')?.namedChildren[index];
    if (!given || calls.some((known) => known.node === call.node)) return [];
    return follow({ pkg: call.pkg, node: given }, [...calls, call]);
  });
}
