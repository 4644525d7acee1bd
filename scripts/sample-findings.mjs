// Draws findings on real repositories for a person to judge: the same seed, repositories and findings give the same list.
//   node scripts/sample-findings.mjs --mirrors DIR --repos owner/name,... --seed N [--count 20] [--per-rule 8] [--per-repository 8] [--only RULES] --out FILE
// DIR holds bare mirrors named owner+name/repo. The list holds places and no code; `verdict` and `reason` are filled in
// by hand: real, false or unsure (counts as false).
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    mirrors: { type: 'string' },
    repos: { type: 'string' },
    seed: { type: 'string' },
    out: { type: 'string' },
    only: { type: 'string' },
    count: { type: 'string', default: '20' },
    'per-rule': { type: 'string', default: '8' },
    'per-repository': { type: 'string', default: '8' },
  },
});
for (const name of ['mirrors', 'repos', 'seed', 'out']) {
  if (values[name] === undefined) {
    console.error(`sample-findings: --${name} is missing`);
    process.exit(2);
  }
}

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
for (const repository of values.repos.split(',').sort()) {
  const mirror = resolve(values.mirrors, repository.replace('/', '+'), 'repo');
  if (!existsSync(mirror)) {
    console.error(`sample-findings: no mirror of ${repository} at ${mirror}`);
    process.exit(2);
  }
  const commit = execFileSync('git', ['--git-dir', mirror, 'rev-parse', 'HEAD']).toString().trim();
  const folder = mkdtempSync(join(tmpdir(), 'premortem-sample-'));
  try {
    const archive = execFileSync(
      'git',
      ['--git-dir', mirror, 'archive', commit, '--', ':(glob)**/*.go', ':(glob)**/go.mod'],
      { maxBuffer: 1 << 30 },
    );
    execFileSync('tar', ['x', '-C', folder], { input: archive });
    const run = spawnSync(
      process.execPath,
      [
        join(root, 'dist/cli.js'),
        'check',
        '--no-config',
        '--format',
        'json',
        '--fail-on',
        'never',
        ...(values.only ? ['--only', values.only] : []),
        '.',
      ],
      { cwd: folder, maxBuffer: 1 << 30 },
    );
    const result = JSON.parse(run.stdout.toString());
    counts[repository] = {
      commit,
      files: result.stats.files,
      failures: result.failures.length,
      notAnalysed: result.notAnalysed.length,
      findings: {},
    };
    for (const finding of result.findings) {
      counts[repository].findings[finding.rule] = (counts[repository].findings[finding.rule] ?? 0) + 1;
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
  } finally {
    rmSync(folder, { recursive: true, force: true });
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
  `${JSON.stringify({ seed: Number(values.seed), repositories: counts, sample }, null, 2)}\n`,
);
console.log(`${sample.length} of ${all.length} findings in ${values.out}`);
