// The command line of a script: `--help` prints the comment at its head, and what cannot be taken says so in one line.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * Ends the process with 0 for `--help`, and with 2 where an option is unknown, has no value or is missing.
 * @template {import('node:util').ParseArgsConfig & { options: NonNullable<import('node:util').ParseArgsConfig['options']> }} T
 * @param {string} script its `import.meta.url`
 * @param {T} config as for `parseArgs`
 * @param {readonly string[]} needed names of the options that must be there
 * @returns {ReturnType<typeof parseArgs<T>>}
 */
export function readOptions(script, config, needed = []) {
  const path = fileURLToPath(script);
  if (process.argv.includes('--help')) {
    console.log(headOf(path));
    process.exit(0);
  }
  try {
    const read = parseArgs(config);
    const missing = needed.filter((name) => read.values[name] === undefined);
    if (missing.length > 0)
      throw new TypeError(`${missing.map((name) => `--${name}`).join(', ')} is missing`);
    return read;
  } catch (error) {
    console.error(`${basename(path, '.mjs')}: ${error instanceof Error ? error.message : error} (--help)`);
    process.exit(2);
  }
}

/** @param {string} path @returns {string} the comment that the file begins with */
function headOf(path) {
  const lines = readFileSync(path, 'utf8').split('\n');
  const end = lines.findIndex((line) => !line.startsWith('//'));
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^\/\/ ?/, ''))
    .join('\n');
}
