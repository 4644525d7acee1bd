// Does what a person does, in a real VS Code window, and leaves pictures in test-results/vscode.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  copyFolder,
  copyWorkspace,
  launchBrowser,
  remoteUri,
  startServer,
  windowUrl,
} from './vscode-server.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const pictures = join(root, 'test-results', 'vscode');

/** @typedef {import('playwright-core').Page} Page */

/** Counts checks; one that fails leaves a picture and does not keep the next from running. */
class Checks {
  passed = 0;
  failed = 0;
  skipped = 0;

  /** @param {string} name @param {Page} page @param {() => Promise<void>} body */
  async check(name, page, body) {
    try {
      await body();
      this.passed++;
      console.log(`    ✔ ${name}`);
    } catch (error) {
      this.failed++;
      const picture = join(pictures, `failed-${this.failed}.png`);
      await page.screenshot({ path: picture }).catch(() => {});
      const message = error instanceof Error ? error.message : String(error);
      console.log(`    FAILED: ${name}\n      ${message.replaceAll('\n', '\n      ')}\n      see ${picture}`);
    }
  }

  /** @param {string} name @param {string} reason */
  skip(name, reason) {
    this.skipped++;
    console.log(`    skipped: ${name}: ${reason}`);
  }
}

/** @param {Page} page @param {string} name */
const picture = (page, name) => page.screenshot({ path: join(pictures, `${name}.png`) });

/**
 * @param {{ vscode: import('./vscode-install.mjs').VsCode, chromium: string, extensionsDir: string, docsPicture?: string }} run
 *   docsPicture: where the README's picture of the hover card goes
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function runPerson(run) {
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  const checks = new Checks();
  await inWindow(run, {}, (page, at) => english(checks, page, at, run));
  await inWindow(run, { 'premortem.locale': 'zh-cn' }, (page) => chinese(checks, page));
  await inWindow(run, {}, (page, at) => switchedOff(checks, page, at));
  for (const locale of ['en', 'zh-cn']) {
    await inWindow(run, { 'premortem.locale': locale }, (page) => demo(checks, page, locale), {
      workspace: copyFolder(join(root, 'examples', 'orders')),
      file: 'main.go',
    });
  }
  return { passed: checks.passed, failed: checks.failed, skipped: checks.skipped };
}

/**
 * @typedef {object} Place
 * @property {string} workspace
 * @property {string} settingsFile
 * @property {string} url
 * @property {string} extensionsDir
 */

/**
 * Opens a file in a window of a server of its own.
 * @param {Parameters<typeof runPerson>[0]} run @param {object} settings
 * @param {(page: Page, at: Place) => Promise<void>} body
 * @param {{ workspace: string, file: string }} [on] a folder that is removed afterwards, and its file to open
 */
async function inWindow(
  { vscode, chromium, extensionsDir },
  settings,
  body,
  { workspace, file: name } = { workspace: copyWorkspace(), file: 'orders.go' },
) {
  const server = await startServer(vscode, {
    extensionsDir,
    settings: { 'editor.hover.delay': 100, 'editor.fontSize': 13, ...settings },
  });
  const browser = await launchBrowser(chromium);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 });
    page.setDefaultTimeout(20_000);
    const file = remoteUri(server.port, join(workspace, name));
    const url = windowUrl(server.port, workspace, [['openFile', file]]);
    await page.goto(url);
    await page.waitForSelector('.editor-instance .view-lines .view-line');
    await body(page, { workspace, settingsFile: server.settingsFile, url, extensionsDir });
  } finally {
    await browser.close();
    await server.stop();
    rmSync(workspace, { recursive: true, force: true });
  }
}

const SQUIGGLE = '.editor-instance .squiggly-warning';
const HOVER = '.monaco-hover:not(.hidden)';
const MENU_ROW = '.action-widget .monaco-list-row.action';

/** The word of the finding on the screen. @param {Page} page */
const call = (page) =>
  page
    .locator('.editor-instance .view-line', { hasText: 'peer.Get' })
    .locator('span span', { hasText: 'Get' })
    .first();

