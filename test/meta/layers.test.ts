import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RULES } from '../../server/src/core/rules/index.ts';
import { ROOT } from '../harness/program.ts';

interface Import {
  /** File that imports, from the root of the project. */
  readonly from: string;
  readonly line: number;
  /** A path from the root of the project, or the name of a package. */
  readonly to: string;
}

const FILES = ['server/src', 'client/src'].flatMap(typeScriptBelow);
const IMPORTS = FILES.flatMap(importsOf);
const CORE = 'server/src/core/';

/** What a room of the core may import besides itself. Rooms and files that are not named may import all of the core. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  syntax: [],
  knowledge: [],
  semantic: ['syntax', 'knowledge'],
  flow: ['syntax', 'knowledge', 'semantic'],
  rules: ['syntax', 'knowledge', 'semantic', 'flow', 'finding.ts', 'config.ts', 'edits.ts', 'glob.ts'],
  render: ['rules', 'finding.ts', 'config.ts', 'locale.ts', 'glob.ts'],
  'finding.ts': [],
  'config.ts': ['finding.ts'],
  'glob.ts': [],
  'locale.ts': ['finding.ts'],
  'did-you-mean.ts': [],
  'fingerprint.ts': ['finding.ts'],
  'edits.ts': ['finding.ts', 'semantic', 'syntax'],
};

/** `premortem lsp` starts the server, and only there does the command line know it. */
const LSP_COMMAND = 'server/src/cli/main.ts';

/** Folders of server/src outside the core, and those that they may not know. */
const MAY_NOT_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: ['host', 'lsp', 'cli'],
  host: ['lsp', 'cli'],
  lsp: ['cli'],
  cli: ['lsp'],
};

function typeScriptBelow(folder: string): string[] {
  const absolute = join(ROOT, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

function importsOf(from: string): Import[] {
  // what stands in a template is Go
  const text = readFileSync(join(ROOT, from), 'utf8').replaceAll(/`(?:\\[\s\S]|[^`\\])*`/g, (match) =>
    match.replaceAll(/[^\n]/g, ' '),
  );
  const found: Import[] = [];
  const patterns = [
    /^(?:import|export)\b[^;'"`]*?from\s+['"]([^'"]+)['"]/gm,
    /^import\s+['"]([^'"]+)['"]/gm,
    /\bimport\(\s*['"]([^'"]+)['"]/g,
  ];
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const target = match[1]!;
      const to = target.startsWith('.')
        ? relative(ROOT, join(ROOT, dirname(from), target)).replaceAll('\\', '/')
        : target;
      found.push({ from, line: text.slice(0, match.index).split('\n').length, to });
    }
  }
  return found;
}

/** `semantic` for server/src/core/semantic/x.ts, `finding.ts` for server/src/core/finding.ts. */
function room(path: string): string {
  return path.slice(CORE.length).split('/')[0]!;
}

function say(imports: readonly Import[]): string {
  return imports.map(({ from, line, to }) => `${from}:${line} imports ${to}`).join('\n');
}

/** The code of a file without comments and without what stands in strings. */
function codeOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8').replaceAll(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|`(?:\\[\s\S]|[^`\\])*`|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g,
    (match) => match.replaceAll(/[^\n]/g, ' '),
  );
}

test('the sources are found', () => {
  expect(FILES.filter((path) => path.startsWith(CORE)).length).toBeGreaterThan(40);
  expect(IMPORTS.length).toBeGreaterThan(FILES.length);
});

