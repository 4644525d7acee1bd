import {
  NEEDS_CERTIFICATE,
  PLAIN_STARTS,
  type PlainStart,
  PUTS_TLS_ON,
  SERVES_WITH,
} from '../knowledge/tls-starts.ts';
import { outermost } from '../semantic/declarations.ts';
import { homeOf } from '../semantic/home.ts';
import type { FileModel, GoFunction, PackageModel } from '../semantic/model.ts';
import { givesError } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { type CheckedCall, checkedCallsBefore } from './checked-calls.ts';
import { configuredValueOf } from './configured-values.ts';
import { blocksFrom } from './graph.ts';
import { graphsOf } from './graphs.ts';
import { audienceOf, audienceOfListener } from './listen-addresses.ts';
import { variable } from './nil-comparison.ts';

/** A place where a program goes on without encryption because TLS could not be set up. */
export interface PlaintextFallback {
  /** The call that talks without encryption. */
  readonly start: SyntaxNode;
  /** The call that fails before it. */
  readonly failing: SyntaxNode;
  readonly isClient: boolean;
  /** Whether it is asked which error it is before. */
  readonly isNarrowed: boolean;
  /** Whether a function of the program, which may fail for another reason too, is what fails. */
  readonly isIndirect: boolean;
}

/** The fallbacks of a file: a plain start where TLS has failed, and one with options that get TLS only where it has not. */
export function* plaintextFallbacksIn(pkg: PackageModel, file: FileModel): Generator<PlaintextFallback> {
  const calls = [...file.tree.root.descendants('call_expression')];
  // a function of the program that serves is looked into only beside what needs a certificate itself
  const besides = new Set(
    calls
      .filter((call) => NEEDS_CERTIFICATE.has(pkg.calleeOf(call)?.id ?? ''))
      .map((call) => outermost(pkg.functionOf(call))),
  );
  for (const call of calls) {
    const id = pkg.calleeOf(call)?.id ?? '';
    if (PUTS_TLS_ON.has(id)) {
      const fallback = ofMissingLayer(pkg, call);
      if (fallback) yield fallback;
      continue;
    }
    const isBeside = besides.size > 0 && besides.has(outermost(pkg.functionOf(call)));
    const plain = PLAIN_STARTS.get(id) ?? (isBeside ? startInside(pkg, call) : undefined);
    if (!plain || isLocal(pkg, call, plain)) continue;
    const failed = checkedCallsBefore(pkg, call).find(
      (each) => each.hasFailed && needsCertificate(pkg, each.call, 0) !== undefined,
    );
    // a listener is plain in itself; what was to be put over it is not known
    const isListener = id === 'net.Listen';
    if (!failed || (isListener && pkg.calleeOf(failed.call)?.id !== 'crypto/tls.Listen')) continue;
    const fallback = fallbackOf(pkg, call, failed, plain.isClient === true);
    if (fallback) yield fallback;
  }
}

/** Undefined where something besides the error decides: an option that lets it happen. */
function fallbackOf(
  pkg: PackageModel,
  start: SyntaxNode,
  { call, decisions }: CheckedCall,
  isClient: boolean,
): PlaintextFallback | undefined {
  if (decisions.some(({ isOfError }) => !isOfError)) return undefined;
  const isIndirect = needsCertificate(pkg, call, 0) === 'within';
  return { start, failing: call, isClient, isNarrowed: decisions.length > 0, isIndirect };
}

const MOST_DEPTH = 2;

/** Whether a call fails without a certificate: itself, or because of what it calls and tells its error of. */
function needsCertificate(
  pkg: PackageModel,
  call: SyntaxNode,
  depth: number,
): 'itself' | 'within' | undefined {
  const callee = pkg.calleeOf(call);
  if (callee && NEEDS_CERTIFICATE.has(callee.id)) return 'itself';
  const fn = callee && callee.kind !== 'value' ? callee.function : undefined;
  if (!fn || depth > MOST_DEPTH) return undefined;
  const home = homeOf(pkg, fn);
  if (!givesError(home.signatureOf(fn))) return undefined;
  return callsOfBody(home, fn).some((each) => needsCertificate(home, each, depth + 1)) ? 'within' : undefined;
}

