// How much there is to read: findings of the stable rules at the default level per 100,000 lines of Go, by severity.
//   node scripts/finding-density.mjs --mirrors DIR [--repos owner/name,...] [--cli FILE]
// Lines are those of all .go files of the checkout, tests and generated files included. The last lines name the rules
// with the most warnings.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './load-core.mjs';
import { readOptions } from './options.mjs';
import { checkout, commitOf, judge, LARGE } from './repositories.mjs';

const { values } = readOptions(
  import.meta.url,
  {
    options: {
      mirrors: { type: 'string' },
      repos: { type: 'string', default: LARGE.join() },
      cli: { type: 'string', default: join(root, 'dist/cli.js') },
    },
  },
  ['mirrors'],
);

/** @param {string} folder @returns {number} */
function linesOfGo(folder) {
  let lines = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.go')) continue;
    for (const byte of readFileSync(join(entry.parentPath, entry.name))) if (byte === 10) lines++;
  }
  return lines;
}

/** @param {readonly any[]} findings @param {(finding: any) => string} keyOf @returns {Map<string, number>} */
function tally(findings, keyOf) {
  const counts = new Map();
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  return counts;
}

const everything = [];
let allLines = 0;
/** @param {string} name @param {number} lines @param {readonly any[]} findings */
function row(name, lines, findings) {
  const bySeverity = tally(findings, ({ severity }) => severity);
  const per = (/** @type {number} */ count) => ((count * 100_000) / lines).toFixed(1);
  const cells = ['warning', 'info', 'hint'].map((severity) => {
    const count = bySeverity.get(severity) ?? 0;
    return `${count} (${per(count)})`;
  });
  console.log(`| ${name} | ${lines} | ${cells.join(' | ')} |`);
}

console.log(
  '| repository | lines of Go | warnings (per 100,000 lines) | info | hint |\n|---|---|---|---|---|',
);
for (const repository of values.repos.split(',')) {
  const folder = checkout(values.mirrors, repository, commitOf(values.mirrors, repository));
  const { findings } = judge(values.cli, folder);
  const lines = linesOfGo(folder);
  row(repository, lines, findings);
  everything.push(...findings);
  allLines += lines;
}
row('all', allLines, everything);
const warnings = everything.filter(({ severity }) => severity === 'warning');
const noisiest = [...tally(warnings, ({ rule }) => rule)].sort((a, b) => b[1] - a[1]).slice(0, 6);
console.log(`most warnings: ${noisiest.map(([rule, count]) => `${rule} ${count}`).join(', ')}`);
const most = [...tally(everything, ({ rule }) => rule)].sort((a, b) => b[1] - a[1]).slice(0, 6);
console.log(`most findings: ${most.map(([rule, count]) => `${rule} ${count}`).join(', ')}`);
