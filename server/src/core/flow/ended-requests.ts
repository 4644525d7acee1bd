import { behaviourOf } from '../knowledge/behaviour/index.ts';
import { OWNERSHIP } from '../knowledge/ownership/table.ts';
import { homeOf } from '../semantic/home.ts';
import type { Callee, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { parentOf } from './contexts.ts';
import { endedBy } from './ended-contexts.ts';
import type { ControlFlowGraph, Leak, OwnedResource } from './model.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';

const MOST_DEPTH = 4;

/**
 * Whether a response is lost only where the context of its request has ended, as the branch around the exit says: the
 * transport has closed the connection by then, and nothing is kept (net/http/transport.go, readLoop: `case
 * <-rc.treq.ctx.Done(): alive = false; pc.cancelRequest(...)`).
 */
export function isAfterRequest(pkg: PackageModel, { resource, exit }: Leak): boolean {
  let contexts: ReadonlySet<VarObject> | undefined;
  for (let node = exit; node.parent && node !== resource.function.node; node = node.parent) {
    const ended = endedBy(pkg, node);
    if (!ended || node.contains(resource.acquisition)) continue;
    contexts ??= contextsOf(pkg, resource);
    if (contexts.has(ended)) return true;
  }
  return false;
}

/**
 * Whether the request of a response, or the query of rows, ends with the function: the function makes its context, and
 * has deferred the cancel of it before, outside a loop. The transport closes the connection of a request then, as above
 * (HTTP/1), or resets the stream (HTTP/2, net/http/h2_bundle.go, cleanupWriteRequest).
 */
export function endsWithReturn(pkg: PackageModel, graph: ControlFlowGraph, resource: OwnedResource): boolean {
  const { acquisition } = resource;
  const block = graph.blockOf(acquisition);
  if (!block || graph.inLoop(block)) return false;
  return [...contextsOf(pkg, resource)].some((context) => {
    const cancel = context.function === resource.function ? cancelOf(pkg, context) : undefined;
    if (!cancel) return false;
    const references = pkg.referencesTo(cancel);
    if (references.some((each) => each !== cancel.node && isAssignedWhole(each))) return false;
    return references.some((each) => {
      const call = each.fieldName === 'function' ? each.parent : undefined;
      const statement = call?.parent?.kind === 'defer_statement' ? call.parent : undefined;
      if (!statement || statement.start >= acquisition.start) return false;
      const registered = pkg.functionOf(statement) === resource.function && graph.blockOf(statement);
      return registered && graph.dominates(registered, block);
    });
  });
}

/** `cancel` of `ctx, cancel := context.WithTimeout(...)`. */
function cancelOf(pkg: PackageModel, context: VarObject): VarObject | undefined {
  const target = settingOf(pkg, context);
  const list = target?.parent;
  if (list?.kind !== 'expression_list' || list.fieldName !== 'left') return undefined;
  const made = list.parent?.field('right')?.firstNamedChild;
  const isMade = made?.kind === 'call_expression' && pkg.calleeOf(made)?.id.startsWith('context.With');
  const [first, second] = list.namedChildren;
  return isMade && first === target && second ? variable(pkg, second) : undefined;
}

/**
 * Where a variable gets the context that it has from then on: its declaration, or the one statement of the body that sets a
 * parameter, `ctx, cancel := context.WithTimeout(ctx, ...)`. Undefined when it is set again.
 */
function settingOf(pkg: PackageModel, context: VarObject): SyntaxNode | undefined {
  const [setting, ...others] = pkg
    .referencesTo(context)
    .filter((each) => each !== context.node && isAssignedWhole(each));
  if (!setting) return context.node;
  const statement = setting.parent?.parent;
  const isOfBody = statement?.parent?.parent === context.function?.body;
  return others.length === 0 && context.role === 'parameter' && isOfBody ? setting : undefined;
}

/** The contexts whose end is the end of the request, or of the query: its own, and what that was made of. */
export function contextsOf(pkg: PackageModel, resource: OwnedResource): ReadonlySet<VarObject> {
  const found = new Set<VarObject>();
  for (const context of requestContexts(pkg, resource)) addWithParents(pkg, context, found, 0);
  return found;
}

/** The expressions that give a request, or a query, the context with which it ends. */
export function requestContexts(
  pkg: PackageModel,
  { acquisition, type }: Pick<OwnedResource, 'acquisition' | 'type'>,
): readonly SyntaxNode[] {
  const own = givenContext(pkg, acquisition);
  if (tiedTo(pkg, acquisition) !== undefined) return own ? [own] : [];
  const list = acquisition.field('arguments')?.namedChildren ?? [];
  if (OWNERSHIP.get(type)?.livesOnGivenContexts) return givenContexts(pkg, list);
  const found = list.flatMap((argument) => contextOfRequest(pkg, argument) ?? []);
  return found.length > 0 ? found : contextsForSender(pkg, acquisition, list);
}

/** The context of a request that is given to a call, where it is one whatever the path. */
function contextOfRequest(pkg: PackageModel, argument: SyntaxNode): SyntaxNode | undefined {
  const request = variable(pkg, argument);
  const made = request?.role === 'local' ? madeRequests(pkg, request) : [argument];
  const given = made.map((each) => makesRequestWith(pkg, each));
  const contexts = given.filter((each) => each !== undefined);
  // a request that is made anew without one has none of those before
  if (given.lastIndexOf(undefined) > given.findIndex((each) => each !== undefined)) return undefined;
  // of several it is not known which the request has at last
  const objects = new Set(contexts.map((each) => variable(pkg, each) ?? each));
  return objects.size === 1 ? contexts[0] : undefined;
}

/**
 * The contexts that a call takes which sends a request for its caller: those that the helper gives every request that it
 * makes; where its body is not known, the only one that it takes.
 */
function contextsForSender(
  pkg: PackageModel,
  call: SyntaxNode,
  list: readonly SyntaxNode[],
): readonly SyntaxNode[] {
  const helper = pkg.calleeOf(call)?.function;
  const taken = list.filter((argument) => namedId(pkg.typeOf(argument)) === 'context.Context');
  if (!helper?.body) return taken.length === 1 ? taken : [];
  const home = homeOf(pkg, helper);
  const given = [...helper.body.descendants('call_expression')].flatMap((each) => {
    const context = makesRequestWith(home, each);
    return context ? [variable(home, context)] : [];
  });
  const [only] = new Set(given);
  const index = only ? helper.parameters.indexOf(only) : -1;
  const isSole = index >= 0 && given.every((each) => each === only);
  const argument = isSole && settingOf(home, only!) === only!.node ? list[index] : undefined;
  return argument ? [argument] : [];
}

/** The arguments that are contexts, and those of the options that are made among the arguments. */
function givenContexts(pkg: PackageModel, list: readonly SyntaxNode[]): readonly SyntaxNode[] {
  return list
    .flatMap((argument) => [
      argument,
      ...(argument.kind === 'call_expression' ? (argument.field('arguments')?.namedChildren ?? []) : []),
    ])
    .filter((argument) => namedId(pkg.typeOf(argument)) === 'context.Context');
}

/** The argument that is the context on which the result of a call lives. */
export function givenContext(pkg: PackageModel, call: SyntaxNode): SyntaxNode | undefined {
  const index = tiedTo(pkg, call);
  return index === undefined ? undefined : call.field('arguments')?.namedChildren[index];
}

function tiedTo(pkg: PackageModel, call: SyntaxNode): number | undefined {
  const blocks = behaviourOf(pkg.calleeOf(call)?.id ?? '')?.blocks;
  return blocks?.result === 'tied' && typeof blocks.context === 'number' ? blocks.context : undefined;
}

/** The calls of which a request variable holds the result. */
function madeRequests(pkg: PackageModel, request: VarObject): readonly SyntaxNode[] {
  return pkg.referencesTo(request).flatMap((reference) => {
    const list = reference.parent;
    if (list?.kind !== 'expression_list' || list.fieldName !== 'left') return [];
    const value = list.parent?.field('right')?.firstNamedChild;
    return value ? [value] : [];
  });
}

/** The context that a call gives the request which it makes (net/http/request.go: NewRequestWithContext, WithContext and Clone). */
export function makesRequestWith(pkg: PackageModel, made: SyntaxNode): SyntaxNode | undefined {
  const callee = made.kind === 'call_expression' ? pkg.calleeOf(made) : undefined;
  const isMade = callee && (MAKERS.has(callee.id) || isMethodOfRequest(callee));
  return isMade ? made.field('arguments')?.firstNamedChild : undefined;
}

const MAKERS: ReadonlySet<string> = new Set([
  'net/http.NewRequestWithContext',
  'net/http.Request.WithContext',
  'net/http.Request.Clone',
]);

/** Whether a method of an interface is one that a request has: `WithContext(context.Context) *http.Request`. */
function isMethodOfRequest({ kind, id, signature }: Callee): boolean {
  if (kind !== 'interface-method' || !MAKERS.has(`net/http.Request.${id.slice(id.lastIndexOf('.') + 1)}`))
    return false;
  const [result, ...others] = signature?.results ?? [];
  const isPointer = result?.type?.kind === 'pointer' && namedId(result.type.element) === 'net/http.Request';
  return isPointer && others.length === 0 && namedId(signature?.parameters[0]?.type) === 'context.Context';
}

function addWithParents(pkg: PackageModel, context: SyntaxNode, found: Set<VarObject>, depth: number): void {
  const object = variable(pkg, context);
  if (object) {
    // a variable that is set again may hold another context by then
    const setting = settingOf(pkg, object);
    const isLater = setting !== object.node && (setting?.start ?? 0) > context.start;
    if (!setting || isLater || found.has(object)) return;
    found.add(object);
  }
  if (depth >= MOST_DEPTH) return;
  for (const { node } of originsOf(pkg, context, { fields: false })?.all ?? []) {
    const parent = parentOf(pkg, node);
    if (parent) addWithParents(pkg, parent, found, depth + 1);
  }
}
