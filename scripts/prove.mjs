// Runs the failure chains: a Go test per rule in test/proofs shows the symptom with the fault and its absence without it.
//   node scripts/prove.mjs [RULE]
// Last line: N passed, N failed, N skipped. Without Go it is skipped; with CI=true that is a failure.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './load-core.mjs';

const folder = join(root, 'test/proofs');
const only = process.argv[2];
if (only !== undefined && !existsSync(join(folder, only))) {
  const proofs = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  console.error(`prove: no proof of ${only}; there are ${proofs.map((entry) => entry.name).join(', ')}`);
  process.exit(2);
}
if (spawnSync('go', ['version']).status !== 0) {
  console.log('prove: skipped, Go is not on the PATH; with it: node scripts/prove.mjs');
  const isCi = process.env.CI === 'true';
  console.log(isCi ? '0 passed, 1 failed, 0 skipped' : '0 passed, 0 failed, 1 skipped');
  process.exit(isCi ? 1 : 0);
}

// one after the other: what they measure is the process, or time
const { stdout, stderr } = spawnSync(
  'go',
  ['test', '-json', '-count=1', '-p=1', '-timeout=120s', only === undefined ? './...' : `./${only}`],
  { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 },
);
const counts = { pass: 0, fail: 0, skip: 0 };
/** @type {Map<string, string[]>} */
const outputs = new Map();
for (const line of stdout.split('\n')) {
  if (!line.startsWith('{')) continue;
  const event = JSON.parse(line);
  const key = `${event.Package ?? event.ImportPath} ${event.Test ?? ''}`;
  if (event.Output !== undefined) outputs.set(key, [...(outputs.get(key) ?? []), event.Output]);
  const isTest = event.Test !== undefined && !event.Test.includes('/');
  // a package that does not build, or ends before its tests do, has no failed test
  const isFailure = event.Action === 'fail' || event.Action === 'build-fail';
  if (isTest && event.Action in counts) counts[/** @type {keyof typeof counts} */ (event.Action)]++;
  else if (event.Test === undefined && isFailure && counts.fail === 0) counts.fail++;
  if (isFailure) console.log(`${key}\n${(outputs.get(key) ?? []).join('')}`);
  if (event.Action === 'skip' && isTest) console.log(`skipped ${key}: ${(outputs.get(key) ?? []).join('')}`);
}
if (counts.pass + counts.fail === 0) {
  console.log(stderr);
  counts.fail++;
}
console.log(`${counts.pass} passed, ${counts.fail} failed, ${counts.skip} skipped`);
process.exitCode = counts.fail > 0 ? 1 : 0;
