// Runs the judged lists of test/corpus against mirrors again and shows what changed.
//   node scripts/corpus.mjs --mirrors DIR [--repos owner/name,...] [--judged] [--counts] [--update]
// --judged: each judged finding must be reported (real) or not (false, unsure) at its commit; otherwise it is a
//   regression and the exit code is 1.
// --counts: findings per rule, previews included, and repository at the default level against test/corpus/counts.json;
//   --update stores them.
// Without either option both. --cli FILE judges with another build of the command line, --lists DIR other lists. DIR holds bare mirrors named owner+name/repo (a mirror that is missing is told).
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './load-core.mjs';
import { readOptions } from './options.mjs';
import { Absent, checkout, commitOf, countsOf, judge, LARGE } from './repositories.mjs';

const { values } = readOptions(
  import.meta.url,
  {
    options: {
      mirrors: { type: 'string' },
      repos: { type: 'string' },
      lists: { type: 'string', default: join(root, 'test/corpus') },
      judged: { type: 'boolean' },
      counts: { type: 'boolean' },
      update: { type: 'boolean' },
      cli: { type: 'string', default: join(root, 'dist/cli.js') },
    },
  },
  ['mirrors'],
);
const { mirrors } = values;
const chosen = values.repos?.split(',');
const both = !values.judged && !values.counts;
const COUNTS = join(values.lists, 'counts.json');
const skipped = [];
let regressions = 0;

/** One run per repository and commit, whoever asks. */
const results = new Map();
function resultOf(repository, revision) {
  const commit = commitOf(mirrors, repository, revision);
  const key = `${repository} ${commit}`;
  if (!results.has(key))
    results.set(key, judge(values.cli, checkout(mirrors, repository, commit), ['--preview']));
  return { commit, result: results.get(key) };
}

/** Runs something for a repository; one that is not there is noted. */
function orSkip(what, work) {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Absent)) throw error;
    skipped.push(`${what}: ${error.message}`);
    return undefined;
  }
}

if (both || values.judged) rejudge();
if (both || values.counts || values.update) recount();
for (const line of skipped) console.log(`skipped: ${line}`);
process.exitCode = regressions > 0 ? 1 : 0;

function rejudge() {
  const lists = readdirSync(values.lists).filter((name) => name.endsWith('.json') && name !== 'counts.json');
  for (const list of lists.sort()) {
    const { sample } = JSON.parse(readFileSync(join(values.lists, list), 'utf8'));
    const tally = {
      'real, reported': 0,
      'false, silent': 0,
      'real, GONE': 0,
      'false, REPORTED': 0,
      unjudged: 0,
    };
    const changed = [];
    const byPlace = groupBy(sample, (entry) => `${entry.repository} ${entry.commit}`);
    for (const entries of byPlace.values()) {
      const { repository, commit } = entries[0];
      if (chosen && !chosen.includes(repository)) continue;
      const run = orSkip(`${list}, ${repository}`, () => resultOf(repository, commit));
      if (!run) continue;
      const reported = new Set(
        run.result.findings.map((finding) => `${finding.file}:${finding.range.start.line} ${finding.rule}`),
      );
      for (const entry of entries) {
        const isReported = reported.has(`${entry.file}:${entry.line} ${entry.rule}`);
        const verdict = entry.verdict === 'real' ? 'real' : entry.verdict === '' ? '' : 'false';
        const outcome =
          verdict === ''
            ? 'unjudged'
            : verdict === 'real'
              ? isReported
                ? 'real, reported'
                : 'real, GONE'
              : isReported
                ? 'false, REPORTED'
                : 'false, silent';
        tally[outcome]++;
        if (outcome === 'real, GONE' || outcome === 'false, REPORTED') changed.push({ outcome, entry });
      }
    }
    const parts = Object.entries(tally).filter(([, count]) => count > 0);
    console.log(
      `${list}: ${parts.map(([outcome, count]) => `${count} ${outcome}`).join('; ') || 'nothing run'}`,
    );
    for (const { outcome, entry } of changed) {
      console.log(
        `  ${outcome}: ${entry.repository} ${entry.file}:${entry.line} ${entry.rule}: ${entry.reason}`,
      );
    }
    regressions += changed.length;
  }
}

function groupBy(entries, keyOf) {
  const groups = new Map();
  for (const entry of entries) {
    const group = groups.get(keyOf(entry));
    if (group) group.push(entry);
    else groups.set(keyOf(entry), [entry]);
  }
  return groups;
}

function recount() {
  const stored = existsSync(COUNTS) ? JSON.parse(readFileSync(COUNTS, 'utf8')) : {};
  const next = { ...stored };
  const totals = new Map();
  for (const repository of chosen ?? LARGE) {
    const before = stored[repository];
    // the stored commit as long as the mirror has it, so that only the analysis differs
    const run = orSkip(`counts, ${repository}`, () =>
      resultOf(repository, values.update ? 'HEAD' : (before?.commit ?? 'HEAD')),
    );
    if (!run) continue;
    const now = countsOf(run.result, run.commit);
    next[repository] = now;
    const share = notAnalysedShare(now);
    const lines = differences(before, now);
    console.log(
      `${repository}: ${sum(now.findings)} findings${before ? ` (${signed(sum(now.findings) - sum(before.findings))})` : ' (new)'}, ` +
        `${now.failures} rule failures, ${(share * 100).toFixed(2)} % of functions not analysed${before && before.commit !== now.commit ? `, commit ${before.commit.slice(0, 10)} -> ${now.commit.slice(0, 10)}` : ''}`,
    );
    for (const line of lines) console.log(`  ${line}`);
    for (const [rule, count] of Object.entries(now.findings))
      totals.set(rule, (totals.get(rule) ?? 0) + count);
  }
  console.log('per rule:');
  for (const [rule, count] of [...totals].sort((a, b) => b[1] - a[1])) {
    console.log(`  ${String(count).padStart(6)}  ${rule}`);
  }
  if (values.update) {
    const sorted = Object.fromEntries(Object.entries(next).sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(COUNTS, `${JSON.stringify(sorted, null, 2)}\n`);
    console.log(`stored in ${COUNTS}`);
  }
}

function differences(before, now) {
  if (!before) return [];
  const rules = [...new Set([...Object.keys(before.findings), ...Object.keys(now.findings)])].sort();
  return rules
    .map((rule) => ({ rule, from: before.findings[rule] ?? 0, to: now.findings[rule] ?? 0 }))
    .filter(({ from, to }) => from !== to)
    .map(({ rule, from, to }) => `${rule}: ${from} -> ${to} (${signed(to - from)})`);
}

/** Share of functions that parse and were given up all the same; what was not asked for as a whole file does not count. */
function notAnalysedShare({ notAnalysed, functions }) {
  const WANTED = ['generated', 'unreadable', 'too-large', 'not-utf8', 'parser-failure', 'syntax-error'];
  const givenUp = Object.entries(notAnalysed).filter(([reason]) => !WANTED.includes(reason));
  return functions === 0 ? 0 : sum(Object.fromEntries(givenUp)) / functions;
}

function sum(counts) {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function signed(number) {
  return number > 0 ? `+${number}` : String(number);
}
