import { ARCHIVE_TAR } from './archive-tar.ts';
import { ARCHIVE_ZIP } from './archive-zip.ts';
import { BUFIO } from './bufio.ts';
import { BYTES } from './bytes.ts';
import { COMPRESS_FLATE } from './compress-flate.ts';
import { COMPRESS_GZIP } from './compress-gzip.ts';
import { COMPRESS_ZLIB } from './compress-zlib.ts';
import { CONTEXT } from './context.ts';
import { CRYPTO_RAND } from './crypto-rand.ts';
import { CRYPTO_TLS } from './crypto-tls.ts';
import { DATABASE_SQL } from './database-sql.ts';
import { ENCODING } from './encoding.ts';
import { FLAG } from './flag.ts';
import { ERRORS, FMT, REFLECT } from './fmt.ts';
import { HASH } from './hash.ts';
import { IO, IO_IOUTIL } from './io.ts';
import { LIBRARY_BEHAVIOUR } from './libraries/index.ts';
import { LOG, LOG_SLOG } from './log.ts';
import { MIME_MULTIPART } from './mime-multipart.ts';
import type { Behaviour, PackageBehaviour } from './model.ts';
import { NET } from './net.ts';
import {
  NET_HTTP,
  NET_HTTP_FCGI,
  NET_HTTP_HTTPTEST,
  NET_HTTP_HTTPTRACE,
  NET_HTTP_HTTPUTIL,
} from './net-http.ts';
import { NET_RPC } from './net-rpc.ts';
import { NET_SMTP, NET_TEXTPROTO } from './net-smtp.ts';
import { OS } from './os.ts';
import { OS_EXEC } from './os-exec.ts';
import { OS_SIGNAL } from './os-signal.ts';
import { RUNTIME } from './runtime.ts';
import { STRINGS } from './strings.ts';
import { SYNC } from './sync.ts';
import { TESTING } from './testing.ts';
import { TIME } from './time.ts';

/** Every package of which something is known that its signatures do not tell. */
export const PACKAGES: readonly PackageBehaviour[] = [
  ARCHIVE_TAR,
  ARCHIVE_ZIP,
  BUFIO,
  BYTES,
  COMPRESS_FLATE,
  COMPRESS_GZIP,
  COMPRESS_ZLIB,
  CONTEXT,
  CRYPTO_RAND,
  CRYPTO_TLS,
  DATABASE_SQL,
  ...ENCODING,
  ERRORS,
  FLAG,
  FMT,
  HASH,
  IO,
  IO_IOUTIL,
  LOG,
  LOG_SLOG,
  MIME_MULTIPART,
  NET,
  NET_HTTP,
  NET_HTTP_FCGI,
  NET_HTTP_HTTPTEST,
  NET_HTTP_HTTPTRACE,
  NET_HTTP_HTTPUTIL,
  NET_RPC,
  NET_SMTP,
  NET_TEXTPROTO,
  OS,
  OS_EXEC,
  OS_SIGNAL,
  REFLECT,
  ...RUNTIME,
  STRINGS,
  SYNC,
  TESTING,
  TIME,
  ...LIBRARY_BEHAVIOUR,
];

const FUNCTIONS = new Map<string, Behaviour>();
const METHODS = new Map<string, Behaviour>();
const KEEPS_NOTHING = new Set<string>();
for (const { paths, functions, methods, keepsNothing } of PACKAGES) {
  for (const path of paths) {
    if (keepsNothing) KEEPS_NOTHING.add(path);
    for (const [name, behaviour] of Object.entries(functions)) FUNCTIONS.set(`${path}.${name}`, behaviour);
    for (const [name, behaviour] of Object.entries(methods ?? {})) METHODS.set(`${path}.${name}`, behaviour);
  }
}

/** What panics without being a function of a package. */
FUNCTIONS.set('panic', { neverReturns: 'panic', source: 'builtin/builtin.go: func panic(v any)' });