/** @param {Page} page */
async function hoverCard(page) {
  await page.mouse.move(5, 5);
  await call(page).hover();
  const hover = page.locator(HOVER).first();
  await hover.waitFor({ state: 'visible' });
  await page.waitForTimeout(600);
  return hover;
}

/**
 * Does it again when nothing came of it: on a slow machine a late focus change closes a menu that has just opened.
 * @template Result @param {() => Promise<Result>} body @returns {Promise<Result>}
 */
async function again(body) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await body();
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

/** The rows of the menu behind Ctrl+. @param {Page} page */
const quickFixes = (page) =>
  again(async () => {
    await page.keyboard.press('Escape');
    await call(page).click();
    await page.waitForSelector('.lightBulbWidget', { state: 'visible' });
    await page.keyboard.press('Control+.');
    await page.waitForSelector(MENU_ROW, { state: 'visible', timeout: 8000 });
    return page.locator(MENU_ROW).allTextContents();
  });

/** The palette is filled anew where it closed or listed nothing: a busy workbench, or a preview that loads late and takes the focus, does both. @param {Page} page @param {string} title */
const runCommand = (page, title) =>
  again(async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    const input = page.locator('.quick-input-widget input[type="text"]').first();
    await input.waitFor({ state: 'visible' });
    await input.fill(`>${title}`);
    const label = page.locator('.quick-input-widget .monaco-list-row .label-name', {
      hasText: new RegExp(`^${title}$`),
    });
    await label.first().click({ timeout: 10_000 });
  });

/** @param {Page} page @param {string} text @param {boolean} present */
const waitForText = (page, text, present = true) =>
  page.waitForFunction(
    ([wanted, isPresent]) => {
      const lines = document.querySelector('.editor-instance .view-lines');
      const shown = (lines instanceof HTMLElement ? lines.textContent : '').replaceAll('\u00a0', ' ');
      return shown.includes(String(wanted)) === isPresent;
    },
    /** @type {[string, boolean]} */ ([text, present]),
  );

const CLOSE = 'defer resp.Body.Close()';

