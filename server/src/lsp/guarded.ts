import type { Connection } from 'vscode-languageserver';

/** Runs a handler; a throw is logged and answered with nothing. */
export async function guarded<Result>(
  connection: Connection,
  name: string,
  nothing: Result,
  handle: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await handle();
  } catch (error) {
    connection.console.error(`${name} failed: ${error instanceof Error ? error.stack : String(error)}`);
    return nothing;
  }
}
