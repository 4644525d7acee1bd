// npm test: builds, then runs every suite; the last line sums them up as `N passed, N failed, N skipped`.
//   node scripts/test.mjs [--only vitest,go,proofs,vscode]
// A suite that cannot run says why and what would enable it; with CI=true it counts that as a failure.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const only = process.argv.includes('--only')
  ? process.argv[process.argv.indexOf('--only') + 1]?.split(',')
  : undefined;

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {[name: string, run: () => Promise<Counts>][]} */
const SUITES = [
  ['vitest', runVitest],
  ['go', () => runScript('scripts/verify-fixes.mjs')],
  ['proofs', () => runScript('scripts/prove.mjs')],
  ['vscode', () => runScript('test/vscode/run.mjs')],
];
const unknown = only?.filter((name) => !SUITES.some(([suite]) => suite === name)) ?? [];
if (unknown.length > 0) {
  console.error(`test: no suite ${unknown.join(', ')}; there are ${SUITES.map(([name]) => name).join(', ')}`);
  process.exit(2);
}

const total = { passed: 0, failed: 0, skipped: 0 };
const { code: buildCode } = await run('scripts/build.mjs', []);
if (buildCode !== 0) {
  console.log('test: the build failed: npm run build');
  total.failed++;
}
for (const [name, suite] of SUITES) {
  if (only && !only.includes(name)) continue;
  const started = performance.now();
  const counts = await suite();
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`suite ${name}: ${say(counts)} in ${seconds} s`);
  for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) total[key] += counts[key];
}
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
console.log(say(total));

/** @param {Counts} counts */
function say({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** @returns {Promise<Counts>} */
async function runVitest() {
  const report = join(root, '.cache/vitest.json');
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const { code } = await run('node_modules/vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const result = JSON.parse(readFileSync(report, 'utf8'));
  // a file that fails before its first test has no tests to count
  const unread = result.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const counts = {
    passed: result.numPassedTests,
    failed: result.numFailedTests + unread.length,
    skipped: result.numPendingTests + result.numTodoTests,
  };
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

/**
 * Runs a suite that prints its own summary as its last line.
 * @param {string} script
 * @returns {Promise<Counts>}
 */
async function runScript(script) {
  if (!existsSync(join(root, script))) {
    console.log(`test: ${script} does not exist`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const { code, output } = await run(script, []);
  const summary = [...output.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped\s*$/gm)].at(-1);
  const [passed = 0, failed = 0, skipped = 0] = summary ? summary.slice(1).map(Number) : [];
  if (!summary) console.log(`test: ${script} ended with exit code ${code} and without a summary`);
  // an exit code that the summary does not explain is a failure of its own
  const isUnexplained = !summary || (code !== 0 && failed === 0);
  return { passed, failed: failed + (isUnexplained ? 1 : 0), skipped };
}

/**
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
function run(script, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, script), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (data) => {
      process.stdout.write(data);
      output += data;
    });
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
