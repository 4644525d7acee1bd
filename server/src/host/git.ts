import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Localized } from '../core/finding.ts';

/** Git cannot answer; the message says what to do. */
export class GitProblem extends Error {
  override readonly name = 'GitProblem';
  constructor(readonly localized: Localized) {
    super(localized.en);
  }
}

/** The tree without files, which every repository knows. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** What has changed in a file: 1-based line ranges of the new text, or the whole of it. */
export type ChangedLines = readonly { readonly from: number; readonly to: number }[] | 'all';

export interface Changes {
  /** Absolute paths of Go files that exist now. */
  readonly files: ReadonlyMap<string, ChangedLines>;
  /** What they were compared with, as a person would name it. */
  readonly base: string;
  /** Text of the files in the index, when the index was asked for. */
  readonly staged: ReadonlyMap<string, string>;
}

/** Runs git in a folder; undefined when it fails. */
function git(cwd: string, ...args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', args, {
      cwd,
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString('utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new GitProblem({
        en: 'git is not installed, or the folder is gone; --all checks every function without git',
        'zh-cn': '没有安装 git，或者目录已不存在；用 --all 可以不依赖 git 检查全部函数',
      });
    }
    return undefined;
  }
}

/**
 * The Go files and lines that differ from a base: by default the merge base with the default branch, work that is not
 * committed included.
 * @param staged compare the index instead of the work tree
 * @throws GitProblem
 */
export function changesSince(cwd: string, base: string | undefined, staged: boolean): Changes {
  const root = git(cwd, 'rev-parse', '--show-toplevel')?.trim();
  if (!root) {
    throw new GitProblem({
      en: 'not a git repository; --all checks every function without git',
      'zh-cn': '这里不是 git 仓库；用 --all 可以不依赖 git 检查全部函数',
    });
  }
  const from = baseOf(root, base, staged);
  const range = staged ? ['--cached', from.revision] : [from.revision];
  const diff = git(
    root,
    'diff',
    '-U0',
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    '--text',
    '--inter-hunk-context=0',
    '--no-renames',
    '--src-prefix=a/',
    '--dst-prefix=b/',
    ...range,
    '--',
    '*.go',
  );
  if (diff === undefined) {
    throw new GitProblem({
      en: `git cannot compare with ${from.name}`,
      'zh-cn': `git 无法与 ${from.name} 比较`,
    });
  }
  const files = new Map<string, ChangedLines>();
  for (const [path, ranges] of parseDiff(diff)) files.set(join(root, path), ranges);
  const texts = new Map<string, string>();
  if (staged) {
    for (const path of files.keys()) {
      const text = git(root, 'show', '--no-textconv', `:0:${path.slice(root.length + 1)}`);
      if (text !== undefined) texts.set(path, text);
    }
  } else {
    const untracked = git(root, 'ls-files', '-o', '--exclude-standard', '-z', '--', '*.go') ?? '';
    for (const path of untracked.split('\0').filter(Boolean)) files.set(join(root, path), 'all');
  }
  return { files, base: from.name, staged: texts };
}

function baseOf(
  root: string,
  base: string | undefined,
  staged: boolean,
): { readonly revision: string; readonly name: string } {
  const hasCommit = git(root, 'rev-parse', '--verify', '-q', 'HEAD') !== undefined;
  if (base !== undefined) {
    const isKnown =
      !base.startsWith('-') && git(root, 'rev-parse', '--verify', '-q', `${base}^{object}`) !== undefined;
    if (!isKnown && isShallow(root)) {
      throw new GitProblem({
        en: `unknown revision ${base}; the clone is shallow: git fetch --unshallow (in CI: fetch-depth: 0)`,
        'zh-cn': `未知的版本 ${base}；这是浅克隆：git fetch --unshallow（CI 中设置 fetch-depth: 0）`,
      });
    }
    if (!isKnown) {
      throw new GitProblem({
        en: `unknown revision ${base}; if it is on a remote: git fetch origin ${base}`,
        'zh-cn': `未知的版本 ${base}；如果它在远端：git fetch origin ${base}`,
      });
    }
    const isCommit = git(root, 'rev-parse', '--verify', '-q', `${base}^{commit}`) !== undefined;
    return isCommit && hasCommit
      ? { revision: mergeBase(root, base), name: base }
      : { revision: base, name: base };
  }
  if (!hasCommit) return { revision: EMPTY_TREE, name: 'nothing' };
  if (staged) return { revision: 'HEAD', name: 'HEAD' };
  const branch = defaultBranch(root);
  if (branch === undefined) {
    if (isShallow(root)) {
      throw new GitProblem({
        en: 'the clone is shallow and does not hold the default branch: git fetch --unshallow (in CI: fetch-depth: 0), or name a revision with --base REV',
        'zh-cn':
          '这是浅克隆，不包含默认分支：git fetch --unshallow（CI 中设置 fetch-depth: 0），或用 --base REV 指定版本',
      });
    }
    throw new GitProblem({
      en: 'no default branch found (origin/HEAD, main, master); name one with --base REV',
      'zh-cn': '找不到默认分支（origin/HEAD、main、master）；请用 --base REV 指定',
    });
  }
  return { revision: mergeBase(root, branch), name: branch };
}

