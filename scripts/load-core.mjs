// Bundles a TypeScript module of the project in memory and imports it, for scripts that run under plain Node.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * @param {string} entry path from the root of the project, or TypeScript source that imports from it
 * @returns {Promise<any>} the module
 */
export async function load(entry) {
  const input =
    entry.endsWith('.ts') && !entry.includes('\n')
      ? { entryPoints: [join(root, entry)] }
      : { stdin: { contents: entry, resolveDir: root, loader: /** @type {const} */ ('ts') } };
  const result = await build({
    ...input,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    write: false,
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  const folder = join(root, '.cache');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `core-${process.pid}-${Math.random().toString(36).slice(2)}.mjs`);
  writeFileSync(file, result.outputFiles[0].text);
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    (await import('node:fs')).rmSync(file, { force: true });
  }
}

/** Milliseconds of CPU time of the process, which a busy machine does not stretch. */
export function cpuTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
