// Puts a real VS Code (the server and web workbench inside the npm package code-server) and the Node it needs into a
// cache folder outside the repository, and finds a Chromium to look at it with. A second call finds what the first left.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const CODE_SERVER = '4.139.1';
const NODE = '24.21.0';
const NODE_PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

/** Where downloads go; `PREMORTEM_VSCODE_CACHE` moves it. */
export const cacheDir = process.env.PREMORTEM_VSCODE_CACHE ?? join(homedir(), '.cache', 'premortem-vscode');

/**
 * @typedef {object} VsCode
 * @property {string} node a Node that the server runs on
 * @property {string} serverMain the server's entry
 * @property {string} version VS Code's version
 * @property {string} goGrammar the Go grammar that it ships
 * @property {boolean} logs whether log output channels show text (they need a native module, so a C++ compiler)
 */

/**
 * The installed VS Code server, installed now when it is not there.
 * @returns {{ vscode: VsCode } | { unavailable: string }}
 */
export function installVsCode() {
  const platform = `${process.platform}-${process.arch}`;
  if (!NODE_PLATFORMS.includes(platform))
    return { unavailable: `the VS Code server does not run on ${platform}` };
  const home = join(cacheDir, `code-server-${CODE_SERVER}-node-${NODE}-${platform}`);
  if (!existsSync(home)) {
    console.log(
      `Installing VS Code (code-server ${CODE_SERVER}, Node ${NODE}) into ${home}: once, about 800 MB`,
    );
    const partial = `${home}.partial-${process.pid}`;
    try {
      install(partial, platform);
      renameSync(partial, home);
    } catch (error) {
      try {
        rmSync(partial, { recursive: true, force: true });
      } catch {
        // the reason to tell is why it could not be installed
      }
      // another run may have finished first
      if (!existsSync(home)) return { unavailable: `VS Code could not be installed: ${firstLine(error)}` };
    }
  }
  const vscodeHome = join(home, 'node_modules', 'code-server', 'lib', 'vscode');
  const product = JSON.parse(readFileSync(join(vscodeHome, 'product.json'), 'utf8'));
  return {
    vscode: {
      node: join(home, 'node_modules', `node-${platform}`, 'bin', 'node'),
      serverMain: join(vscodeHome, 'out', 'server-main.js'),
      version: product.version ?? JSON.parse(readFileSync(join(vscodeHome, 'package.json'), 'utf8')).version,
      goGrammar: join(vscodeHome, 'extensions', 'go', 'syntaxes', 'go.tmLanguage.json'),
      logs: existsSync(nativeLog(vscodeHome)),
    },
  };
}

/** @param {string} vscodeHome */
const nativeLog = (vscodeHome) =>
  join(vscodeHome, 'node_modules', '@vscode', 'spdlog', 'build', 'Release', 'spdlog.node');

/** @param {unknown} error */
function firstLine(error) {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? text;
}

/**
 * Install scripts stay off (one would need Kerberos headers); only the module behind log output channels is compiled.
 * @param {string} folder @param {string} platform
 */
function install(folder, platform) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  npm(['install', '--ignore-scripts', `code-server@${CODE_SERVER}`, `node-${platform}@${NODE}`], folder);
  const vscodeHome = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  npm(['install', '--ignore-scripts', '--omit=dev'], vscodeHome);
  const node = join(folder, 'node_modules', `node-${platform}`);
  try {
    npm(['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], vscodeHome, {
      PATH: `${join(node, 'bin')}:${process.env.PATH}`,
      npm_config_ignore_scripts: 'false',
      npm_config_nodedir: node,
    });
  } catch (error) {
    console.log(
      `VS Code's log module was not compiled (${firstLine(error)}): log output channels stay empty`,
    );
  }
}

/**
 * Runs npm without what an enclosing `npm run` put into the environment: its prefix and ignore-scripts are not meant here.
 * @param {string[]} args @param {string} cwd @param {NodeJS.ProcessEnv} [extra]
 */
function npm(args, cwd, extra = {}) {
  const keep = /^npm_config_(registry|cache|userconfig|proxy|https_proxy|noproxy|cafile)$/i;
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) || keep.test(name)),
  );
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  execFileSync('npm', [...args, ...quiet], {
    cwd,
    env: { ...env, ...extra },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** The path of a Chromium or Chrome; undefined when there is none. `CHROMIUM` names one. */
export function findChromium() {
  const candidates = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ];
  return candidates.find((candidate) => candidate && existsSync(candidate));
}
