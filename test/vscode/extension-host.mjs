// Runs the mocha suite of test/vscode/suite in the extension host of the VS Code server, against the installed extension.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { copyWorkspace, launchBrowser, remoteUri, startServer, windowUrl } from './vscode-server.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const LIMIT_MS = 300_000;

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * What a run is made of: the bundled suite, and an extension that stands for the Go extension's settings.
 * @returns {Promise<{ tests: string, driver: string }>}
 */
export async function prepareSuite() {
  const folder = join(root, '.cache', 'vscode');
  const tests = join(folder, 'suite');
  const driver = join(folder, 'driver');
  await build({
    entryPoints: [join(here, 'suite', 'index.ts')],
    outfile: join(tests, 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  mkdirSync(driver, { recursive: true });
  writeFileSync(
    join(driver, 'package.json'),
    JSON.stringify({
      name: 'go-defaults',
      publisher: 'premortem-test',
      version: '0.0.1',
      engines: { vscode: '^1.91.0' },
      contributes: {
        configurationDefaults: {
          '[go]': { 'editor.codeActionsOnSave': { 'source.organizeImports': 'explicit' } },
        },
      },
    }),
  );
  return { tests, driver };
}

/**
 * What the suite wrote. The workbench and Electron report success when the extension host was killed, so only the line
 * that the suite writes last proves that it ran to its end.
 * @param {string} file @param {boolean} exitOk @returns {Counts}
 */
export function readSuiteLog(file, exitOk) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  process.stdout.write(text.replace(/^SUITE_RESULT .*\n?/m, ''));
  const result = /^SUITE_RESULT (.*)$/m.exec(text)?.[1];
  if (result === undefined) {
    console.log('  FAILED: the suite did not run to its end');
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const { passes, failures, pending } = JSON.parse(result);
  const nothingRan = passes + failures === 0;
  const failed = Math.max(failures, nothingRan || !exitOk ? 1 : 0);
  return { passed: passes, failed, skipped: pending };
}

/**
 * @param {{ vscode: import('./vscode-install.mjs').VsCode, chromium: string, extensionsDir: string }} run
 * @returns {Promise<Counts>}
 */
export async function runInServer({ vscode, chromium, extensionsDir }) {
  const { tests, driver } = await prepareSuite();
  const scratch = mkdtempSync(join(tmpdir(), 'premortem-suite-'));
  const suiteLog = join(scratch, 'suite.log');
  const workspace = copyWorkspace();
  const env = { PREMORTEM_SUITE_LOG: suiteLog, PREMORTEM_EXTENSIONS_DIR: extensionsDir };
  const server = await startServer(vscode, { extensionsDir, env });
  const browser = await launchBrowser(chromium);
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    /** @type {string[]} */
    const errors = [];
    await page.exposeFunction(
      'codeAutomationLog',
      (/** @type {string} */ type, /** @type {string[]} */ args) => {
        if (type === 'error') errors.push(args.join(' '));
      },
    );
    /** @type {Promise<number | undefined>} */
    const exit = new Promise((resolve) => {
      void page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => resolve(code));
      setTimeout(() => resolve(undefined), LIMIT_MS).unref();
    });
    await page.goto(
      windowUrl(server.port, workspace, [
        ['extensionDevelopmentPath', remoteUri(server.port, driver)],
        ['extensionTestsPath', remoteUri(server.port, tests)],
        ['enableProposedApi', ''],
      ]),
    );
    const code = await exit;
    if (code === undefined) {
      const picture = join(root, 'test-results', 'vscode', 'suite-timeout.png');
      await page.screenshot({ path: picture });
      console.log(`  no result in ${LIMIT_MS / 1000} s; see ${picture}\n${server.log()}`);
    }
    const counts = readSuiteLog(suiteLog, code === 0);
    if (counts.failed > 0 && errors.length > 0)
      console.log(`  logged by the workbench:\n${errors.join('\n')}`);
    return counts;
  } finally {
    await browser.close();
    await server.stop();
    rmSync(scratch, { recursive: true, force: true });
    rmSync(workspace, { recursive: true, force: true });
  }
}
