// Packs the VS Code extension: node scripts/package.mjs [OUT.vsix]. Builds for production first and prints the size.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const out = resolve(process.argv[2] ?? join(root, `${name}-${version}.vsix`));

const run = (/** @type {string[]} */ args) =>
  execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });

run(['scripts/build.mjs', '--production']);
const legal = ['LICENSE', 'THIRD_PARTY_NOTICES.txt'].filter((file) => !existsSync(join(root, file)));
for (const file of legal) console.error(`package: ${file} is missing; a release needs it`);

mkdirSync(dirname(out), { recursive: true });
run([
  'node_modules/@vscode/vsce/vsce',
  'package',
  '--no-dependencies',
  // the package has no repository to resolve the relative images of the repository's own README against
  '--readme-path',
  'client/README.md',
  '--allow-missing-repository',
  ...(legal.includes('LICENSE') ? ['--skip-license'] : []),
  '--out',
  out,
]);
console.log(`${relative(process.cwd(), out)}: ${(statSync(out).size / 1024).toFixed(1)} KB`);
if (legal.length > 0 && process.env.CI) process.exitCode = 1;
