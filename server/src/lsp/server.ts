import { type Connection, createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createParser } from '../host/core-wasm.ts';
import { Session } from './session.ts';

/** Flags that choose a transport other than standard input and output. */
const OTHER_TRANSPORT = /^--(?:node-ipc|socket|pipe)(?:=|$)/;

/**
 * Serves the Language Server Protocol over the transport that the command line names, standard input and output
 * otherwise, until the client says exit or goes away. Standard output then carries the protocol alone.
 */
export function startServer(argv: readonly string[] = process.argv): void {
  const isStdio = !argv.some((argument) => OTHER_TRANSPORT.test(argument));
  if (isStdio) {
    for (const level of ['log', 'info', 'debug'] as const) console[level] = console.error;
  }
  const connection: Connection = isStdio
    ? createConnection(ProposedFeatures.all, process.stdin, process.stdout)
    : createConnection(ProposedFeatures.all);
  process.on('unhandledRejection', (reason) => {
    connection.console.error(`unexpected: ${reason instanceof Error ? reason.stack : String(reason)}`);
  });
  const parser = createParser();
  parser.catch(() => undefined); // `initialize` answers with the reason
  new Session(connection, parser).listen();
}
