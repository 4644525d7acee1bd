// Applies all safe fixes of whole repositories at once and lets the Go toolchain say whether they were safe:
// node scripts/fix-repositories.mjs --mirrors DIR --repos owner/name,... [--work DIR] [--cli FILE] [--preview]
//   [--test owner/name,...] [--out FILE]
// Per repository: the packages of its main module are built and vetted before and after (`go vet` compiles tests too);
// every package that had no complaint before must have none after, `gofmt -l` of the changed files must be empty, and a
// second run must change nothing. `--test` runs the tests of the changed packages on both sides as well; what fails
// with the fixes is run again, and must pass once.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readOptions } from './options.mjs';
import { commitOf, mirrorOf } from './repositories.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = readOptions(
  import.meta.url,
  {
    options: {
      mirrors: { type: 'string' },
      repos: { type: 'string' },
      test: { type: 'string', default: '' },
      work: { type: 'string', default: join(tmpdir(), 'premortem-fixes') },
      cli: { type: 'string', default: join(root, 'dist', 'cli.js') },
      preview: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  },
  ['mirrors', 'repos'],
);
const { mirrors, work } = values;
const cli = resolve(values.cli);
/** How often tests that fail with the fixes are run before that counts. */
const RUNS = 3;
const tested = new Set(values.test.split(',').filter((name) => name !== ''));

/** @param {string} folder @param {readonly string[]} args @returns {{ status: number | null, output: string }} */
function go(folder, args) {
  const run = spawnSync('go', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 30 });
  return { status: run.status, output: `${run.stdout}${run.stderr}` };
}

/**
 * What Go says about each package of a module, by import path; only packages with a complaint.
 * @param {string} folder
 * @param {readonly string[]} command `build` or `vet` with its flags
 */
function complaints(folder, command) {
  const { status, output } = go(folder, [...command, './...']);
  /** @type {Map<string, string[]>} */
  const byPackage = new Map();
  let current = '';
  for (const line of output.split('\n')) {
    const head = /^# (\S+)/.exec(line);
    if (head) current = head[1];
    else if (line.trim() !== '' && !/^go: downloading|^warning:|^exit status/.test(line)) {
      const lines = byPackage.get(current) ?? [];
      lines.push(line);
      byPackage.set(current, lines);
    }
  }
  if (status !== 0 && byPackage.size === 0) byPackage.set('', [`exit ${status}`]);
  return byPackage;
}

/**
 * Results of single tests: `package.Test` to pass, fail or skip; a package that does not build is `package` to fail.
 * @param {string} folder
 * @param {readonly string[]} packages
 */
function testResults(folder, packages) {
  /** @type {Map<string, string>} */
  const results = new Map();
  for (const line of go(folder, ['test', '-json', '-timeout', '300s', ...packages]).output.split('\n')) {
    if (!line.startsWith('{')) continue;
    const event = JSON.parse(line);
    if (/^(?:pass|fail|skip)$/.test(event.Action))
      results.set(event.Test ? `${event.Package}.${event.Test}` : event.Package, event.Action);
  }
  return results;
}

/** @param {string} folder @param {readonly string[]} options */
function check(folder, options) {
  const run = spawnSync(
    process.execPath,
    [cli, 'check', '--no-config', '--format', 'json', '--fail-on', 'never', ...options, '.'],
    { cwd: folder, maxBuffer: 1 << 30, encoding: 'utf8' },
  );
  if (run.status !== 0 && run.status !== 3)
    throw new Error(`check in ${folder}: exit ${run.status}: ${run.stderr}`);
  return JSON.parse(run.stdout);
}

