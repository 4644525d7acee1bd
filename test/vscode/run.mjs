// Tests of the packaged extension in a real VS Code: node test/vscode/run.mjs [grammar|host|person|desktop]... [--vsix FILE]
// Without names, all. PREMORTEM_VSIX names a packaged extension too. The last line is `N passed, N failed, N skipped`.
// With CI=true a skip of the suites in the VS Code server is a failure.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findElectron, runInElectron } from './electron.mjs';
import { runInServer } from './extension-host.mjs';
import { runPerson } from './person.mjs';
import { findChromium, installVsCode } from './vscode-install.mjs';
import { installExtension } from './vscode-server.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { vsix: { type: 'string' }, 'docs-picture': { type: 'string' } },
});
const SUITES = ['grammar', 'host', 'person', 'desktop'];
const unknown = positionals.filter((name) => !SUITES.includes(name));
if (unknown.length > 0) {
  console.error(`unknown suite ${unknown.join(', ')}; there are ${SUITES.join(', ')}`);
  process.exit(2);
}
const wanted = positionals.length > 0 ? positionals : SUITES;
const total = { passed: 0, failed: 0, skipped: 0 };

/** @param {{ passed: number, failed: number, skipped: number }} counts */
function add(counts) {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}

/** @param {string} suite @param {string} reason @param {string} enable @param {boolean} required in CI */
function skip(suite, reason, enable, required) {
  const fails = required && process.env.CI === 'true';
  console.log(`${fails ? 'FAILED' : 'skipped'}: ${suite}: ${reason}${enable ? ` (${enable})` : ''}`);
  add({ passed: 0, failed: fails ? 1 : 0, skipped: fails ? 0 : 1 });
}

/** A suite that throws is a failure, never silence. @param {string} suite @param {() => Promise<void> | void} body */
async function guarded(suite, body) {
  try {
    await body();
  } catch (error) {
    console.log(`FAILED: ${suite}: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
    add({ passed: 0, failed: 1, skipped: 0 });
  }
}

/** @returns {string} */
function packagedExtension() {
  const given = values.vsix ?? process.env.PREMORTEM_VSIX;
  if (given) {
    if (!existsSync(given)) throw new Error(`there is no ${given}`);
    return resolve(given);
  }
  const vsix = join(root, '.cache', 'vscode', 'premortem.vsix');
  rmSync(vsix, { force: true });
  execFileSync(process.execPath, [join(root, 'scripts', 'package.mjs'), vsix], { stdio: 'inherit' });
  return vsix;
}

/** The directive grammar on a Go grammar. @param {string} goGrammar */
function testGrammar(goGrammar) {
  const result = spawnSync(
    process.execPath,
    [
      'node_modules/vscode-tmgrammar-test/dist/unit.js',
      '--grammar',
      goGrammar,
      join(here, 'grammar', 'directive.test.go'),
    ],
    { cwd: root, encoding: 'utf8' },
  );
  const ok = result.status === 0;
  if (!ok) console.log(`${result.stdout}${result.stderr}`);
  console.log(`  ${ok ? '✔' : 'FAILED:'} on ${goGrammar}`);
  add({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });
}

if (wanted.includes('grammar')) {
  console.log('Directive grammar');
  await guarded('grammar', () => testGrammar(join(here, 'grammar', 'go.tmLanguage.json')));
}

if (wanted.includes('host') || wanted.includes('person')) {
  await guarded('VS Code', async () => {
    const chromium = findChromium();
    const installed = chromium ? installVsCode() : { unavailable: 'no Chromium or Chrome was found' };
    if (!chromium || 'unavailable' in installed) {
      const reason = 'unavailable' in installed ? installed.unavailable : '';
      const enable = chromium ? '' : 'apt-get install chromium fonts-noto-cjk, or set CHROMIUM';
      for (const suite of wanted.filter((name) => name === 'host' || name === 'person')) {
        skip(`VS Code, ${suite}`, reason, enable, true);
      }
      return;
    }
    const { vscode } = installed;
    if (wanted.includes('grammar')) {
      await guarded('grammar', () => testGrammar(vscode.goGrammar));
    }
    const extensionsDir = installExtension(vscode, packagedExtension());
    try {
      const run = {
        vscode,
        chromium,
        extensionsDir,
        ...(values['docs-picture'] ? { docsPicture: resolve(values['docs-picture']) } : {}),
      };
      if (wanted.includes('host')) {
        console.log(`Extension host of VS Code ${vscode.version}, packaged extension`);
        await guarded('extension host', async () => add(await runInServer(run)));
      }
      if (wanted.includes('person')) {
        console.log(`A person in VS Code ${vscode.version}, ${chromium}; pictures in test-results/vscode`);
        await guarded('person', async () => add(await runPerson(run)));
      }
    } finally {
      rmSync(extensionsDir, { recursive: true, force: true });
    }
  });
}

if (wanted.includes('desktop')) {
  await guarded('desktop VS Code', async () => {
    const found = await findElectron();
    if ('unavailable' in found) {
      skip('desktop VS Code', found.unavailable, '', false);
      return;
    }
    console.log(`Desktop VS Code, ${found.executable}`);
    add(await runInElectron(found.executable, packagedExtension()));
  });
}

console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);