/** Every function of which something is known, by canonical name. */
export const BEHAVIOUR: ReadonlyMap<string, Behaviour> = FUNCTIONS;

/** @param id canonical name of a callee: `net/http.Client.Do` */
export function behaviourOf(id: string): Behaviour | undefined {
  return FUNCTIONS.get(id) ?? METHODS.get(id.slice(0, Math.max(0, id.lastIndexOf('.'))));
}

/** `net/http` for `net/http.Client.Do`; undefined for a builtin. */
export function packageOfId(id: string): string | undefined {
  return /^((?:[^/]*\/)*[^./]+)\./.exec(id)?.[1];
}

/** Whether every function of the callee's package only prints or inspects what it is given. */
export function keepsNothing(id: string): boolean {
  return KEEPS_NOTHING.has(packageOfId(id) ?? '');
}

/** The first element of a path outside the standard library has a dot. */
export function isStandardLibrary(id: string): boolean {
  const path = packageOfId(id);
  return path !== undefined && !path.split('/')[0]!.includes('.');
}

/**
 * Interfaces without a Close through which a function of the standard library reads, writes or seeks: it leaves closing
 * to the caller unless its behaviour says otherwise. Functions of other modules may do anything.
 */
export const PLAIN_INTERFACES: ReadonlySet<string> = new Set([
  'io.ByteReader',
  'io.ByteScanner',
  'io.ByteWriter',
  'io.Reader',
  'io.ReaderAt',
  'io.ReaderFrom',
  'io.ReadSeeker',
  'io.ReadWriter',
  'io.ReadWriteSeeker',
  'io.RuneReader',
  'io.RuneScanner',
  'io.Seeker',
  'io.StringWriter',
  'io.Writer',
  'io.WriterAt',
  'io.WriterTo',
  'io.WriteSeeker',
]);

/** What a call does to one of its arguments. */
export type ArgumentEffect =
  /** It looks at it during the call. */
  | { readonly kind: 'borrows' }
  /** It reads or writes through it during the call; a result that can refer to it may go on doing so. */
  | { readonly kind: 'reads' }
  /** The result is the argument. */
  | { readonly kind: 'returns'; readonly result: number }
  | { readonly kind: 'closes'; readonly ifNextIsTrue: boolean }
  /** It is closed by somebody else from here on. */
  | { readonly kind: 'takes-over' }
  /** It stays in use after the call and the caller's to close. */
  | { readonly kind: 'stores' }
  | { readonly kind: 'wraps'; readonly result: number; readonly closesUnderlying: boolean };

/**
 * What a function outside the program does to an argument: what its behaviour says; else a function of the standard
 * library only reads or writes through a plain interface, and anything else takes over.
 * @param parameter canonical name of the parameter's type
 */
export function effectOnArgument(
  id: string,
  argument: number,
  parameter: string | undefined,
): ArgumentEffect {
  const behaviour = behaviourOf(id);
  const has = (list: readonly number[] | undefined) => list?.includes(argument) === true;
  if (has(behaviour?.closesIfNextIsTrue)) return { kind: 'closes', ifNextIsTrue: true };
  if (has(behaviour?.closes)) return { kind: 'closes', ifNextIsTrue: false };
  if (has(behaviour?.takesOver)) return { kind: 'takes-over' };
  if (has(behaviour?.stores)) return { kind: 'stores' };
  if (behaviour?.returns?.argument === argument) return { kind: 'returns', result: behaviour.returns.result };
  const wrap = behaviour?.wraps?.find((candidate) => candidate.argument === argument);
  if (wrap) return { kind: 'wraps', result: wrap.result, closesUnderlying: wrap.closesUnderlying };
  if (has(behaviour?.borrows) || keepsNothing(id)) return { kind: 'borrows' };
  if (isStandardLibrary(id) && parameter !== undefined && PLAIN_INTERFACES.has(parameter))
    return { kind: 'reads' };
  return { kind: 'takes-over' };
}
