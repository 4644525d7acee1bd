import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '../core/syntax/parser.ts';

/** A parser with the wasm that lies beside the bundled program. */
export async function createParser(): Promise<Parser> {
  return Parser.create(readFileSync(join(__dirname, 'premortem-core.wasm')));
}
