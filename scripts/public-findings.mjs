// What the judged lists of test/corpus say of each rule in public code.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './load-core.mjs';

/** As many findings are cited per rule. */
const CITED = 3;

/** Earlier in the order of citation: what users see first. */
const WEIGHT = { error: 0, warning: 1, info: 2, hint: 3 };

/**
 * What was judged, each place once, with the last verdict; and the last list that was drawn of each rule.
 * @returns {{ repositories: Set<string>, rules: Set<string>, entries: any[], last: Map<string, any> }}
 */
function judged() {
  const folder = join(root, 'test/corpus');
  const repositories = new Set();
  const rules = new Set();
  const places = new Map();
  const last = new Map();
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.json') || name === 'counts.json') continue;
    const list = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    for (const repository of Object.keys(list.repositories ?? {})) repositories.add(repository);
    for (const rule of list.rules ?? []) {
      rules.add(rule);
      const known = last.get(rule);
      if (list.seed !== undefined && (known === undefined || list.seed > known.seed))
        last.set(rule, { name, ...list });
    }
    for (const entry of list.sample ?? []) {
      repositories.add(entry.repository);
      places.set([entry.repository, entry.commit, entry.file, entry.line, entry.rule].join('\0'), entry);
    }
  }
  return { repositories, rules, entries: [...places.values()], last };
}

/** @param {string} text */
const oneLine = (text) => text.replaceAll(/\s+/g, ' ').trim();

/**
 * The notes of each rule: how its findings in public code were judged, and real ones to look at.
 * @param {readonly { name: string, stability: string }[]} rules
 * @returns {Map<string, string>} Markdown by the name of the rule
 */
export function publicFindings(rules) {
  const { repositories, rules: sampled, entries, last } = judged();
  return new Map(
    rules.map(({ name: rule, stability }) => {
      const own = entries.filter((entry) => entry.rule === rule);
      const count = (/** @type {string} */ verdict) =>
        own.filter((entry) => entry.verdict === verdict).length;
      const cited = own
        .filter((entry) => entry.verdict === 'real')
        .sort(
          (a, b) =>
            WEIGHT[a.severity] - WEIGHT[b.severity] ||
            Number(a.file.endsWith('_test.go')) - Number(b.file.endsWith('_test.go')) ||
            (`${a.repository}/${a.file}:${a.line}` < `${b.repository}/${b.file}:${b.line}` ? -1 : 1),
        )
        .slice(0, CITED)
        .map(
          ({ repository, commit, file, line, reason }) =>
            `- https://github.com/${repository}/blob/${commit}/${file}#L${line}: ${oneLine(reason)}`,
        );
      const told =
        own.length === 0 && stability === 'preview' && !sampled.has(rule)
          ? 'Not judged on public code yet.'
          : own.length === 0
            ? `None of the ${repositories.size} repositories of \`test/corpus\` had a finding of this rule at the default level when it was judged, so none can be cited.`
            : `Judged in \`test/corpus\`: ${count('real')} real, ${count('false')} false, ${count('unsure')} unsure (false ones were judged before they were fixed).`;
      const list = last.get(rule);
      const ofList = list?.sample.filter((/** @type {any} */ entry) => entry.rule === rule) ?? [];
      const real = ofList.filter((/** @type {any} */ entry) => entry.verdict === 'real').length;
      const drawn =
        ofList.length === 0 || ofList.length === own.length
          ? []
          : [`The last list, \`${list.name}\` (seed ${list.seed}): ${real} of ${ofList.length} real.`];
      const text = [
        '<!-- Generated from test/corpus by scripts/generate.mjs; do not edit. -->',
        `# ${rule} in public code`,
        told,
        ...drawn,
        ...(cited.length > 0
          ? [`Real, among others:\n\n${cited.join('\n')}`]
          : own.length > 0
            ? ['None of them was real, so none can be cited.']
            : []),
      ].join('\n\n');
      return [rule, `${text}\n`];
    }),
  );
}
