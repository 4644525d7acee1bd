// Writes what a new rule needs, with marks where its author goes on: node scripts/new-rule.mjs NAME GROUP
//   GROUP is a folder of server/src/core/rules: http, sql, context, concurrency, network, resource
// The rule is a preview; it speaks, and its fixtures pass, once the marks (TODO) are gone.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const rules = join(root, 'server/src/core/rules');
const groups = readdirSync(rules, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'support')
  .map((entry) => entry.name);
const [name, group] = process.argv.slice(2);
if (!/^[a-z0-9]+(-[a-z0-9]+)+$/.test(name ?? '') || !groups.includes(group ?? '')) {
  console.error(`new-rule: NAME (kebab-case, two words or more) and GROUP (${groups.join(', ')})`);
  process.exit(2);
}
const identifier = name.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());
const folder = join(rules, group);
if (existsSync(join(folder, `${name}.ts`))) {
  console.error(`new-rule: ${name} is there already`);
  process.exit(2);
}

/** @param {string} path @param {string} text */
function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(path.slice(root.length + 1));
}

const card = `{
    title: 'TODO',
    what: 'TODO',
    chain: ['TODO', 'TODO', 'TODO'],
    signal: 'TODO',
    verify: 'TODO',
    verifyExpect: 'TODO',
    intercept: 'TODO',
    remedy: 'TODO',
    limits: 'TODO',
  }`;
write(
  join(folder, `${name}.card.ts`),
  `import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: ${card},
  'zh-cn': ${card},
};
`,
);
write(
  join(folder, `${name}.ts`),
  `import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Rule } from '../rule.ts';
import { CARD } from './${name}.card.ts';

interface Evidence {
  readonly anchor: SyntaxNode;
}

export const ${identifier}: Rule<Evidence> = {
  meta: {
    name: '${name}',
    group: '${group}',
    severity: 'warning',
    fixes: 'none',
    stability: 'preview',
    since: '${JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version}',
    tokens: [],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    example: { bad: 'TODO', good: 'TODO' },
    sources: ['TODO'],
  },

  *detect({ file, package: pkg }) {
    for (const call of file.tree.root.descendants('call_expression')) {
      if (pkg.calleeOf(call)?.id !== 'TODO') continue;
      yield { anchor: call };
    }
  },

  report({ anchor }) {
    return {
      anchor,
      message: { en: 'TODO', 'zh-cn': 'TODO' },
      severity: 'warning',
      confidence: 'high',
      related: [],
      facts: {},
    };
  },

  fix: () => [],
};
`,
);
const testdata = join(root, 'test/rules', name, 'testdata');
write(
  join(testdata, 'basic/basic.go'),
  `package basic\n\n// TODO: a line that must be found ends in // want ${name}\n`,
);
write(join(testdata, 'clean/clean.go'), 'package clean\n\n// TODO: what must stay silent\n');

const index = join(rules, 'index.ts');
const text = readFileSync(index, 'utf8');
const line = `import { ${identifier} } from './${group}/${name}.ts';`;
const lines = text.split('\n');
const imports = lines.filter((each) => each.startsWith('import '));
const rest = lines.filter((each) => !each.startsWith('import '));
const sorted = [...imports, line].sort((a, b) => pathIn(a).localeCompare(pathIn(b)));
writeFileSync(
  index,
  [...sorted, ...rest].join('\n').replace(/\n\];/, `\n  ${identifier} as Rule<never>,\n];`),
);
console.log('server/src/core/rules/index.ts');

/** @param {string} statement */
function pathIn(statement) {
  return /'(.*)'/.exec(statement)?.[1] ?? '';
}
