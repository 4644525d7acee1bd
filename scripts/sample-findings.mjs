// Draws findings on real repositories for a person to judge: the same seed, repositories and findings give the same list.
//   node scripts/sample-findings.mjs --mirrors DIR --seed N --out FILE [--repos owner/name,...] [--count 100]
//     [--per-rule 12] [--per-repository 15] [--least-repositories 10] [--only RULES] [--cli FILE]
// DIR holds bare mirrors named owner+name/repo; without --repos the large ones of repositories.mjs are used. Findings
// are those at the default level; --only takes previews too. The list holds places and no code; `verdict` and `reason` are filled in by hand:
// real, false or unsure (counts as false). corpus.mjs runs the judged lists in test/corpus again.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { root } from './load-core.mjs';
import { readOptions } from './options.mjs';
import { checkout, commitOf, countsOf, judge, LARGE } from './repositories.mjs';

const { values } = readOptions(
  import.meta.url,
  {
    options: {
      mirrors: { type: 'string' },
      repos: { type: 'string', default: LARGE.join() },
      seed: { type: 'string' },
      out: { type: 'string' },
      only: { type: 'string' },
      count: { type: 'string', default: '100' },
      'per-rule': { type: 'string', default: '12' },
      'per-repository': { type: 'string', default: '15' },
      'least-repositories': { type: 'string', default: '10' },
      cli: { type: 'string', default: join(root, 'dist/cli.js') },
    },
  },
  ['mirrors', 'seed', 'out'],
);

/** mulberry32: a small generator with a 32-bit seed. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const all = [];
const counts = {};
// an absent mirror is told before the first of many minutes
const commits = values.repos
  .split(',')
  .sort()
  .map((repository) => [repository, commitOf(values.mirrors, repository)]);
for (const [repository, commit] of commits) {
  const result = judge(
    values.cli,
    checkout(values.mirrors, repository, commit),
    values.only ? ['--preview', '--only', values.only] : [],
  );
  counts[repository] = countsOf(result, commit);
  for (const finding of result.findings) {
    all.push({
      repository,
      commit,
      file: finding.file,
      line: finding.range.start.line,
      rule: finding.rule,
      severity: finding.severity,
      confidence: finding.confidence,
      verdict: '',
      reason: '',
    });
  }
}

const random = generator(Number(values.seed));
for (let at = all.length - 1; at > 0; at--) {
  const other = Math.floor(random() * (at + 1));
  [all[at], all[other]] = [all[other], all[at]];
}
const taken = new Map();
const sample = all.filter((finding) => {
  const rule = taken.get(finding.rule) ?? 0;
  const repository = taken.get(finding.repository) ?? 0;
  const drawn = taken.get('') ?? 0;
  if (
    drawn >= Number(values.count) ||
    rule >= Number(values['per-rule']) ||
    repository >= Number(values['per-repository'])
  )
    return false;
  taken.set(finding.rule, rule + 1);
  taken.set(finding.repository, repository + 1);
  taken.set('', drawn + 1);
  return true;
});
sample.sort((a, b) =>
  `${a.repository}\0${a.file}` < `${b.repository}\0${b.file}`
    ? -1
    : `${a.repository}\0${a.file}` > `${b.repository}\0${b.file}`
      ? 1
      : a.line - b.line,
);
mkdirSync(dirname(resolve(values.out)), { recursive: true });
writeFileSync(
  resolve(values.out),
  `${JSON.stringify({ seed: Number(values.seed), rules: values.only?.split(','), repositories: counts, sample }, null, 2)}\n`,
);
const repositories = new Set(sample.map((finding) => finding.repository)).size;
const rules = new Set(sample.map((finding) => finding.rule)).size;
console.log(
  `${sample.length} of ${all.length} findings, ${rules} rules, ${repositories} repositories in ${values.out}`,
);
if (sample.length < Number(values.count) || repositories < Number(values['least-repositories'])) {
  console.error('sample-findings: fewer than asked for');
  process.exitCode = 1;
}
