// Writes what is derived from the rules: node scripts/generate.mjs [--check]
//   docs/rules/<rule>.<locale>.md, the tables in README.md and README.zh-CN.md, the names in the schema of the setting
//   premortem.rules in package.json, and from test/corpus test/rules/<rule>/public-findings.md. With --check it writes
//   nothing and fails when something is stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { load, root } from './load-core.mjs';
import { publicFindings } from './public-findings.mjs';

const check = process.argv.includes('--check');
const { RULES, META_RULES, renderRulePage } = await load(`
export { RULES } from './server/src/core/rules/index.ts';
export { META_RULES } from './server/src/core/rules/meta.ts';
export { renderRulePage } from './server/src/core/render/card.ts';
`);
const metas = [...RULES.map((rule) => rule.meta), ...META_RULES];
const stale = [];
const emit = (path, text) => {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  stale.push(path);
  if (check) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

const pages = new Set();
for (const meta of metas) {
  for (const locale of ['en', 'zh-cn']) {
    const name = `${meta.name}.${locale === 'en' ? 'en' : 'zh-CN'}.md`;
    pages.add(name);
    emit(
      `docs/rules/${name}`,
      `<!-- Generated from the rule by scripts/generate.mjs; do not edit. -->\n\n${renderRulePage(meta, locale)}`,
    );
  }
}
const folder = join(root, 'docs/rules');
for (const name of existsSync(folder) ? readdirSync(folder) : []) {
  if (pages.has(name)) continue;
  stale.push(`docs/rules/${name}`);
  if (!check) rmSync(join(folder, name));
}

for (const [rule, text] of publicFindings(RULES.map(({ meta }) => meta)))
  emit(`test/rules/${rule}/public-findings.md`, text);

const HEAD = {
  en: ['Rule', 'What it finds', 'Severity', 'Fix'],
  'zh-cn': ['规则', '发现什么', '级别', '修复'],
};
const FIXES = {
  en: { safe: 'safe', suggested: 'suggested', none: 'none' },
  'zh-cn': { safe: '安全', suggested: '建议', none: '无' },
};
const PREVIEW = { en: ' (preview)', 'zh-cn': '（预览）' };
const OPT_IN = { en: ' (off by default)', 'zh-cn': '（默认关闭）' };
/** What stands behind the title of a rule that does not run as it is. */
const mark = ({ isOptIn, stability }, locale) =>
  isOptIn ? OPT_IN[locale] : stability === 'preview' ? PREVIEW[locale] : '';
const table = (locale) => {
  const suffix = locale === 'en' ? 'en' : 'zh-CN';
  const rows = RULES.map(({ meta }) => [
    `[\`${meta.name}\`](docs/rules/${meta.name}.${suffix}.md)`,
    meta.card[locale].title + mark(meta, locale),
    meta.severity,
    FIXES[locale][meta.fixes],
  ]);
  return [HEAD[locale], HEAD[locale].map(() => '---'), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
};
for (const [path, locale] of [
  ['README.md', 'en'],
  ['README.zh-CN.md', 'zh-cn'],
]) {
  const text = readFileSync(join(root, path), 'utf8');
  const parts = /^([\s\S]*<!-- rules -->\n)[\s\S]*(<!-- \/rules -->[\s\S]*)$/.exec(text);
  if (!parts) throw new Error(`${path} has no <!-- rules --> markers`);
  emit(path, `${parts[1]}${table(locale)}\n${parts[2]}`);
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const sections = [manifest.contributes?.configuration ?? []].flat();
const setting = sections.map((section) => section.properties?.['premortem.rules']).find(Boolean);
if (!setting) throw new Error('package.json contributes no setting premortem.rules');
const LEVELS = ['off', 'on', 'hint', 'info', 'warning', 'error'];
setting.properties = Object.fromEntries(
  RULES.map(({ meta }) => [
    meta.name,
    { type: 'string', enum: LEVELS, description: meta.card.en.title + (meta.isOptIn ? OPT_IN.en : '') },
  ]),
);
emit('package.json', `${JSON.stringify(manifest, null, 2)}\n`);

if (check && stale.length > 0) {
  console.error(`stale: ${stale.join(', ')}\nrun: npm run generate`);
  process.exit(1);
}
console.log(
  check ? `${pages.size} pages, tables and settings are as the rules say` : `${stale.length} files written`,
);