/** @param {Checks} checks @param {Page} page @param {Place} at @param {Parameters<typeof runPerson>[0]} run */
async function english(checks, page, at, run) {
  const file = join(at.workspace, 'orders.go');
  const original = readFileSync(file, 'utf8');
  await checks.check('a squiggle under the call', page, async () => {
    await page.waitForSelector(SQUIGGLE);
    assert.equal(await page.locator(SQUIGGLE).count(), 1);
    await picture(page, '01-squiggle');
  });
  await checks.check('hovering shows one card with the failure chain', page, async () => {
    const hover = await hoverCard(page);
    await picture(page, '02-hover');
    const cards = page.locator(`${HOVER} .hover-contents`, { hasText: 'Intercept' });
    assert.equal(await cards.count(), 1);
    const text = (await hover.textContent()) ?? '';
    for (const part of ['Signal', 'Verify', 'Intercept'])
      assert.ok(text.includes(part), `${part} in ${text}`);
  });
  await checks.check('in a tall window the whole card is visible', page, async () => {
    await page.setViewportSize({ width: 1280, height: 2600 });
    const hover = await hoverCard(page);
    const box = await hover.boundingBox();
    const line = await page.locator('.editor-instance .view-line', { hasText: 'func Fetch' }).boundingBox();
    assert.ok(box && line);
    assert.ok(box.y > line.y, 'below the call');
    const top = line.y - 26;
    const clip = { x: 355, y: top, width: 920, height: box.y + box.height + 14 - top };
    await page.screenshot({ path: join(pictures, '02-hover-card.png'), clip });
    const links = await hover.locator('a', { hasText: /Full explanation/ }).count();
    await page.setViewportSize({ width: 1280, height: 800 });
    assert.equal(links, 1);
    if (run.docsPicture) {
      mkdirSync(dirname(run.docsPicture), { recursive: true });
      copyFileSync(join(pictures, '02-hover-card.png'), run.docsPicture);
    }
  });
  await checks.check('the light bulb, and Ctrl+. puts the safe fix first', page, async () => {
    const rows = await quickFixes(page);
    await picture(page, '03-menu');
    assert.match(rows[0] ?? '', /http-body-not-closed/);
    assert.match(rows[0] ?? '', /[Cc]los/);
    assert.ok(!/ignore|explain/i.test(rows[0] ?? ''), rows.join('\n'));
  });
  await checks.check('the fix is applied and the squiggle goes', page, async () => {
    await page.keyboard.press('Enter');
    await waitForText(page, CLOSE);
    await page.waitForSelector(SQUIGGLE, { state: 'detached' });
    await picture(page, '04-fixed');
  });
  await checks.check('one undo takes the whole fix back', page, async () => {
    await page.keyboard.press('Control+z');
    await waitForText(page, CLOSE, false);
    await page.waitForSelector(SQUIGGLE);
    await page.keyboard.press('Control+s');
    await page.waitForTimeout(800);
    assert.equal(readFileSync(file, 'utf8'), original);
  });
  await checks.check('fix on save is one command away', page, async () => {
    await runCommand(page, 'Premortem: Fix Go files on save');
    await runCommand(page, 'Notifications: Show Notifications');
    await page.waitForSelector('.notifications-center .notification-list-item', { state: 'visible' });
    await picture(page, '05-fix-on-save');
    const settings = JSON.parse(readFileSync(at.settingsFile, 'utf8'));
    assert.deepEqual(settings['[go]'], {
      'editor.codeActionsOnSave': { 'source.fixAll.premortem': 'explicit' },
    });
    await runCommand(page, 'Notifications: Clear All Notifications');
  });
  await checks.check('saving writes a fixed file; saving again changes nothing', page, async () => {
    await page.locator('.editor-instance .view-lines').first().click();
    await page.keyboard.press('Control+s');
    await waitForText(page, CLOSE);
    await page.waitForTimeout(800);
    const saved = readFileSync(file, 'utf8');
    assert.ok(saved.includes(CLOSE));
    await picture(page, '06-saved');
    await page.keyboard.press('Control+s');
    await page.waitForTimeout(1200);
    assert.equal(readFileSync(file, 'utf8'), saved);
  });
  if (hasGo()) {
    await checks.check('the saved file is formatted and passes go vet', page, async () => {
      assert.equal(execFileSync('gofmt', ['-l', file], { encoding: 'utf8' }), '');
      execFileSync('go', ['vet', './...'], { cwd: at.workspace, stdio: ['ignore', 'ignore', 'inherit'] });
    });
  } else checks.skip('the saved file is formatted and passes go vet', 'Go is not on PATH');
  await checks.check('the language status says so', page, async () => {
    assert.match(await languageStatus(page), /Premortem: no findings/);
    await picture(page, '07-status');
    await page.mouse.move(640, 300);
  });
  await checks.check('the self-check shows a report of what changed', page, async () => {
    await page.keyboard.press('Control+z');
    await waitForText(page, CLOSE, false);
    await runCommand(page, 'Premortem: Self-check my changes');
    const report = await previewText(page, /http-body-not-closed/);
    await picture(page, '08-self-check');
    assert.match(report, /orders\.go/);
  });
  await checks.check('a rule is explained in the preview', page, async () => {
    const rule = page
      .locator('.quick-input-widget .monaco-list-row', { hasText: 'http-body-not-closed' })
      .first();
    await again(async () => {
      await runCommand(page, 'Premortem: Explain a rule');
      await rule.waitFor({ state: 'visible', timeout: 8000 });
      await picture(page, '09-rules');
      await rule.click({ timeout: 8000 });
    });
    await previewText(page, /Failure chain/);
    await picture(page, '10-explained');
  });
  await checks.check('the name of a rule under a finding opens its page', page, async () => {
    await openFile(page, 'healthy.go');
    await openFile(page, 'orders.go');
    await page.waitForSelector(SQUIGGLE);
    const hover = await hoverCard(page);
    await hover.locator('a', { hasText: 'http-body-not-closed' }).first().click();
    await waitForText(page, '## Failure chain');
  });
  await checks.check('the directive of a suppression has colours of its own', page, async () => {
    await openFile(page, 'suppressed.go');
    const line = page.locator('.editor-instance .view-line', { hasText: 'premortem:ignore' }).first();
    await line.waitFor({ state: 'visible' });
    await page.waitForTimeout(1500);
    const classOf = (/** @type {string} */ text) =>
      line.locator('span span', { hasText: text }).first().getAttribute('class');
    const [directive, rule, slashes] = [
      await classOf('premortem:ignore'),
      await classOf('http-body-not-closed'),
      await classOf('//'),
    ];
    await picture(page, '11-directive');
    assert.notEqual(directive, slashes);
    assert.notEqual(rule, directive);
    assert.equal(await page.locator(SQUIGGLE).count(), 0);
  });
  await checks.check('a wrong setting is said in the language status, not in a message', page, async () => {
    const folder = join(at.workspace, '.vscode');
    mkdirSync(folder);
    const settings = { 'premortem.rules': { 'http-body-not-clozed': 'off' } };
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
    const end = Date.now() + 20_000;
    let text = await languageStatus(page);
    while (!/configuration error/.test(text)) {
      assert.ok(Date.now() < end, text);
      await page.mouse.move(640, 300);
      await page.waitForTimeout(500);
      text = await languageStatus(page);
    }
    await picture(page, '15-wrong-setting');
    assert.match(text, /http-body-not-closed/, 'the name that was meant');
    assert.equal(await page.locator('.notification-list-item:visible').count(), 0);
  });
  if (run.vscode.logs) {
    await checks.check('the output has the reason', page, async () => {
      await runCommand(page, 'Premortem: Show output');
      await page.waitForFunction(() =>
        document.querySelector('.output-view')?.textContent?.includes('http-body-not-clozed'),
      );
      await picture(page, '16-output');
    });
  } else
    checks.skip(
      'the output has the reason',
      'the log module of VS Code was not compiled (needs a C++ compiler)',
    );
}