describe('core', () => {
  test('imports nothing but core', () => {
    expect(say(IMPORTS.filter(({ from, to }) => from.startsWith(CORE) && !to.startsWith(CORE)))).toBe('');
  });

  test('dependencies point one way', () => {
    const wrong = IMPORTS.filter(({ from, to }) => {
      if (!from.startsWith(CORE) || !to.startsWith(CORE)) return false;
      const allowed = MAY_IMPORT[room(from)];
      return allowed !== undefined && room(from) !== room(to) && !allowed.includes(room(to));
    });
    expect(say(wrong)).toBe('');
    for (const name of [...Object.keys(MAY_IMPORT), ...Object.values(MAY_IMPORT).flat()])
      expect(existsSync(join(ROOT, CORE, name)), name).toBe(true);
  });

  test('uses no clock, file system, environment or global of a platform', () => {
    const platform =
      /(?<![.\w])(?:process|globalThis|window|self|performance|console|Buffer|localStorage)(?=\s*[.[])|(?<![.\w])(?:setTimeout|setInterval|setImmediate|queueMicrotask|fetch|require|eval)(?=\s*\()|\b(?:Date\.now|new Date|Math\.random)\b|\b__(?:dirname|filename)\b/;
    const wrong = FILES.filter((path) => path.startsWith(CORE)).flatMap((path) =>
      codeOf(path)
        .split('\n')
        .flatMap((line, index) => {
          const use = platform.exec(line)?.[0];
          return use ? [`${path}:${index + 1} uses ${use}`] : [];
        }),
    );
    expect(wrong.join('\n')).toBe('');
  });

  test('keeps no module-level variable', () => {
    const wrong = FILES.filter((path) => path.startsWith(CORE)).flatMap((path) =>
      codeOf(path)
        .split('\n')
        .flatMap((line, index) => (/^(?:export )?(?:let|var)\b/.test(line) ? [`${path}:${index + 1}`] : [])),
    );
    expect(wrong.join('\n')).toBe('');
  });
});

test('only parser.ts loads the wasm', () => {
  const users = FILES.filter((path) =>
    /\bWebAssembly\.(?:instantiate|Instance|compile\b)/.test(codeOf(path)),
  );
  expect(users).toEqual([`${CORE}syntax/parser.ts`]);
});

test('what is remembered about a program is kept where it can be forgotten', () => {
  const wrong = FILES.filter((path) => /new WeakMap<\s*Program/.test(readFileSync(join(ROOT, path), 'utf8')));
  expect(wrong).toEqual([]);
});

test('rules never import rules', () => {
  const names = new Set(RULES.map((rule) => rule.meta.name));
  const wrong = IMPORTS.filter(({ from, to }) => {
    if (!from.startsWith(`${CORE}rules/`) || !to.startsWith(`${CORE}rules/`)) return false;
    if (from === `${CORE}rules/index.ts`) return false;
    const target = to.split('/').pop()!.split('.')[0]!;
    const own = from.split('/').pop()!.split('.')[0]!;
    return names.has(target) && target !== own;
  });
  expect(say(wrong)).toBe('');
});

test('each rule is the file of its name', () => {
  const files = new Set(FILES.map((path) => path.slice(path.lastIndexOf('/') + 1)));
  for (const rule of RULES) expect(files, rule.meta.name).toContain(`${rule.meta.name}.ts`);
});

test('host, lsp and cli do not know each other, and only lsp knows the protocol', () => {
  const wrong = IMPORTS.filter(({ from, to }) => {
    const [, folder] = /^server\/src\/(\w+)\//.exec(from) ?? [];
    const [, target] = /^server\/src\/(\w+)\//.exec(to) ?? [];
    if (from === LSP_COMMAND && to === 'server/src/lsp/server.ts') return false;
    if (folder && target && MAY_NOT_IMPORT[folder]?.includes(target)) return true;
    return /^vscode/.test(to) && folder !== undefined && folder !== 'lsp';
  });
  expect(say(wrong)).toBe('');
});

test('the client knows nothing of the server but its published names', () => {
  const wrong = IMPORTS.filter(
    ({ from, to }) =>
      from.startsWith('client/') &&
      /^server\/src\/(?:core\/(?:syntax|semantic|flow|rules)|cli|host)\//.test(to),
  );
  expect(say(wrong)).toBe('');
});
