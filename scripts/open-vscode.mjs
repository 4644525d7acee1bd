// Opens the demo in VS Code with the extension from this folder: desktop VS Code when `code` is on PATH, else the VS Code
// server, whose address is printed. node scripts/open-vscode.mjs [FOLDER] [--server] [--port N]
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installVsCode } from '../test/vscode/vscode-install.mjs';
import { installExtension, remoteUri, startServer, windowUrl } from '../test/vscode/vscode-server.mjs';
import { readOptions } from './options.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values, positionals } = readOptions(import.meta.url, {
  allowPositionals: true,
  options: { server: { type: 'boolean' }, port: { type: 'string' } },
});
const demo = join(root, 'examples', 'orders');
const folder = resolve(positionals[0] ?? demo);
/** The file to begin with: one of the demo that has a finding. */
const first = folder === demo ? join(demo, 'prices.go') : undefined;

const scratch = mkdtempSync(join(tmpdir(), 'premortem-demo-'));
const vsix = join(scratch, 'premortem.vsix');
execFileSync(process.execPath, [join(root, 'scripts', 'package.mjs'), vsix], { stdio: 'inherit' });

if (!values.server && hasDesktopCode()) openDesktop();
else await openServer();

function hasDesktopCode() {
  const result = spawnSync('code', ['--version'], { stdio: 'ignore', shell: process.platform === 'win32' });
  return result.status === 0;
}

/** In a profile of its own, so that the user's settings and extensions stay as they are. */
function openDesktop() {
  const own = [
    '--user-data-dir',
    join(scratch, 'user-data'),
    '--extensions-dir',
    join(scratch, 'extensions'),
  ];
  const shell = process.platform === 'win32';
  execFileSync('code', [...own, '--install-extension', vsix], { stdio: 'inherit', shell });
  execFileSync(
    'code',
    [...own, '--disable-workspace-trust', '--new-window', folder, ...(first ? [first] : [])],
    {
      stdio: 'inherit',
      shell,
    },
  );
}

async function openServer() {
  const installed = installVsCode();
  if ('unavailable' in installed) {
    console.error(`${installed.unavailable}. Install VS Code and put \`code\` on PATH.`);
    process.exit(1);
  }
  const extensionsDir = installExtension(installed.vscode, vsix);
  const server = await startServer(installed.vscode, {
    extensionsDir,
    ...(values.port ? { port: Number(values.port) } : {}),
  });
  const url = windowUrl(server.port, folder, first ? [['openFile', remoteUri(server.port, first)]] : []);
  console.log(`\nVS Code ${installed.vscode.version} on ${folder}\n\n  ${url}\n\nCtrl+C ends it.`);
  const end = async () => {
    await server.stop();
    for (const path of [extensionsDir, scratch]) rmSync(path, { recursive: true, force: true });
    process.exit(0);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}