/** The entry of the language status that is ours. @param {Page} page */
async function languageStatus(page) {
  const button = '.statusbar-item [aria-label*="Language Status" i], #status\\.languageStatus';
  await page.locator(button).first().hover();
  const status = page.locator('.hover-language-status', { hasText: 'Premortem' }).first();
  await status.waitFor({ state: 'visible' });
  return (await status.textContent()) ?? '';
}

/** @param {Page} page @param {string} name */
async function openFile(page, name) {
  await page.keyboard.press('Control+p');
  await page.locator('.quick-input-widget input[type="text"]').first().fill(name);
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: name }).first().click();
  await page.locator('.tab.active', { hasText: name }).waitFor({ state: 'visible' });
}

/** The text of the Markdown preview, which lives in two nested frames. @param {Page} page @param {RegExp} wanted */
async function previewText(page, wanted) {
  const end = Date.now() + 20_000;
  for (;;) {
    for (const frame of page.frames()) {
      const text = await frame
        .locator('body.vscode-body')
        .textContent({ timeout: 500 })
        .catch(() => '');
      if (wanted.test(text)) return text;
    }
    if (Date.now() > end) throw new Error(`no preview with ${wanted}`);
    await page.waitForTimeout(200);
  }
}

/** @param {Checks} checks @param {Page} page */
async function chinese(checks, page) {
  await checks.check('premortem.locale zh-cn: card, message and actions in Chinese', page, async () => {
    await page.waitForSelector(SQUIGGLE);
    const hover = await hoverCard(page);
    const text = (await hover.textContent()) ?? '';
    await picture(page, '12-hover-zh');
    for (const part of ['信号', '验证', '拦截', 'http-body-not-closed']) assert.ok(text.includes(part), part);
    assert.ok(!text.includes('Signal'), text);
    const rows = await quickFixes(page);
    await picture(page, '13-menu-zh');
    assert.match(rows[0] ?? '', /[\u4e00-\u9fff]/);
    await page.keyboard.press('Escape');
  });
}

