import { isStandardLibrary } from '../knowledge/behaviour/index.ts';
import { SERVE_METHODS, SERVER_HELPERS, type ServerHelper } from '../knowledge/http-servers.ts';
import { isExportedFunction } from '../semantic/exported.ts';
import { homeOf } from '../semantic/home.ts';
import type { FileModel, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { type ConfiguredField, type ConfiguredValue, configuredValueOf } from './configured-values.ts';
import { type Audience, audienceOf, audienceOfListener, MOST_OPEN } from './listen-addresses.ts';
import { isMadeOnLoopback, isTextOfLoopback, servesUntilDeadline } from './listen-helpers.ts';
import { reachOfValue } from './value-reach.ts';

const SERVER = 'net/http.Server';

/** A server of net/http that code makes or starts. */
export interface HttpServer {
  /** The literal, the `new` or the name in the declaration of a variable that makes it; else the call that serves. */
  readonly node: SyntaxNode;
  /** The call of a function that makes a server with nothing set. */
  readonly helper: ServerHelper | undefined;
  readonly configured: ConfiguredValue | undefined;
  /** The calls, or method values, that serve with it. */
  readonly starts: readonly SyntaxNode[];
  /** The handler that it gets; undefined where none is set (then it is http.DefaultServeMux) or it is not known. */
  readonly handler: { readonly node: SyntaxNode } | 'default' | 'unknown';
  readonly audience: Audience;
  /** Whether all that it serves are connections on which the code sets a deadline. */
  readonly endsAtDeadline: boolean;
  /** Whether it goes to somebody outside the module who may start it. */
  readonly leaves: boolean;
  /** Whether it goes to a function that somebody else handed in, as an option is, which may set anything on it. */
  readonly isHandedToOption: boolean;
}

/** Every server of net/http that a file makes, or starts without a literal, and that is served somewhere. */
export function* httpServersIn(pkg: PackageModel, file: FileModel): Generator<HttpServer> {
  const seen = new Set<SyntaxNode>();
  for (const node of file.tree.root.descendants('composite_literal', 'call_expression')) {
    const server = node.kind === 'call_expression' ? ofCall(pkg, node) : ofLiteral(pkg, node);
    if (!server || seen.has(server.node)) continue;
    seen.add(server.node);
    yield server;
  }
}

function ofCall(pkg: PackageModel, call: SyntaxNode): HttpServer | undefined {
  const callee = pkg.calleeOf(call);
  const helper = callee && SERVER_HELPERS.get(callee.id);
  const args = call.field('arguments')?.namedChildren ?? [];
  if (helper) {
    const handler = helper.handler === undefined ? undefined : args[helper.handler];
    return {
      node: call,
      helper,
      configured: undefined,
      starts: [call],
      handler: handler?.kind === 'nil' ? 'default' : handler ? { node: handler } : 'unknown',
      audience: audienceOfHelper(pkg, helper, args),
      endsAtDeadline:
        helper.listener !== undefined &&
        args[helper.listener] !== undefined &&
        servesUntilDeadline(pkg, args[helper.listener]!),
      leaves: false,
      isHandedToOption: false,
    };
  }
  // a variable that is declared, or made by new: no literal stands for it
  if (!callee?.receiver || !callee.id.startsWith(`${SERVER}.`) || !SERVE_METHODS.has(nameOf(callee.id)))
    return undefined;
  const configured = configuredValueOf(pkg, callee.receiver);
  if (!configured.isTraced || configured.made.some((node) => node.kind === 'composite_literal'))
    return undefined;
  return {
    node: makerOf(pkg, call, configured) ?? call,
    helper: undefined,
    configured,
    starts: [call],
    handler: handlerOf(configured),
    audience: audienceOfStart(pkg, call, configured),
    endsAtDeadline: startsUntilDeadline(pkg, call),
    leaves: false,
    isHandedToOption: false,
  };
}

/** What makes the only server that a call can start, where that stands in the same file and is no field. */
function makerOf(pkg: PackageModel, call: SyntaxNode, { made }: ConfiguredValue): SyntaxNode | undefined {
  const [node, ...others] = made;
  if (!node || others.length > 0 || pkg.fileOf(node) !== pkg.fileOf(call)) return undefined;
  const object = node.kind === 'identifier' ? pkg.objectOf(node) : undefined;
  return node.kind === 'call_expression' || (object?.kind === 'var' && object.role !== 'field')
    ? node
    : undefined;
}

const nameOf = (id: string): string => id.slice(id.lastIndexOf('.') + 1);

function audienceOfHelper(
  pkg: PackageModel,
  { address, listener }: ServerHelper,
  args: readonly SyntaxNode[],
): Audience {
  if (listener !== undefined) return args[listener] ? audienceOfGiven(pkg, args[listener]) : 'unknown';
  const given = address === undefined ? undefined : args[address];
  if (!given) return 'network';
  return isTextOfLoopback(pkg, given) ? 'local' : audienceOf(pkg, given);
}

function ofLiteral(pkg: PackageModel, literal: SyntaxNode): HttpServer | undefined {
  if (namedId(pkg.typeOf(literal)) !== SERVER || pkg.typeOf(literal)?.kind === 'pointer') return undefined;
  const reach = reachOfValue(pkg, literal);
  const starts = reach.selections
    .filter((selection) => SERVE_METHODS.has(selection.field('field')?.text ?? ''))
    .map((selection) => (selection.parent?.kind === 'call_expression' ? selection.parent : selection));
  const leaves =
    reach.lost ||
    reach.isCollected ||
    reach.returnedBy.some(isExportedFunction) ||
    reach.passed.some(({ call, id }) => call.kind === 'call_expression' && !isStandardLibrary(id));
  if (starts.length === 0 && !leaves) return undefined;
  const configured = configuredValueOf(pkg, literal);
  const audiences = starts.map((start) => audienceOfStart(homeOf(pkg, start), start, configured));
  return {
    node: literal,
    helper: undefined,
    configured,
    starts,
    handler: handlerOf(configured),
    audience: MOST_OPEN.find((each) => audiences.includes(each)) ?? 'unknown',
    endsAtDeadline: starts.length > 0 && starts.every((start) => startsUntilDeadline(pkg, start)),
    leaves,
    isHandedToOption: reach.passed.some(({ id }) => id === ''),
  };
}

function handlerOf({ fields }: ConfiguredValue): HttpServer['handler'] {
  const handler = fields.get('Handler');
  if (!handler || handler.value === 'nil') return 'default';
  const [node, ...others] = handler.expressions;
  return node && others.length === 0 ? { node } : 'unknown';
}

/** Whether one start serves a connection on which the code sets a deadline. */
function startsUntilDeadline(pkg: PackageModel, start: SyntaxNode): boolean {
  const home = homeOf(pkg, start);
  const index = SERVE_METHODS.get(start.field('function')?.field('field')?.text ?? '');
  const listener = index === undefined ? undefined : start.field('arguments')?.namedChildren[index];
  return listener !== undefined && servesUntilDeadline(home, listener);
}

/** Where one start lets the server listen. */
function audienceOfStart(pkg: PackageModel, start: SyntaxNode, { fields }: ConfiguredValue): Audience {
  const target = start.kind === 'call_expression' ? start.field('function') : start;
  const index = SERVE_METHODS.get(target?.field('field')?.text ?? '');
  const address = fields.get('Addr');
  if (index !== undefined) {
    const listener = start.field('arguments')?.namedChildren[index];
    const audience = listener ? audienceOfGiven(pkg, listener) : 'unknown';
    if (audience !== 'unknown' || !address) return audience;
    // whoever sets it, although Serve does not look at it, says where it listens
    return audienceOfField(pkg, address) === 'local' ? 'local' : 'unknown';
  }
  // net/http/server.go, ListenAndServe: "If srv.Addr is blank, ":http" is used."
  return address ? audienceOfField(pkg, address) : 'network';
}

/** Also where a helper of the module makes the listener. */
function audienceOfGiven(pkg: PackageModel, listener: SyntaxNode): Audience {
  const audience = audienceOfListener(pkg, listener);
  return audience === 'unknown' && isMadeOnLoopback(pkg, listener) ? 'local' : audience;
}

function audienceOfField(pkg: PackageModel, { expressions }: ConfiguredField): Audience {
  const audiences = expressions.map((expression) => audienceOf(homeOf(pkg, expression), expression));
  return MOST_OPEN.find((each) => audiences.includes(each)) ?? 'configured';
}
