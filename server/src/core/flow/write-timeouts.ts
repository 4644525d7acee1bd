import type { FileModel, GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { httpServersIn } from './http-servers.ts';

/** A limit around some work, in nanoseconds, and where it is set. */
export interface Limit {
  readonly outer: bigint;
  readonly place: SyntaxNode;
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

/** Whether a function may move the deadline of its answer, send parts of it early, or take the connection over. */
export function hasOtherDeadline(fn: GoFunction): boolean {
  return OTHER_DEADLINES.some((name) => fn.file.tree.identifiersNamed(name, fn.node).length > 0);
}

/** Whether a function gets the request and what it writes the answer to. */
export function answersRequests(pkg: PackageModel, fn: GoFunction): boolean {
  const types = pkg.signatureOf(fn).parameters.map(({ type }) => namedId(type));
  return types.includes('net/http.ResponseWriter') && types.includes('net/http.Request');
}

const WRITE_TIMEOUTS = new WeakMap<PackageModel, { readonly limit: Limit | undefined }>();

/** The WriteTimeout of the only server of a module; undefined when there are more, or it is not a constant. */
export function writeTimeoutOf(pkg: PackageModel, file: FileModel): Limit | undefined {
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
