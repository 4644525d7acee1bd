// Real repositories for the scripts that judge whole repositories: from bare mirrors named owner+name/repo.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The large repositories whose findings are counted and sampled. */
export const LARGE = [
  'VictoriaMetrics/VictoriaMetrics',
  'beego/beego',
  'caddyserver/caddy',
  'coredns/coredns',
  'dapr/dapr',
  'etcd-io/etcd',
  'fatedier/frp',
  'flipped-aurora/gin-vue-admin',
  'goharbor/harbor',
  'hashicorp/nomad',
  'influxdata/telegraf',
  'libp2p/go-libp2p',
  'minio/minio',
  'moby/moby',
  'nats-io/nats-server',
  'prometheus/prometheus',
  'syncthing/syncthing',
  'traefik/traefik',
  'zeromicro/go-zero',
];

/** A mirror or a commit that is not there. */
export class Absent extends Error {}

/**
 * @param {string} mirrors folder of the mirrors
 * @param {string} repository owner/name
 * @param {string} revision
 * @returns {string} full hash of the commit
 */
export function commitOf(mirrors, repository, revision = 'HEAD') {
  const mirror = mirrorOf(mirrors, repository);
  const found = spawnSync(
    'git',
    ['--git-dir', mirror, 'rev-parse', '--quiet', '--verify', `${revision}^{commit}`],
    { encoding: 'utf8' },
  );
  if (found.status !== 0) throw new Absent(`no commit ${revision} in ${mirror}`);
  return found.stdout.trim();
}

/** @param {string} mirrors @param {string} repository */
export function mirrorOf(mirrors, repository) {
  const mirror = resolve(mirrors, repository.replace('/', '+'), 'repo');
  if (!existsSync(mirror)) throw new Absent(`no mirror of ${repository} at ${mirror}`);
  return mirror;
}

/**
 * The Go files and go.mod files (or vendor.mod, which stands for one) of a commit; kept in the temporary folder for the
 * next run. A file whose content the
 * mirror lacks is left out and told.
 * @param {string} mirrors
 * @param {string} repository
 * @param {string} commit full hash
 * @returns {string} folder
 */
export function checkout(mirrors, repository, commit) {
  const folder = join(tmpdir(), 'premortem-repositories', `${repository.replace('/', '+')}-${commit}`);
  if (existsSync(folder)) return folder;
  /** @param {readonly string[]} args @param {string} input */
  const git = (args, input = '') =>
    execFileSync('git', ['--git-dir', mirrorOf(mirrors, repository), ...args], { input, maxBuffer: 1 << 30 });
  const blobs = git(['ls-tree', '-r', '-z', commit])
    .toString()
    .split('\0')
    .map((entry) => /^1([02])0\d+ blob (\w+)\t(.*)$/s.exec(entry))
    .filter((match) => match !== null)
    .map(([, kind, hash, path]) => ({ isLink: kind === '2', hash, path }))
    .filter(({ path }) => /(?:^|\/)(?:[^/]+\.go|(?:go|vendor)\.mod)$/.test(path));
  if (blobs.length === 0) throw new Error(`${repository}: no Go files at ${commit}`);
  const contents = git(['cat-file', '--batch'], blobs.map(({ hash }) => `${hash}\n`).join(''));
  const part = `${folder}.${process.pid}`;
  let at = 0;
  for (const { isLink, path } of blobs) {
    const headEnd = contents.indexOf(10, at);
    const size = / blob (\d+)$/.exec(contents.toString('utf8', at, headEnd))?.[1];
    at = headEnd + 1;
    if (size === undefined) {
      console.error(`${repository}: the mirror lacks ${path}`);
      continue;
    }
    mkdirSync(dirname(join(part, path)), { recursive: true });
    const content = contents.subarray(at, at + Number(size));
    if (isLink)
      symlinkSync(content.toString(), join(part, path)); // Go builds what it points to
    else writeFileSync(join(part, path), content);
    at += Number(size) + 1;
  }
  try {
    renameSync(part, folder);
  } catch {
    rmSync(part, { recursive: true, force: true }); // another run was faster
  }
  return folder;
}

/**
 * Findings at the default level.
 * @param {string} cli the built command line
 * @param {string} folder
 * @param {readonly string[]} options more options of `check`
 * @returns {any} what `--format json` prints
 */
export function judge(cli, folder, options = []) {
  if (!existsSync(cli)) throw new Error(`${cli} is missing: npm run build`);
  const run = spawnSync(
    process.execPath,
    [cli, 'check', '--no-config', '--format', 'json', '--fail-on', 'never', ...options, '.'],
    { cwd: folder, maxBuffer: 1 << 30, encoding: 'utf8' },
  );
  if (run.status !== 0 && run.status !== 3)
    throw new Error(`check in ${folder}: ${run.error?.message ?? `exit ${run.status}: ${run.stderr}`}`);
  return JSON.parse(run.stdout);
}

/**
 * @param {any} result of `judge`
 * @param {string} commit
 */
export function countsOf(result, commit) {
  /** @param {readonly any[]} entries @param {string} key */
  const count = (entries, key) => {
    /** @type {Record<string, number>} */
    const counts = {};
    for (const entry of entries) counts[entry[key]] = (counts[entry[key]] ?? 0) + 1;
    return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  return {
    commit,
    files: result.stats.files,
    functions: result.stats.functions,
    failures: result.failures.length,
    notAnalysed: count(result.notAnalysed, 'reason'),
    findings: count(result.findings, 'rule'),
  };
}
