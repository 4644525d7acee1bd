/** A program that ends by itself when an argument gives it a limit. */
export interface CommandLimit {
  /** The first argument that the limit belongs to; undefined when it is for every use of the program. */
  readonly subcommand?: string;
  /** Options whose value is the limit, as `-m 5`, `-m=5` or, of one letter, `-m5`. */
  readonly options: readonly string[];
  readonly source: string;
}

/** Programs by the last element of their path. */
export const COMMAND_LIMITS: ReadonlyMap<string, CommandLimit> = new Map([
  [
    'go',
    {
      subcommand: 'test',
      options: ['-timeout', '--timeout', '-test.timeout'],
      source:
        'go help testflag: "If a test binary runs longer than duration d, panic. If d is 0, the timeout is disabled."',
    },
  ],
  [
    'curl',
    {
      options: ['-m', '--max-time'],
      source: 'curl --help all: "--max-time Maximum time allowed for transfer"',
    },
  ],
  [
    'wget',
    {
      options: ['-T', '--timeout'],
      source: 'wget --help: "--timeout=SECONDS set all timeout values to SECONDS"',
    },
  ],
  [
    'kubectl',
    {
      options: ['--request-timeout', '--timeout'],
      source: 'kubectl options: "The length of time to wait before giving up on a single server request"',
    },
  ],
]);

/**
 * Programs that run another for a limited time; the limit is their first operand (timeout --help: "Start COMMAND, and kill
 * it if still running after DURATION. A duration of 0 disables the associated timeout."; gtimeout is its name on macOS).
 */
export const TIME_LIMITERS: ReadonlySet<string> = new Set(['timeout', 'gtimeout']);

/** A duration that stands for no limit. */
export const NO_LIMIT = /^0+(?:\.0*)?[a-z]*$/;

/**
 * Programs that print what the system knows of itself, of its processes or of a user, or signal one, and end (POSIX utilities,
 * coreutils, util-linux; lsmod(8): "nicely formats the contents of the /proc/modules").
 */
export const INSTANT: ReadonlySet<string> = new Set([
  'arch',
  'date',
  'echo',
  'false',
  'getconf',
  'hostname',
  'id',
  'kill',
  'killall',
  'logname',
  'lsb_release',
  'lscpu',
  'lsmod',
  'nproc',
  'pgrep',
  'pkill',
  'printf',
  'ps',
  'pwd',
  'sw_vers',
  'sysctl',
  'true',
  'tty',
  'uname',
  'uptime',
  'which',
  'whoami',
]);

/** Files that the system answers for itself: cat of these ends at once. */
export const SYSTEM_FILES = /^\/(?:proc|sys|etc)\//;

/** Programs that read the files which they are given to the end, and compare or add them up (POSIX utilities, coreutils). */
export const FILE_COMPARERS: ReadonlySet<string> = new Set([
  'b2sum',
  'cksum',
  'cmp',
  'comm',
  'diff',
  'md5sum',
  'sha1sum',
  'sha256sum',
  'sha512sum',
]);

/** What asks a program about itself, as its only argument (GNU coding standards, "--version" and "--help"; the flags of package flag). */
export const ABOUT_ITSELF: ReadonlySet<string> = new Set([
  '--help',
  '--version',
  '-V',
  '-h',
  '-help',
  '-v',
  '-version',
  'help',
  'version',
]);

/** What asks a program about one of its subcommands, behind that (GNU coding standards, "--help"; docker build --help). */
export const ABOUT_SUBCOMMAND = '--help';

/** Programs whose first operand is a machine, a user or another program, which gets what stands behind it (ssh(1), su(1), sudo(8), env(1)). */
export const RUNS_OTHERS: ReadonlySet<string> = new Set([
  'doas',
  'env',
  'nohup',
  'ssh',
  'su',
  'sudo',
  'xargs',
]);

/** Programs whose `version` asks a server for its own (docker version: "Server"; kubectl version: "Server Version"). */
export const ASKS_SERVER: ReadonlySet<string> = new Set([
  'docker',
  'helm',
  'kubectl',
  'nerdctl',
  'oc',
  'podman',
]);

/**
 * Programs that work on files and tables of this machine and end with them, for all arguments or for these subcommands: POSIX
 * utilities and coreutils on named files; tar, gzip and zip on an archive; git on its own folder without transfer, hooks or
 * an editor (git help git, "plumbing commands"); go env and go version; the routes of the kernel (route.exe: "PRINT Prints a route").
 */
export const FINITE: ReadonlyMap<string, 'all' | ReadonlySet<string>> = new Map<
  string,
  'all' | ReadonlySet<string>
>([
  ...[
    'basename',
    'bunzip2',
    'bzip2',
    'chmod',
    'chown',
    'cp',
    'dirname',
    'gunzip',
    'gzip',
    'ln',
    'mkdir',
    'mv',
    'readlink',
    'realpath',
    'rm',
    'rmdir',
    'tar',
    'touch',
    'unxz',
    'unzip',
    'xz',
    'zip',
  ].map((name) => [name, 'all'] as const),
  [
    'git',
    new Set([
      'check-ref-format',
      'config',
      'init',
      'rev-parse',
      'show-ref',
      'symbolic-ref',
      'update-ref',
      'var',
    ]),
  ],
  ['go', new Set(['env', 'version'])],
  ['route', new Set(['print', 'PRINT'])],
]);

/**
 * Programs that wait for another machine, a daemon, a lock that others hold or a person, for all arguments or for these
 * subcommands: clients of the network and of container engines, package managers, mounts (nfs(5): "hard" mounts retry
 * "indefinitely"), sudo ("prompts for a password"), and the transfers of git (git help git, "Interrogation and synchronization commands") and go (go help modules).
 */
export const WAITS_FOR_OTHERS: ReadonlyMap<string, 'all' | ReadonlySet<string>> = new Map<
  string,
  'all' | ReadonlySet<string>
>([
  ...[
    'apk',
    'apt',
    'apt-get',
    'aws',
    'az',
    'curl',
    'dig',
    'dnf',
    'docker',
    'gcloud',
    'gsutil',
    'helm',
    'kubectl',
    'mount',
    'mysql',
    'mysqldump',
    'nc',
    'nerdctl',
    'npm',
    'nslookup',
    'oc',
    'pg_dump',
    'ping',
    'pip',
    'podman',
    'psql',
    'rsync',
    'scp',
    'sftp',
    'ssh',
    'sudo',
    'umount',
    'wget',
    'yarn',
    'yum',
  ].map((name) => [name, 'all'] as const),
  ['git', new Set(['clone', 'fetch', 'ls-remote', 'pull', 'push', 'remote', 'submodule'])],
  ['go', new Set(['build', 'get', 'install', 'list', 'mod', 'run', 'test'])],
]);

/** Options of sudo with which it runs the command or fails (sudo(8), -n: "Avoid prompting the user for input of any kind"). */
export const ASKS_NOBODY: ReadonlySet<string> = new Set(['-n', '--non-interactive']);

/** Programs that run what another argument says. */
export const SHELLS: ReadonlySet<string> = new Set(['bash', 'cmd', 'powershell', 'pwsh', 'sh', 'zsh']);

/** Options before the subcommand of a program that take the next argument (git help git). */
export const LEADING_OPTIONS: ReadonlySet<string> = new Set([
  '-C',
  '-c',
  '--git-dir',
  '--work-tree',
  '--namespace',
]);
