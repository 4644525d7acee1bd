// Bundles the three programs into dist/ and puts the wasm beside them: node scripts/build.mjs [--watch] [--production]
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** @type {{ name: string, entry: string, external: string[], banner?: string }[]} */
const programs = [
  { name: 'client', entry: 'client/src/extension.ts', external: ['vscode'] },
  { name: 'server', entry: 'server/src/server.ts', external: [] },
  { name: 'cli', entry: 'server/src/cli.ts', external: [], banner: '#!/usr/bin/env node' },
];

if (!watch) rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
copyFileSync(join(root, 'server/wasm/premortem-core.wasm'), join(dist, 'premortem-core.wasm'));

for (const program of programs) {
  if (!existsSync(join(root, program.entry))) {
    console.error(`build: ${program.entry} is missing`);
    process.exitCode = 1;
    continue;
  }
  const options = {
    absWorkingDir: root,
    entryPoints: [program.entry],
    outfile: join(dist, `${program.name}.js`),
    bundle: true,
    platform: /** @type {const} */ ('node'),
    target: 'node20',
    format: /** @type {const} */ ('cjs'),
    // jsonc-parser's UMD build hides its requires from the bundler; its ESM build does not
    mainFields: ['module', 'main'],
    external: program.external,
    sourcemap: production ? false : /** @type {const} */ ('linked'),
    minify: production,
    legalComments: /** @type {const} */ ('none'),
    metafile: true,
    logLevel: /** @type {const} */ ('warning'),
    ...(program.banner ? { banner: { js: program.banner } } : {}),
  };
  if (watch) await (await context(options)).watch();
  else {
    const result = await build(options);
    mkdirSync(join(root, '.cache'), { recursive: true });
    writeFileSync(join(root, '.cache', `meta-${program.name}.json`), JSON.stringify(result.metafile));
  }
}
