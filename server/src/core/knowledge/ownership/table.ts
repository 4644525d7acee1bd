import { CLIENT_CONNECTION, GRPC_CONNECTION } from './clients.ts';
import { CANCEL_FUNCTION } from './context.ts';
import { HTTP_RESPONSE } from './http-response.ts';
import type { OwnershipType } from './model.ts';
import { CONNECTION } from './net.ts';
import { ARCHIVE, FILE, FILE_SYSTEM_FILE, PIPE_WRITER } from './os.ts';
import { SQL_CONN, SQL_ROWS, SQL_STMT, SQL_TX } from './sql.ts';
import { TICKER } from './time.ts';

export type { OwnershipType } from './model.ts';

/** Every kind of value that must be released, by name. */
export const OWNERSHIP: ReadonlyMap<string, OwnershipType> = new Map(
  [
    HTTP_RESPONSE,
    SQL_ROWS,
    SQL_STMT,
    SQL_CONN,
    SQL_TX,
    FILE,
    PIPE_WRITER,
    FILE_SYSTEM_FILE,
    ARCHIVE,
    CONNECTION,
    GRPC_CONNECTION,
    CLIENT_CONNECTION,
    TICKER,
    CANCEL_FUNCTION,
  ].map((type) => [type.name, type]),
);

/**
 * Standard functions that take an io.Reader and do take it over: net/http closes a request's body
 * (request.go: "NewRequestWithContext ... If the body is also an io.Closer, the returned Request.Body is set to body").
 */
export const TAKES_READER: ReadonlySet<string> = new Set([
  'net/http.NewRequest',
  'net/http.NewRequestWithContext',
  'net/http.Post',
  'net/http.Client.Post',
  'net/http/httptest.NewRequest',
  'io.NopCloser',
  // log/log.go: the logger writes to it from then on
  'log.SetOutput',
  'log.Logger.SetOutput',
  // flag/flag.go: "SetOutput sets the destination for usage and error messages"
  'flag.FlagSet.SetOutput',
]);

/** Interfaces of package io without Close: a function of the standard library that asks for one does not close it. */
export const PLAIN_INTERFACES: ReadonlySet<string> = new Set(
  [
    'Reader',
    'Writer',
    'ReaderAt',
    'WriterAt',
    'Seeker',
    'ReadWriter',
    'ReadSeeker',
    'WriteSeeker',
    'ReadWriteSeeker',
  ].map((name) => `io.${name}`),
);

/** Standard functions that take a file and leave it as it is: net/file.go duplicates the descriptor. */
export const READS_FILE: ReadonlySet<string> = new Set([
  'net.FileConn',
  'net.FileListener',
  'net.FilePacketConn',
]);

/** Standard functions that read a *http.Response and leave its body to the caller. */
export const READS_RESPONSE: ReadonlySet<string> = new Set(['net/http/httputil.DumpResponse']);

/** Packages whose functions print any value and keep nothing of it. */
export const PRINTERS: ReadonlySet<string> = new Set([
  'fmt',
  'log',
  'log/slog',
  'errors',
  'reflect',
  'testing',
]);

/** Functions of other modules that look only at the header of a *http.Response and keep nothing of it. */
export const READS_HEADER: ReadonlySet<string> = new Set([
  // registry/client/auth/challenge/authchallenge.go: parses the WWW-Authenticate header
  'github.com/docker/distribution/registry/client/auth/challenge.ResponseChallenges',
  'github.com/docker/distribution/registry/client/auth.ResponseChallenges',
  'github.com/distribution/distribution/v3/internal/client/auth/challenge.ResponseChallenges',
  // google.golang.org/api/googleapi/googleapi.go: reads the body, leaves closing to the caller
  'google.golang.org/api/googleapi.CheckResponse',
]);

/** Functions whose result closes the io.ReadCloser that they got, and nothing else does: name to index of the result. */
export const FORWARDS_CLOSE: ReadonlyMap<string, number> = new Map([
  // net/http/request.go: maxBytesReader.Close closes the underlying reader
  ['net/http.MaxBytesReader', 0],
  // crypto/tls/tls.go: Client and Server wrap conn, and Conn.Close closes it; the listener embeds its inner one
  ['crypto/tls.Client', 0],
  ['crypto/tls.Server', 0],
  ['crypto/tls.NewListener', 0],
]);

/**
 * Functions that read a reader to its end: name to index of the argument. After an error of theirs net/http has given
 * the connection up (transport.go, bodyEOFSignal.Read: any error but EOF closes it), after success it has it back.
 */
export const READS_TO_END: ReadonlyMap<string, number> = new Map([
  ['io.ReadAll', 0],
  ['io/ioutil.ReadAll', 0],
  ['io.Copy', 1],
]);