/** @param {string} repository */
function fixRepository(repository) {
  const commit = commitOf(mirrors, repository);
  const folder = join(work, `${repository.replace('/', '+')}-${commit}`);
  /** @param {readonly string[]} args */
  const git = (...args) =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', maxBuffer: 1 << 30 });
  if (!existsSync(folder)) {
    mkdirSync(work, { recursive: true });
    const part = `${folder}.${process.pid}`;
    rmSync(part, { recursive: true, force: true });
    execFileSync('git', [
      'clone',
      '--quiet',
      '--shared',
      '--no-checkout',
      mirrorOf(mirrors, repository),
      part,
    ]);
    execFileSync('git', ['-C', part, 'checkout', '--quiet', commit]);
    execFileSync('mv', [part, folder]);
  }
  git('checkout', '--quiet', '--force', commit);
  const options = values.preview ? ['--preview'] : [];
  const before = {
    build: complaints(folder, ['build']),
    vet: complaints(folder, ['vet']),
    findings: check(folder, options).findings.length,
  };
  check(folder, [...options, '--fix']);
  const changed = git('diff', '--name-only').split('\n').filter(Boolean);
  const diff = git('diff');
  const again = check(folder, [...options, '--fix']).findings.length;
  const isStable = git('diff') === diff;
  const unformatted =
    changed.length === 0
      ? []
      : execFileSync('gofmt', ['-l', ...changed.map((file) => join(folder, file))], { encoding: 'utf8' })
          .split('\n')
          .filter(Boolean);
  const after = { build: complaints(folder, ['build']), vet: complaints(folder, ['vet']) };
  /** @type {string[]} */
  const broken = [];
  for (const kind of /** @type {const} */ (['build', 'vet']))
    for (const [name, lines] of after[kind])
      if (!before[kind].has(name) || (before[kind].get(name)?.length ?? 0) < lines.length)
        broken.push(`${kind} ${name}: ${lines.slice(0, 3).join(' | ')}`);
  const listed = go(folder, ['list', '-e', '-f', '{{.Dir}}', './...']).output.split('\n').filter(Boolean);
  const touched = [...new Set(changed.map((file) => join(folder, dirname(file))))].filter((path) =>
    listed.includes(path),
  );
  let tests;
  if (tested.has(repository) && touched.length > 0) {
    let fixed = testResults(folder, touched);
    git('checkout', '--quiet', '--force', commit);
    const original = testResults(folder, touched);
    const passed = [...original].filter(([, result]) => result === 'pass').map(([name]) => name);
    const failing = () => passed.filter((name) => fixed.get(name) !== 'pass');
    const atFirst = failing();
    // a test that fails now and then must pass at least once
    for (let run = 1; run < RUNS && failing().length > 0; run++) {
      execFileSync('git', ['-C', folder, 'apply'], { input: diff });
      fixed = new Map([
        ...testResults(folder, touched),
        ...[...fixed].filter(([, result]) => result === 'pass'),
      ]);
      git('checkout', '--quiet', '--force', commit);
    }
    const worse = failing();
    tests = {
      passedBefore: passed.length,
      flaky: atFirst.filter((name) => !worse.includes(name)),
      worse: worse.map((name) => `${name}: ${fixed.get(name) ?? 'not run'}`),
    };
  }
  return {
    repository,
    commit,
    packages: listed.length,
    failedBefore: { build: before.build.size, vet: before.vet.size },
    findings: before.findings,
    findingsAfter: again,
    filesChanged: changed.length,
    packagesTouched: touched.length,
    filesOfOtherModules: changed.filter((file) => !listed.includes(dirname(join(folder, file)))).length,
    broken,
    unformatted,
    isStable,
    ...(tests ? { tests } : {}),
  };
}

const results = [];
for (const repository of values.repos.split(',')) {
  const result = fixRepository(repository);
  results.push(result);
  console.log(JSON.stringify(result));
  if (values.out) writeFileSync(values.out, `${JSON.stringify(results, null, 2)}\n`);
}
const isClean = results.every(
  (result) =>
    result.broken.length === 0 &&
    result.unformatted.length === 0 &&
    result.isStable &&
    (result.tests?.worse.length ?? 0) === 0,
);
console.log(isClean ? 'every package that built builds' : 'FAILED: see broken, unformatted, isStable, tests');
process.exit(isClean ? 0 : 1);