const FAULTS = [
  ['prices.go', 'http-body-not-closed'],
  ['store.go', 'context-without-deadline'],
  ['store.go', 'mysql-parse-time-missing'],
  ['store.go', 'sql-pool-unconfigured'],
  ['worker.go', 'select-blocks-forever'],
];

/** The text of a link that is a rule's name. */
const RULE = /^[a-z]+(?:-[a-z]+)+$/;

/** The example service holds the faults and nothing else. @param {Checks} checks @param {Page} page @param {string} locale */
async function demo(checks, page, locale) {
  await page.setViewportSize({ width: 1280, height: 3000 });
  /** @type {string[]} */
  const seen = [];
  await checks.check(`the demo shows each of its faults with its card, ${locale}`, page, async () => {
    for (const file of ['main.go', 'prices.go', 'service.go', 'store.go', 'worker.go']) {
      await openFile(page, file);
      const squiggles = page.locator('.editor-instance .squiggly-warning, .editor-instance .squiggly-info');
      if (FAULTS.some(([name]) => name === file)) await squiggles.first().waitFor({ state: 'visible' });
      // what is wrong in a healthy file would come as late as what is right in a faulty one
      await page.waitForTimeout(1500);
      for (let index = 0; index < (await squiggles.count()); index++) {
        const box = await squiggles.nth(index).boundingBox();
        assert.ok(box);
        await page.mouse.move(5, 5);
        await page.keyboard.press('Escape');
        await page.mouse.move(box.x + box.width - 4, box.y + box.height / 2);
        const hover = page.locator(HOVER).first();
        await hover.waitFor({ state: 'visible' });
        await page.waitForTimeout(700);
        const names = (await hover.locator('a').allTextContents()).filter((text) => RULE.test(text));
        assert.ok(names.length > 0, `a rule under the squiggle in ${file}`);
        seen.push(...names.map((name) => `${file} ${name}`));
        const hoverBox = await hover.boundingBox();
        assert.ok(hoverBox);
        const top = Math.min(hoverBox.y, box.y - 20) - 10;
        const bottom = Math.max(hoverBox.y + hoverBox.height, box.y + 40) + 10;
        const clip = { x: 355, y: top, width: 920, height: bottom - top };
        await page.screenshot({ path: join(pictures, `demo-${file}-${index}-${locale}.png`), clip });
      }
    }
    assert.deepEqual([...new Set(seen)].sort(), FAULTS.map((fault) => fault.join(' ')).sort());
  });
}

/** @param {Checks} checks @param {Page} page @param {Place} at */
async function switchedOff(checks, page, at) {
  await checks.check('switching the extension off leaves nothing behind', page, async () => {
    await page.waitForSelector(SQUIGGLE);
    if (process.platform === 'linux') assert.equal(serverProcesses(at.extensionsDir).length, 1);
    await runCommand(page, 'Extensions: Disable All Installed Extensions');
    await page.waitForTimeout(1000);
    await page.goto(at.url);
    await page.waitForSelector('.editor-instance .view-lines .view-line');
    await page.waitForTimeout(4000);
    await picture(page, '14-switched-off');
    // the editor ends the extension host of the page that was left in its own time, and the language server
    // looks for its parent every three seconds
    const deadline = Date.now() + 30_000;
    while (
      process.platform === 'linux' &&
      serverProcesses(at.extensionsDir).length > 0 &&
      Date.now() < deadline
    )
      await page.waitForTimeout(500);
    if (process.platform === 'linux') assert.deepEqual(serverProcesses(at.extensionsDir), []);
    assert.equal(await page.locator('.squiggly-warning').count(), 0);
    await page.keyboard.press('F1');
    const input = page.locator('.quick-input-widget input[type="text"]').first();
    await input.fill('>Premortem: Restart server');
    await page.waitForTimeout(800);
    assert.equal(
      await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Premortem: Restart' }).count(),
      0,
    );
  });
}

/** Language servers of the extension in a folder, from Linux's process table. @param {string} extensionsDir */
function serverProcesses(extensionsDir) {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return command.includes(extensionsDir) && command.includes('server.js\0--node-ipc');
    } catch {
      return false;
    }
  });
}

function hasGo() {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
