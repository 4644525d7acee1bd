// Checks server/wasm/premortem-core.wasm against PROVENANCE.md: recorded hashes, sources, and a rebuild.
//   node scripts/check-wasm.mjs            checks
//   node scripts/check-wasm.mjs --write    rebuilds, replaces the wasm and records versions and hashes
// With the recorded compiler the rebuild must give the same bytes. With another (CLANG names one) the bytes differ, so
// the oracle test runs on the result instead, and the check says that it did not compare; with CI=true it must compare.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const wasm = join(root, 'server/wasm/premortem-core.wasm');
const record = join(root, 'server/wasm/PROVENANCE.md');
const PACKAGES = ['clang-14', 'lld-14', 'wasi-libc', 'libclang-rt-14-dev-wasm32'];
const INSTALL = `apt-get install ${PACKAGES.join(' ')}`;

/** What a build depends on, by name; the value is a version or a hash. */
const facts = new Map([
  ...['tree-sitter', 'tree-sitter-go'].map((name) => [
    `npm ${name}`,
    JSON.parse(read(`node_modules/${name}/package.json`)).version,
  ]),
  ['tree-sitter runtime sources', hashOfFolder('node_modules/tree-sitter/vendor/tree-sitter/lib')],
  ['tree-sitter-go src/parser.c', hash(read('node_modules/tree-sitter-go/src/parser.c'))],
  ['flatten.c', hash(read('server/wasm/flatten.c'))],
  ['build.sh', hash(read('server/wasm/build.sh'))],
]);
const versions = new Map(PACKAGES.map((name) => [`Debian ${name}`, installed(name)]));

if (process.argv.includes('--write')) {
  if (!build(wasm)) process.exit(1);
  const rows = [...versions, ...facts, ['premortem-core.wasm', hash(readFileSync(wasm))]];
  const list = rows.map(([name, value]) => `- ${name}: \`${value ?? 'not installed'}\``).join('\n');
  const text = readFileSync(record, 'utf8');
  writeFileSync(record, text.replace(/(?<=\n\n)(?:- .+: `.+`\n)+/, `${list}\n`));
  console.log('check-wasm: rebuilt and recorded');
  process.exit(0);
}

const recorded = new Map(
  [...readFileSync(record, 'utf8').matchAll(/^- (.+): `(.+)`$/gm)].map((row) => [row[1], row[2]]),
);
const problems = [];
for (const [name, value] of [...facts, ['premortem-core.wasm', hash(readFileSync(wasm))]]) {
  if (recorded.get(name) !== value)
    problems.push(`${name} is ${value}, PROVENANCE.md records ${recorded.get(name) ?? 'nothing'}`);
}
if (problems.length > 0) fail(`${problems.join('\n')}\nnode scripts/check-wasm.mjs --write`);

const folder = mkdtempSync(join(tmpdir(), 'premortem-wasm-'));
try {
  const rebuilt = join(folder, 'premortem-core.wasm');
  if (!build(rebuilt)) notCompared(`nothing was rebuilt; with the compiler: ${INSTALL}`);
  else if (hash(readFileSync(rebuilt)) === recorded.get('premortem-core.wasm')) {
    console.log('check-wasm: the rebuild gives the committed bytes');
  } else {
    const other = [...versions].filter(([name, value]) => recorded.get(name) !== value);
    if (other.length === 0 && !process.env.CLANG)
      fail('the rebuild with the recorded compiler gives other bytes');
    else {
      const oracle = spawnSync(
        process.execPath,
        [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'test/syntax'],
        {
          cwd: root,
          stdio: 'inherit',
          env: { ...process.env, PREMORTEM_WASM: rebuilt },
        },
      );
      if (oracle.status !== 0) fail('the oracle test fails on the rebuilt wasm');
      const compiler =
        process.env.CLANG ?? other.map(([name, value]) => `${name} ${value ?? 'missing'}`).join(', ');
      notCompared(
        `another compiler (${compiler}) gives other bytes, on which the oracle test passes; to compare: ${INSTALL}`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function read(path) {
  return readFileSync(join(root, path));
}

function hash(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/** One hash over the names and bytes of all C files of a folder, in the order of their names. */
function hashOfFolder(path) {
  const names = readdirSync(join(root, path), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.[ch]$/.test(entry.name))
    .map((entry) => relative(join(root, path), join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
  return hash(names.map((name) => `${hash(read(`${path}/${name}`))}  ${name}\n`).join(''));
}

function installed(name) {
  try {
    return execFileSync('dpkg-query', ['-W', '-f', '$' + '{Version}', name], {
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString();
  } catch {
    return undefined;
  }
}

function build(out) {
  const result = spawnSync('bash', [join(root, 'server/wasm/build.sh'), out], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return result.status === 0;
}

function notCompared(why) {
  console.log(`check-wasm: not compared, ${why}`);
  if (process.env.CI === 'true') process.exitCode = 1;
}

function fail(text) {
  console.error(`check-wasm: ${text}`);
  process.exitCode = 1;
  if (problems.length > 0) process.exit();
}
