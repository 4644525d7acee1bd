// Runs the extension-host suite in desktop VS Code: the one that VSCODE_EXECUTABLE_PATH names, else a downloaded one.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  downloadAndUnzipVSCode,
  resolveCliArgsFromVSCodeExecutablePath,
  runTests,
} from '@vscode/test-electron';
import { prepareSuite, readSuiteLog } from './extension-host.mjs';
import { cacheDir } from './vscode-install.mjs';
import { copyWorkspace, writeQuietSettings } from './vscode-server.mjs';

/** @returns {Promise<{ executable: string } | { unavailable: string }>} */
export async function findElectron() {
  const named = process.env.VSCODE_EXECUTABLE_PATH;
  if (named) {
    return existsSync(named)
      ? { executable: named }
      : { unavailable: `VSCODE_EXECUTABLE_PATH names no file: ${named}` };
  }
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return {
      unavailable: 'no display for desktop VS Code; run under xvfb-run, or set VSCODE_EXECUTABLE_PATH',
    };
  }
  try {
    const executable = await downloadAndUnzipVSCode({
      version: 'stable',
      cachePath: join(cacheDir, 'desktop'),
      timeout: 15_000,
    });
    return { executable };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    return { unavailable: `VS Code cannot be downloaded (${reason}); set VSCODE_EXECUTABLE_PATH` };
  }
}

/**
 * @param {string} executable @param {string} vsix
 * @returns {Promise<import('./extension-host.mjs').Counts>}
 */
export async function runInElectron(executable, vsix) {
  const { tests, driver } = await prepareSuite();
  const scratch = mkdtempSync(join(tmpdir(), 'premortem-electron-'));
  const workspace = copyWorkspace();
  const extensionsDir = join(scratch, 'extensions');
  const userData = join(scratch, 'user-data');
  const suiteLog = join(scratch, 'suite.log');
  writeQuietSettings(join(userData, 'User', 'settings.json'));
  const folders = ['--extensions-dir', extensionsDir, '--user-data-dir', userData];
  try {
    const [cli, ...cliArgs] = resolveCliArgsFromVSCodeExecutablePath(executable, {
      reuseMachineInstall: true,
    });
    execFileSync(cli ?? executable, [...cliArgs, ...folders, '--install-extension', vsix], {
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    const code = await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: driver,
      extensionTestsPath: join(tests, 'index.js'),
      extensionTestsEnv: { PREMORTEM_SUITE_LOG: suiteLog, PREMORTEM_EXTENSIONS_DIR: extensionsDir },
      reuseMachineInstall: true,
      launchArgs: [workspace, ...folders, '--disable-workspace-trust', '--no-sandbox', '--disable-gpu'],
    }).catch(() => 1);
    return readSuiteLog(suiteLog, code === 0);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    rmSync(workspace, { recursive: true, force: true });
  }
}
