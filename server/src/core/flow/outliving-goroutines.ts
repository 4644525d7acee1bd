import { homeOf } from '../semantic/home.ts';
import type { FileModel, GoFunction, PackageModel } from '../semantic/model.ts';
import { type GoType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { workOf } from './caller-contexts.ts';
import { loopsAround } from './loop-heads.ts';
import { endsWithRequest, isHandler } from './request-contexts.ts';

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
 * on in a loop behind the start is taken to be there as long, and so is one that hands what the goroutine signals with to a call.
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
    if (node.start < start.end) continue;
    if (node.kind === 'call_expression') {
      if (getsSignal(pkg, handler, start, node)) return true;
    } else if (node.kind !== 'unary_expression' || node.field('operator')?.text === '<-') return true;
  }
  return false;
}

/** Whether a call gets, or is a method of, something of the handler with which the goroutine can tell that it is over. */
function getsSignal(pkg: PackageModel, handler: GoFunction, start: SyntaxNode, call: SyntaxNode): boolean {
  return [...call.descendants('identifier')].some((name) => {
    const object = pkg.objectOf(name);
    if (object?.kind !== 'var' || object.role !== 'local' || object.function !== handler) return false;
    if (!maySignal(pkg, pkg.typeOfObject(object), 0)) return false;
    return pkg.referencesTo(object).some((each) => start.contains(each));
  });
}

const SIGNALS = /^(?:sync\.(?:WaitGroup|Cond)|golang\.org\/x\/sync\/errgroup\.Group)$/;
const MOST_FIELDS = 3;

/** Whether a value is a channel, or a struct of the program that holds one or a wait group. */
function maySignal(pkg: PackageModel, type: GoType | undefined, depth: number): boolean {
  if (depth > MOST_FIELDS || !type) return false;
  if (SIGNALS.test(namedId(type) ?? '')) return true;
  const bare = pkg.underlying(type);
  if (bare?.kind === 'chan') return true;
  if (bare?.kind === 'pointer') return maySignal(pkg, bare.element, depth + 1);
  if (bare?.kind !== 'struct') return false;
  const home = homeOf(pkg, bare.node);
  return [...bare.node.descendants('field_declaration')].some((field) => {
    const written = field.field('type');
    return written !== undefined && maySignal(home, home.typeOf(written), depth + 1);
  });
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
    if (!endsWithRequest(pkg, handler, context) || workOf(pkg, call, index) !== 'works') return [];
    return [{ call, context }];
  });
}

function watchesEnd(pkg: PackageModel, call: SyntaxNode): boolean {
  return /^context\.Context\.(?:Done|Err)$|^context\.AfterFunc$/.test(pkg.calleeOf(call)?.id ?? '');
}
