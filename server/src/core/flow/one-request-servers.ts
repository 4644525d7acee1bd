import { PER_REQUEST } from '../knowledge/request-types.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole, targetsOf } from './assignments.ts';
import { isPerRequest } from './goroutines/once.ts';
import type { HttpServer } from './http-servers.ts';
import { variable } from './nil-comparison.ts';

/** net/http/server.go: "Close immediately closes all active net.Listeners and any connections"; Shutdown closes the listeners first. */
const ENDS = new Set(['net/http.Server.Close', 'net/http.Server.Shutdown']);

/** net/http/server.go: they register a handler for a pattern. */
const REGISTERS = /^net\/http\.(ServeMux\.)?Handle(Func)?$/;

/**
 * Whether a server is there for one request, as the one that a browser comes back to after a login: every handler that the function
 * which makes it registers is written there, and ends the server whatever comes, or sends what came to that function, which ends
 * it then.
 */
export function endsAfterOneRequest(pkg: PackageModel, { node }: HttpServer): boolean {
  const fn = pkg.functionOf(node);
  const server = heldBy(pkg, node);
  if (!fn?.body || !server) return false;
  const handlers = handlersIn(pkg, fn);
  if (!handlers || handlers.length === 0) return false;
  const ends = pkg.referencesTo(server).flatMap((mention) => {
    const call = mention.parent?.parent;
    return call?.kind === 'call_expression' && ENDS.has(pkg.calleeOf(call)?.id ?? '') ? [call] : [];
  });
  if (ends.length === 0) return false;
  const isEndedBy = (handler: SyntaxNode): boolean =>
    ends.some((call) => handler.contains(call) && isAlwaysRun(call, handler));
  const isEndedHere = ends.some((call) => !handlers.some((handler) => handler.contains(call)));
  return handlers.every(
    (handler) => isEndedBy(handler) || (isEndedHere && tellsOwner(pkg, handler, fn, handlers)),
  );
}

/** The local variable that a server is declared as, or given to with its address. */
function heldBy(pkg: PackageModel, node: SyntaxNode): VarObject | undefined {
  const value = node.parent?.kind === 'unary_expression' ? node.parent : node;
  const list = value.parent?.kind === 'expression_list' ? value.parent : undefined;
  const targets = list?.parent?.kind === 'var_spec' ? list.parent.fieldAll('name') : targetsOf(list?.parent);
  const target = node.kind === 'identifier' ? node : targets[list?.namedChildren.indexOf(value) ?? 0];
  const held = target && variable(pkg, target);
  return held?.role === 'local' ? held : undefined;
}

/** The literals in a function that get requests; undefined when it registers something else as a handler. */
function handlersIn(pkg: PackageModel, fn: GoFunction): readonly SyntaxNode[] | undefined {
  const literals = [...fn.body!.descendants('func_literal')].filter((literal) =>
    isPerRequest(pkg, pkg.functionAt(literal)),
  );
  const handlers = literals.filter(
    (each) => !literals.some((other) => other !== each && other.contains(each)),
  );
  const isHandler = (node: SyntaxNode): boolean => handlers.some((each) => node.contains(each));
  for (const call of fn.body!.descendants('call_expression')) {
    const given = call.field('arguments')?.namedChildren ?? [];
    const isRegistered = REGISTERS.test(pkg.calleeOf(call)?.id ?? '');
    if (isRegistered && !(given[1] && isHandler(given[1]))) return undefined;
    if (given.some((each) => !isHandler(each) && takesRequest(pkg, each))) return undefined;
  }
  return handlers;
}

/** Whether a value is a function that gets what a handler gets. */
function takesRequest(pkg: PackageModel, value: SyntaxNode): boolean {
  const type = pkg.typeOf(value);
  return (
    type?.kind === 'func' &&
    type.signature.parameters.some((each) => PER_REQUEST.has(namedId(each.type) ?? ''))
  );
}

/** Whether a node in a literal, or in one that it defers or starts, stands in no branch or loop. */
function isAlwaysRun(node: SyntaxNode, literal: SyntaxNode): boolean {
  for (let each = node; each.parent && each !== literal; each = each.parent) {
    if (
      /^(if_statement|for_statement|expression_case|type_case|communication_case|default_case)$/.test(
        each.kind,
      )
    )
      return false;
  }
  return true;
}

/** Whether a handler sends on, or closes, a channel that the function around it makes and receives from outside of handlers. */
function tellsOwner(
  pkg: PackageModel,
  handler: SyntaxNode,
  fn: GoFunction,
  handlers: readonly SyntaxNode[],
): boolean {
  return [...handler.descendants('send_statement')].some((send) => {
    const name = send.field('channel');
    const channel = name && variable(pkg, name);
    if (channel?.role !== 'local' || !fn.body!.contains(channel.node)) return false;
    return pkg.referencesTo(channel).some((mention) => {
      if (isAssignedWhole(mention) || assignedTo(mention)) return false;
      const isReceive =
        mention.parent?.kind === 'unary_expression' && mention.parent.field('operator')?.text === '<-';
      return isReceive && !handlers.some((each) => each.contains(mention));
    });
  });
}
