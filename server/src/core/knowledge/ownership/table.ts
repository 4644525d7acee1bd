import { CLIENT_CONNECTION, GRPC_CONNECTION, LEASE_SESSION } from './clients.ts';
import { CANCEL_FUNCTION } from './context.ts';
import { ELASTICSEARCH_RESPONSE, HTTP_RESPONSE } from './http-response.ts';
import { KAFKA_CLIENT } from './kafka.ts';
import type { OwnershipType } from './model.ts';
import { CONNECTION } from './net.ts';
import { ARCHIVE, FILE, FILE_SYSTEM_FILE, LIBRARY_FILE, PIPE_WRITER, UPLOADED_FILE } from './os.ts';
import { PGX_CONN, PGX_ROW, PGX_ROWS, PGX_TX, SQL_CONN, SQL_ROW, SQL_ROWS, SQL_STMT, SQL_TX } from './sql.ts';
import { TICKER } from './time.ts';

export type { OwnershipType } from './model.ts';
export { ENDS_WITH_RECEIVER } from './os.ts';

/** Every kind of value that must be released, by name. */
export const OWNERSHIP: ReadonlyMap<string, OwnershipType> = new Map(
  [
    HTTP_RESPONSE,
    ELASTICSEARCH_RESPONSE,
    SQL_ROWS,
    PGX_ROWS,
    SQL_ROW,
    PGX_ROW,
    SQL_STMT,
    SQL_CONN,
    PGX_CONN,
    SQL_TX,
    PGX_TX,
    FILE,
    PIPE_WRITER,
    FILE_SYSTEM_FILE,
    ARCHIVE,
    UPLOADED_FILE,
    LIBRARY_FILE,
    CONNECTION,
    GRPC_CONNECTION,
    CLIENT_CONNECTION,
    LEASE_SESSION,
    KAFKA_CLIENT,
    TICKER,
    CANCEL_FUNCTION,
  ].map((type) => [type.name, type]),
);

/**
 * Whether a method releases what it is called on, as the row of its type says, by another name than the row of what that was
 * made over: `Quit` of a net/smtp.Client over a connection.
 * @param id canonical name of the method
 */
export function releasesReceiver(id: string): boolean {
  const end = id.lastIndexOf('.');
  const [owner, name] = [id.slice(0, end), id.slice(end + 1)];
  return [...OWNERSHIP.values()].some(
    ({ types, path, release }) => path.length === 0 && types.includes(owner) && release.has(name),
  );
}
