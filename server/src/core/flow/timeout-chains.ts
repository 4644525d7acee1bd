import type { FileModel, GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { parentOf } from './contexts.ts';
import { httpServersIn } from './http-servers.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';

/** A limit that is longer than one around it; both are constants, in nanoseconds. */
export interface TimeoutInversion {
  /** The call that sets the inner limit. */
  readonly call: SyntaxNode;
  readonly inner: bigint;
  readonly outer: bigint;
  /** What the outer limit is: a context above, or the WriteTimeout of the server. */
  readonly kind: 'context' | 'write';
  /** Where the outer limit is set. */
  readonly place: SyntaxNode;
}

const WITH_TIMEOUT = 'context.WithTimeout';
const MOST_DEPTH = 6;

/** Every limit of a file that a shorter one around it makes void. */
export function* timeoutInversionsIn(pkg: PackageModel, file: FileModel): Generator<TimeoutInversion> {
  for (const call of file.tree.root.descendants('call_expression')) {
    const id = pkg.calleeOf(call)?.id;
    const [first, second] = call.field('arguments')?.namedChildren ?? [];
    if ((id !== WITH_TIMEOUT && id !== 'net/http.TimeoutHandler') || !first || !second) continue;
    const inner = durationOf(pkg, second);
    if (inner === undefined) continue;
    if (id === WITH_TIMEOUT) {
      const above = limitAbove(pkg, first);
      if (above && above.outer < inner) yield { call, inner, kind: 'context', ...above };
    }
    const isOfAnswer = id !== WITH_TIMEOUT || isOfHandler(pkg, call, first);
    const write = isOfAnswer ? writeTimeoutOf(pkg, file) : undefined;
    if (write && write.outer <= inner) yield { call, inner, kind: 'write', ...write };
  }
}

export interface Limit {
  /** In nanoseconds. */
  readonly outer: bigint;
  readonly place: SyntaxNode;
}

function durationOf(pkg: PackageModel, node: SyntaxNode): bigint | undefined {
  const value = pkg.constantOf(node);
  return value?.kind === 'int' && value.value > 0n ? value.value : undefined;
}

/** The longest limit that a context may have by what it is derived from; undefined when it may have none, or one that is not known. */
export function limitAbove(pkg: PackageModel, context: SyntaxNode, depth = 0): Limit | undefined {
  const origins = depth > MOST_DEPTH ? [] : (originsOf(pkg, context, { fields: false })?.all ?? []);
  let longest: Limit | undefined;
  for (const { node } of origins) {
    const limit = limitOfOrigin(pkg, node, depth);
    if (!limit) return undefined;
    if (!longest || limit.outer > longest.outer) longest = limit;
  }
  return longest;
}

function limitOfOrigin(pkg: PackageModel, node: SyntaxNode, depth: number): Limit | undefined {
  const parent = parentOf(pkg, node);
  if (!parent) return undefined;
  const isLimit = pkg.calleeOf(node)?.id === WITH_TIMEOUT;
  const given = isLimit ? node.field('arguments')?.namedChildren[1] : undefined;
  const outer = given && durationOf(pkg, given);
  if (outer !== undefined) return { outer, place: node };
  return isLimit ? undefined : limitAbove(pkg, parent, depth + 1);
}

/** What moves the deadline of the answer, or takes the connection over. */
const OTHER_DEADLINES = [
  'SetWriteDeadline',
  'NewResponseController',
  'Hijack',
  'Flush',
  'Flusher',
  'Upgrade',
];

/** Whether a context is that of the request which the function around it answers. */
function isOfHandler(pkg: PackageModel, call: SyntaxNode, context: SyntaxNode): boolean {
  const fn = pkg.functionOf(call);
  if (!fn || !answersRequests(pkg, fn)) return false;
  const origins = originsOf(pkg, context, { fields: false })?.all ?? [];
  const isOwn = origins.every(({ node }) => {
    const callee = node.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
    const request = callee?.id === 'net/http.Request.Context' && callee.receiver;
    return request !== undefined && request !== false && variable(pkg, request)?.function === fn;
  });
  if (origins.length === 0 || !isOwn) return false;
  return !OTHER_DEADLINES.some((name) => fn.file.tree.identifiersNamed(name, fn.node).length > 0);
}

function answersRequests(pkg: PackageModel, fn: GoFunction): boolean {
  const types = pkg.signatureOf(fn).parameters.map(({ type }) => namedId(type));
  return types.includes('net/http.ResponseWriter') && types.includes('net/http.Request');
}

const WRITE_TIMEOUTS = new WeakMap<PackageModel, { readonly limit: Limit | undefined }>();

/** The WriteTimeout of the only server of a module; undefined when there are more, or it is not a constant. */
function writeTimeoutOf(pkg: PackageModel, file: FileModel): Limit | undefined {
  let known = WRITE_TIMEOUTS.get(pkg);
  if (!known) {
    known = { limit: readWriteTimeout(pkg, file) };
    WRITE_TIMEOUTS.set(pkg, known);
  }
  return known.limit;
}

function readWriteTimeout(pkg: PackageModel, file: FileModel): Limit | undefined {
  const { program } = pkg;
  if (!program.moduleIsComplete) return undefined;
  // somebody moves the deadline of answers, perhaps for all handlers
  if (program.modulePackages(file, ['SetWriteDeadline']).length > 0) return undefined;
  const packages = program.modulePackages(file, ['ListenAndServe', 'http.Server{', '.Serve', '.Run(']);
  const servers = packages.flatMap((member) =>
    member.files
      .filter(({ isTest }) => !isTest)
      .flatMap((each) => [...httpServersIn(member, each)].map((server) => ({ server, member }))),
  );
  const [only, ...others] = servers;
  const field = only?.server.configured?.fields.get('WriteTimeout');
  const value = field?.set === 'constant' && typeof field.value === 'object' ? field.value : undefined;
  const place = field?.places[0];
  if (!only || others.length > 0 || !place || value?.kind !== 'int' || value.value <= 0n) return undefined;
  return { outer: value.value, place };
}