function mergeBase(root: string, revision: string): string {
  const found = git(root, 'merge-base', revision, 'HEAD')?.trim();
  if (found) return found;
  throw new GitProblem(
    isShallow(root)
      ? {
          en: `the clone is shallow and does not hold the merge base with ${revision}: git fetch --unshallow (in CI: fetch-depth: 0)`,
          'zh-cn': `这是浅克隆，不包含与 ${revision} 的合并基：git fetch --unshallow（CI 中设置 fetch-depth: 0）`,
        }
      : {
          en: `${revision} and HEAD have no common ancestor; name another base with --base REV`,
          'zh-cn': `${revision} 与 HEAD 没有共同祖先；请用 --base REV 指定其他版本`,
        },
  );
}

function isShallow(root: string): boolean {
  return git(root, 'rev-parse', '--is-shallow-repository')?.trim() === 'true';
}

function defaultBranch(root: string): string | undefined {
  const remote = git(root, 'symbolic-ref', '-q', '--short', 'refs/remotes/origin/HEAD')?.trim();
  const names = ['origin/main', 'origin/master', 'main', 'master'];
  return [...(remote ? [remote] : []), ...names].find(
    (name) => git(root, 'rev-parse', '--verify', '-q', `${name}^{commit}`) !== undefined,
  );
}

/** Lines of the new text that a diff without context touches; a deletion touches the lines on both sides of it. */
function parseDiff(diff: string): Map<string, { from: number; to: number }[]> {
  const files = new Map<string, { from: number; to: number }[]>();
  let current: { from: number; to: number }[] | undefined;
  let isHeader = false;
  for (const line of diff.split('\n')) {
    if (line.startsWith('diff --git ')) {
      isHeader = true;
      current = undefined;
    } else if (isHeader && line.startsWith('+++ ')) {
      const path = pathOf(line.slice(4));
      if (path !== undefined) {
        current = [];
        files.set(path, current);
      }
    } else if (line.startsWith('@@ ')) {
      isHeader = false;
      const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/.exec(line);
      if (!hunk || !current) continue;
      const start = Number(hunk[1]);
      const count = hunk[2] === undefined ? 1 : Number(hunk[2]);
      // a deletion stands between two lines: both must be inside for a function to be touched
      current.push(count === 0 ? { from: start + 1, to: start } : { from: start, to: start + count - 1 });
    }
  }
  return files;
}

/** The path of a `+++` line; git quotes unusual ones as C strings of UTF-8 bytes. */
function pathOf(field: string): string | undefined {
  let text = field.replace(/\t$/, '');
  if (text.startsWith('"')) {
    const bytes: number[] = [];
    for (const [whole, octal, simple] of text.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|[\s\S]/g)) {
      if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
      else if (simple !== undefined)
        bytes.push(({ n: 10, t: 9, r: 13 } as Record<string, number>)[simple] ?? simple.charCodeAt(0));
      else bytes.push(...Buffer.from(whole));
    }
    text = Buffer.from(bytes).toString('utf8');
  }
  return text.startsWith('b/') ? text.slice(2) : undefined;
}