/** The plain start of a function of the program that does nothing else about TLS, where a call runs it. */
function startInside(pkg: PackageModel, call: SyntaxNode): PlainStart | undefined {
  const callee = pkg.calleeOf(call);
  const fn = callee && callee.kind !== 'value' ? callee.function : undefined;
  if (!fn) return undefined;
  const home = homeOf(pkg, fn);
  const calls = callsOfBody(home, fn);
  if (calls.some((each) => needsCertificate(home, each, 0) || PUTS_TLS_ON.has(home.calleeOf(each)?.id ?? '')))
    return undefined;
  for (const each of calls) {
    const id = home.calleeOf(each)?.id ?? '';
    const plain = id === 'net.Listen' ? undefined : PLAIN_STARTS.get(id);
    if (plain && !isLocal(home, each, plain)) return { isClient: plain.isClient === true };
  }
  return undefined;
}

function callsOfBody(pkg: PackageModel, fn: GoFunction): readonly SyntaxNode[] {
  return [...(fn.body?.descendants('call_expression') ?? [])].filter((each) => pkg.functionOf(each) === fn);
}

/** Whether only programs of the same machine reach what a call starts. */
function isLocal(pkg: PackageModel, call: SyntaxNode, { address, listener, isClient }: PlainStart): boolean {
  if (isClient) return false;
  const args = call.field('arguments')?.namedChildren ?? [];
  if (address !== undefined) return args[address] !== undefined && audienceOf(pkg, args[address]) === 'local';
  if (listener !== undefined)
    return args[listener] !== undefined && audienceOfListener(pkg, args[listener]) === 'local';
  const receiver = pkg.calleeOf(call)?.receiver;
  const [only, ...others] = receiver
    ? (configuredValueOf(pkg, receiver).fields.get('Addr')?.expressions ?? [])
    : [];
  return only !== undefined && others.length === 0 && audienceOf(pkg, only) === 'local';
}

/**
 * The start of a server with options, or a listener, over which a call puts TLS only where a certificate was loaded:
 * `if err != nil { log } else { opts = append(opts, grpc.Creds(c)) }; grpc.NewServer(opts...)`.
 */
function ofMissingLayer(pkg: PackageModel, layer: SyntaxNode): PlaintextFallback | undefined {
  const fn = pkg.functionOf(layer);
  const statement = layer.ancestor('assignment_statement');
  const [assignment, ...others] = statement ? assignmentsOf(statement) : [];
  const object = assignment && variable(pkg, assignment.target);
  if (!fn || !object || others.length > 0 || pkg.functionOf(statement!) !== fn) return undefined;
  const graph = graphsOf(pkg).graphOf(fn);
  for (const checked of checkedCallsBefore(pkg, layer)) {
    if (checked.hasFailed || needsCertificate(pkg, checked.call, 0) === undefined) continue;
    const otherwise = checked.edge.from.successors.find(
      ({ condition, kind }) => condition === checked.edge.condition && kind !== checked.edge.kind,
    );
    const without = otherwise && blocksFrom(otherwise.to);
    if (!without) continue;
    const isWithout = (node: SyntaxNode): boolean => {
      const block = graph.blockOf(node);
      return block !== undefined && without.has(block);
    };
    const mentions = pkg
      .referencesTo(object)
      .filter((each) => pkg.functionOf(each) === fn && isWithout(each));
    // put on by another call
    const isOtherLayer = callsOfBody(pkg, fn).some(
      (each) => each !== layer && PUTS_TLS_ON.has(pkg.calleeOf(each)?.id ?? '') && isWithout(each),
    );
    if (isOtherLayer) continue;
    const start = mentions.flatMap((mention) => servingCall(pkg, mention) ?? [])[0];
    const plain = start && PLAIN_STARTS.get(pkg.calleeOf(start)?.id ?? '');
    if (!start || (plain && isLocal(pkg, start, plain))) continue;
    return fallbackOf(pkg, start, { ...checked, decisions: [] }, false);
  }
  return undefined;
}

/** The call that serves with a variable which it gets. */
function servingCall(pkg: PackageModel, mention: SyntaxNode): SyntaxNode | undefined {
  const argument = mention.parent?.kind === 'variadic_argument' ? mention.parent : mention;
  const call = argument.parent?.kind === 'argument_list' ? argument.parent.parent : undefined;
  return call && SERVES_WITH.has(pkg.calleeOf(call)?.id ?? '') ? call : undefined;
}
