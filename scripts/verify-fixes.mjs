// Builds, vets and formats with the real Go toolchain what the rules are tested with and what their fixes write:
// fixtures and examples as they are, with each fix alone, and with all safe fixes.
//   node scripts/verify-fixes.mjs [--keep] [PART OF A RULE OR CASE NAME]
// Last line: N passed, N failed, N skipped. Without Go it is skipped; with CI=true that is a failure.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { load, root } from './load-core.mjs';

const only = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? '';
const PIN = readFileSync(join(root, 'test/gomod/go.mod'), 'utf8');
const PIN_VERSION = version(/^go (\S+)/m.exec(PIN)?.[1] ?? '1.22');
const UNTOUCHED = 'original';

/** @typedef {{ id: string, original: string, what: string, sources: Record<string, string> }} Variant */

function goVersion() {
  try {
    return /go(\d+\.\d+)/.exec(
      execFileSync('go', ['version'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString(),
    )?.[1];
  } catch {
    return undefined;
  }
}

const installed = goVersion();
if (!installed) {
  console.log('verify-fixes: skipped, Go is not on the PATH; with it: node scripts/verify-fixes.mjs');
  const isCi = process.env.CI === 'true';
  console.log(isCi ? '0 passed, 1 failed, 0 skipped' : '0 passed, 0 failed, 1 skipped');
  process.exit(isCi ? 1 : 0);
}

const { variants, skipped } = await collect();
const modules = group(variants);
// one folder per work tree, so that Go's build cache answers for what did not change
const work = join(
  tmpdir(),
  `premortem-verify-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`,
);
rmSync(work, { recursive: true, force: true });
/** @type {Map<string, string[]>} */
const problems = new Map();
for (const module of modules) lay(module);
for (const module of modules) await check(module);
if (!process.argv.includes('--keep')) rmSync(work, { recursive: true, force: true });
finish();

/** Texts of every fixture and example, and of every fix of a finding in them. */
async function collect() {
  const { fixtures, rules, fixAll, analyze, applyEdits, programOf, findingsOf, rulesOf, configOf } =
    await load(`
    export { analyze, fixAll } from './server/src/core/analyze.ts';
    export { applyEdits } from './server/src/core/edits.ts';
    export { RULES as rules } from './server/src/core/rules/index.ts';
    export { findingsOf, rulesOf, fixtureCases as fixtures } from './test/harness/fixtures.ts';
    export { programOf, configOf } from './test/harness/program.ts';
  `);
  /** @type {Variant[]} */
  const list = [];
  const notBuilt = [];
  const add = (name, sources, findings, chosen, config) => {
    const original = `${name}/${UNTOUCHED}`;
    list.push({ id: original, original, what: name, sources });
    const seen = new Set([JSON.stringify(sources)]);
    const variant = (id, what, texts) => {
      const changed = { ...sources, ...texts };
      const key = JSON.stringify(changed);
      if (seen.has(key)) return;
      seen.add(key);
      list.push({ id: `${name}/${id}`, original, what: `${name}: ${what}`, sources: changed });
    };
    let count = 0;
    for (const finding of findings) {
      for (const fix of finding.fixes) {
        const texts = {};
        for (const { place } of fix.edits)
          texts[place.file] ??= applyEdits(
            sources[place.file],
            fix.edits.filter((edit) => edit.place.file === place.file),
          );
        const line = `${finding.place.file}:${finding.place.start.line + 1}`;
        variant(`fix${++count}`, `${fix.safety} fix of ${finding.rule} at ${line} "${fix.title.en}"`, texts);
      }
    }
    for (const deferStyle of ['plain', 'ignoreError']) {
      const texts = {};
      for (const path of Object.keys(sources).filter((file) => file.endsWith('.go')))
        texts[path] = fixAll(programOf(sources), path, { ...config, deferStyle }, chosen).text;
      variant(`safe-${deferStyle.toLowerCase()}`, `all safe fixes, deferStyle ${deferStyle}`, texts);
    }
  };
  for (const fixture of fixtures()) {
    const name = `${fixture.rule}/${fixture.name}`;
    if (!name.includes(only)) continue;
    if (fixture.name.startsWith('broken')) {
      notBuilt.push(`${name}: is not meant to compile`);
      continue;
    }
    if (fixture.name.startsWith('unseen')) {
      notBuilt.push(`${name}: uses libraries of which there is no source`);
      continue;
    }
    add(name, fixture.sources, findingsOf(fixture), rulesOf(fixture), fixture.config);
  }
  for (const rule of rules) {
    for (const kind of ['bad', 'good']) {
      const name = `${rule.meta.name}/example-${kind}`;
      if (!name.includes(only)) continue;
      const sources = {
        'go.mod': 'module example.com/example\n\ngo 1.22\n',
        'example.go': rule.meta.example[kind],
      };
      const { findings } = analyze(programOf(sources), ['example.go'], configOf(), { rules: [rule] });
      add(name, sources, findings, [rule], configOf());
    }
  }
  return { variants: list, skipped: notBuilt };
}

/** @returns {[number, number]} */
function version(text) {
  const [major = 1, minor = 22] = text.split('.').map(Number);
  return [major, minor];
}

/**
 * Variants that can be packages of one module: the same `go` line, and other modules or not. Those with several
 * modules or replacements stay modules of their own.
 * @param {Variant[]} list
 */
function group(list) {
  /** @type {Map<string, { name: string, goMod: string, usesOthers: boolean, variants: Variant[] }>} */
  const groups = new Map();
  for (const variant of list) {
    const mods = Object.entries(variant.sources).filter(([path]) => /(^|\/)go\.mod$/.test(path));
    const own = variant.sources['go.mod'] ?? '';
    const modulePath = /^module\s+(\S+)/m.exec(own)?.[1] ?? '';
    const needed = version(/^go\s+(\S+)/m.exec(own)?.[1] ?? '1.22');
    const usesOthers = Object.entries(variant.sources).some(
      ([path, text]) =>
        path.endsWith('.go') &&
        [...text.matchAll(/^(?:import)?\s*(?:[\w.]+\s+)?"([^"\n]+)"\s*(?:\/\/.*)?$/gm)].some(
          ([, name]) =>
            /^[^/]+\.[^/]+\//.test(name) && name !== modulePath && !name.startsWith(`${modulePath}/`),
        ),
    );
    if (mods.length > 1 || /^replace\b/m.test(own)) {
      const name = `own-${variant.id.replaceAll('/', '-')}`;
      groups.set(name, { name, goMod: '', usesOthers: false, variants: [variant] });
      continue;
    }
    const line = usesOthers && needed[1] < PIN_VERSION[1] ? PIN_VERSION : needed;
    const name = `go${line.join('.')}${usesOthers ? '-others' : ''}`;
    let module = groups.get(name);
    if (!module) {
      const goMod = usesOthers
        ? PIN.replace(/^go .*$/m, `go ${line.join('.')}`)
        : `module example.com/verify\n\ngo ${line.join('.')}\n`;
      module = { name, goMod, usesOthers, variants: [] };
      groups.set(name, module);
    }
    module.variants.push(variant);
  }
  return [...groups.values()];
}

function lay(module) {
  const folder = join(work, module.name);
  mkdirSync(folder, { recursive: true });
  if (module.goMod) {
    writeFileSync(join(folder, 'go.mod'), module.goMod);
    if (module.usesOthers) copyFileSync(join(root, 'test/gomod/go.sum'), join(folder, 'go.sum'));
  }
  for (const variant of module.variants) {
    const own = /^module\s+(\S+)/m.exec(variant.sources['go.mod'] ?? '')?.[1];
    for (const [path, text] of Object.entries(variant.sources)) {
      if (module.goMod && path === 'go.mod') continue;
      const file = module.goMod ? join(folder, variant.id, path) : join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      const moved = `example.com/verify/${variant.id}`;
      writeFileSync(
        file,
        module.goMod && own
          ? text.replaceAll(`"${own}"`, `"${moved}"`).replaceAll(`"${own}/`, `"${moved}/`)
          : text,
      );
    }
  }
}

async function check(module) {
  const folder = join(work, module.name);
  if (Number(/^go 1\.(\d+)/m.exec(module.goMod)?.[1] ?? 0) > Number(installed.split('.')[1])) {
    for (const variant of module.variants)
      skipped.push(`${variant.what}: needs a newer Go than ${installed}`);
    module.variants = [];
    return;
  }
  const [formatted, built, vetted] = await Promise.all([
    run('gofmt', ['-l', '.'], folder),
    // -p leaves a core to vet, which runs at the same time and shares the build cache
    run('go', ['build', `-p=${Math.max(1, availableParallelism() - 1)}`, './...'], folder),
    run('go', ['vet', './...'], folder),
  ]);
  const found = new Map(module.variants.map((variant) => [variant.id, { format: [], build: [], vet: [] }]));
  const place = (path) => {
    const id = module.goMod ? path.split('/').slice(0, 3).join('/') : module.variants[0].id;
    return { found: found.get(id), rest: module.goMod ? path.split('/').slice(3).join('/') : path };
  };
  for (const line of formatted.stdout.split('\n').filter(Boolean)) {
    const at = place(line.replaceAll('\\', '/'));
    const variant = module.variants.find((each) => found.get(each.id) === at.found);
    if (!variant?.sources[at.rest]?.includes('\r'))
      at.found?.format.push(`${at.rest}: not formatted as gofmt does`);
  }
  for (const [kind, { stderr, code }] of /** @type {const} */ ([
    ['build', built],
    ['vet', vetted],
  ])) {
    let read = 0;
    for (const line of stderr.split('\n')) {
      const match = /^(?:vet: )?(?:\.\/)?([^\s:]+\.go):(\d+)(?::\d+)?: (.*)$/.exec(line);
      const at = match && place(match[1]);
      if (!at?.found) continue;
      read++;
      at.found[kind].push({ text: `${at.rest}:${match[2]}: ${match[3]}`, message: match[3] });
    }
    if (code !== 0 && read === 0) add(module.name, `go ${kind} failed:\n${stderr.trim()}`);
  }
  for (const variant of module.variants) {
    const own = found.get(variant.id);
    const isOriginal = variant.id === variant.original;
    for (const text of own.format) add(variant.what, text);
    for (const { text } of own.build) add(variant.what, text);
    // what vet says of the original too is the fault that the fixture is about
    const known = (found.get(variant.original)?.vet ?? []).map((each) => withoutLines(each.message));
    for (const { text, message } of own.vet) {
      const index = known.indexOf(withoutLines(message));
      if (index >= 0) known.splice(index, 1);
      if (index >= 0 ? isOriginal && isTypeError(own, text) : true) add(variant.what, text);
    }
  }
}

/** Vet reports what does not compile as well; that is never the fault of a fixture. */
function isTypeError(own, text) {
  return own.build.some((each) => each.text === text);
}

function withoutLines(message) {
  return message.replaceAll(/\d+/g, '#');
}

function add(what, text) {
  const list = problems.get(what) ?? [];
  if (!list.includes(text)) list.push(text);
  problems.set(what, list);
}

/** @returns {Promise<{ stdout: string, stderr: string, code: number }>} */
function run(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, GOFLAGS: '-buildvcs=false', GOTOOLCHAIN: 'local', GOWORK: 'off' },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ stdout, stderr, code: code ?? 1 }));
  });
}

function finish() {
  for (const [what, texts] of problems)
    console.log(`FAIL ${what}\n${texts.map((text) => `     ${text}`).join('\n')}`);
  for (const text of skipped) console.log(`verify-fixes: skipped ${text}`);
  const total = modules.reduce((sum, module) => sum + module.variants.length, 0);
  const failed = problems.size;
  console.log(
    `verify-fixes: Go ${installed}, ${modules.length} modules in ${Math.round(performance.now() / 1000)} s`,
  );
  console.log(`${Math.max(0, total - failed)} passed, ${failed} failed, ${skipped.length} skipped`);
  process.exitCode = failed > 0 ? 1 : 0;
}
