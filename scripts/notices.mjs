// Writes THIRD_PARTY_NOTICES.txt: the licences of what is bundled into dist/ (by esbuild's metafiles of the last build)
// and of what is compiled into the wasm.
//   node scripts/build.mjs && node scripts/notices.mjs [--check]
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'THIRD_PARTY_NOTICES.txt');
const cache = join(root, '.cache');

const metafiles = existsSync(cache) ? readdirSync(cache).filter((name) => /^meta-.*\.json$/.test(name)) : [];
if (metafiles.length === 0) {
  console.error('notices: there is no build to read: node scripts/build.mjs');
  process.exit(1);
}

/** Folder of each bundled package, from the root of the project. */
const bundled = new Set();
for (const name of metafiles) {
  const { outputs } = JSON.parse(readFileSync(join(cache, name), 'utf8'));
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
      if (folder && bytesInOutput > 0) bundled.add(folder);
    }
  }
}

const compiled = [
  notice('node_modules/tree-sitter', 'tree-sitter (C runtime, compiled into premortem-core.wasm)'),
  notice('node_modules/tree-sitter-go', 'tree-sitter-go (grammar, compiled into premortem-core.wasm)'),
  section(
    'ICU (UTF-8 and UTF-16 headers in the tree-sitter runtime, compiled into premortem-core.wasm)',
    // the notices after the first are of parts of ICU that the runtime does not have
    readFileSync(
      join(root, 'node_modules/tree-sitter/vendor/tree-sitter/lib/src/unicode/LICENSE'),
      'utf8',
    ).split(/^-{10,}$/m)[0],
  ),
  section(
    'wasi-libc (compiled into premortem-core.wasm)',
    readFileSync(join(root, 'server/wasm/licenses/wasi-libc.txt'), 'utf8'),
  ),
];
const packages = [...bundled].map((folder) => notice(folder)).sort();
const text = `Premortem for Go contains software of others under these licences.

${[...new Set([...packages, ...compiled])].join('\n')}`;

if (process.argv.includes('--check')) {
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    console.error('THIRD_PARTY_NOTICES.txt is stale: node scripts/build.mjs && node scripts/notices.mjs');
    process.exit(1);
  }
  console.log(`notices: ${packages.length + compiled.length} licences are up to date`);
} else {
  writeFileSync(target, text);
  console.log(`notices: ${packages.length + compiled.length} licences`);
}

/**
 * @param {string} folder of an npm package, from the root of the project
 * @param {string} [title]
 */
function notice(folder, title) {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const file = readdirSync(join(root, folder)).find((name) => /^(licen[cs]e|copying)([-.]\w+)*$/i.test(name));
  if (!file) throw new Error(`${manifest.name} has no licence file`);
  const parts = [readFileSync(join(root, folder, file), 'utf8')];
  const extra = readdirSync(join(root, folder)).find((name) =>
    /^(third.?party.?notices|notice)(\.\w+)?$/i.test(name),
  );
  if (extra) parts.push(readFileSync(join(root, folder, extra), 'utf8'));
  return section(`${title ?? manifest.name} ${manifest.version} (${manifest.license})`, parts.join('\n'));
}

/**
 * @param {string} title
 * @param {string | undefined} text
 */
function section(title, text = '') {
  const body = text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
  return `${'-'.repeat(80)}\n${title}\n\n${body}\n`;
}
