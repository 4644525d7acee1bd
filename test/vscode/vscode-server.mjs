// Starts the installed VS Code server with the packaged extension, and opens its workbench in a headless Chromium.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

/** @typedef {import('./vscode-install.mjs').VsCode} VsCode */

const here = dirname(fileURLToPath(import.meta.url));

/** User settings of a quiet window that saves only when told to (the web workbench would save by itself). */
const QUIET = {
  'files.autoSave': 'off',
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/**
 * A fresh extensions folder that holds the packaged extension alone.
 * @param {VsCode} vscode @param {string} vsix
 */
export function installExtension(vscode, vsix) {
  const folder = mkdtempSync(join(tmpdir(), 'premortem-extensions-'));
  const data = mkdtempSync(join(tmpdir(), 'premortem-install-'));
  try {
    execFileSync(
      vscode.node,
      [
        vscode.serverMain,
        '--install-extension',
        vsix,
        '--extensions-dir',
        folder,
        '--server-data-dir',
        data,
        '--accept-server-license-terms',
      ],
      { env: { ...process.env, EXTENSIONS_GALLERY: '{}' }, stdio: ['ignore', 'ignore', 'inherit'] },
    );
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
  return folder;
}

/** @param {string} file @param {object} [settings] */
export function writeQuietSettings(file, settings = {}) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...QUIET, ...settings }, null, 2));
}

/** A copy of a folder that tests may write to. @param {string} source */
export function copyFolder(source) {
  const folder = mkdtempSync(join(tmpdir(), 'premortem-workspace-'));
  cpSync(source, folder, { recursive: true });
  return folder;
}

/** A copy of the Go workspace that tests may write to: a git repository in which orders.go is new work. */
export function copyWorkspace() {
  const folder = copyFolder(join(here, 'workspace'));
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], {
      cwd: folder,
      stdio: 'ignore',
    });
  git('init', '--initial-branch=main');
  git('add', 'go.mod', 'healthy.go', 'suppressed.go');
  git('commit', '--message', 'start');
  return folder;
}

/**
 * @typedef {object} RunningServer
 * @property {number} port
 * @property {string} settingsFile the user settings of every window
 * @property {() => string} log
 * @property {() => Promise<void>} stop ends the server, its extension hosts and their language servers
 */

/**
 * @param {VsCode} vscode
 * @param {{ extensionsDir: string, settings?: object, env?: NodeJS.ProcessEnv, port?: number }} options
 * @returns {Promise<RunningServer>}
 */
export async function startServer(vscode, { extensionsDir, settings = {}, env = {}, port = 0 }) {
  const data = mkdtempSync(join(tmpdir(), 'premortem-vscode-'));
  const settingsFile = join(data, 'data', 'User', 'settings.json');
  writeQuietSettings(settingsFile, settings);
  const child = spawn(
    vscode.node,
    [
      vscode.serverMain,
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
      ...['--accept-server-license-terms', '--enable-smoke-test-driver', '--disable-workspace-trust'],
      ...['--telemetry-level', 'off', '--server-data-dir', data, '--extensions-dir', extensionsDir],
    ],
    {
      env: { ...process.env, EXTENSIONS_GALLERY: '{}', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // a process group of its own, so that stopping it takes everything that it started along
      detached: true,
    },
  );
  const endGroup = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      process.kill(-(child.pid ?? 0), signal);
    } catch {
      // gone already
    }
  };
  const onExit = () => endGroup('SIGKILL');
  process.once('exit', onExit);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let log = '';
  const stop = async () => {
    endGroup('SIGTERM');
    await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 3000))]);
    endGroup('SIGKILL');
    process.off('exit', onExit);
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    const listening = await new Promise((resolve, reject) => {
      const read = (/** @type {Buffer} */ chunk) => {
        log += chunk;
        const match = /Extension host agent listening on (\d+)/.exec(log);
        if (match) resolve(Number(match[1]));
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`the VS Code server exited with ${code}\n${log}`)));
      setTimeout(() => reject(new Error(`the VS Code server did not start in 60 s\n${log}`)), 60_000).unref();
    });
    return { port: listening, settingsFile, log: () => log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {string} executablePath */
export function launchBrowser(executablePath) {
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * The address of a window on a folder.
 * @param {number} port @param {string} folder
 * @param {readonly (readonly [string, string])[]} [payload] what VS Code's own tests pass to a window
 */
export function windowUrl(port, folder, payload = []) {
  const all = JSON.stringify([['skipWelcome', 'true'], ...payload]);
  return `http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(all)}`;
}

/** @param {number} port @param {string} path */
export const remoteUri = (port, path) => `vscode-remote://127.0.0.1:${port}${path}`;
