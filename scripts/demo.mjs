// Builds the command line and runs the self-check over the example service: node scripts/demo.mjs
// Exits 0 when every fault of the example is found, so that the demo is also a test.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const node = (...args) =>
  spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
const built = node('scripts/build.mjs');
if (built.status !== 0) {
  process.stderr.write(built.stdout + built.stderr);
  process.exit(1);
}
const check = node(
  'dist/cli.js',
  'self-check',
  '--all',
  '--min-confidence',
  'medium',
  'examples/orders',
  ...process.argv.slice(2),
);
process.stdout.write(check.stdout);
process.stderr.write(check.stderr);
const faults = [
  'http-body-not-closed',
  'select-blocks-forever',
  'context-without-deadline',
  'sql-pool-unconfigured',
  'mysql-parse-time-missing',
];
const missing = faults.filter((rule) => !check.stdout.includes(rule));
if (check.status > 1 || missing.length > 0) {
  console.error(`demo: exit ${check.status}, not found: ${missing.join(', ') || 'nothing'}`);
  process.exit(1);
}
