import type { Localized } from './finding.ts';
import type { FileModel } from './semantic/model.ts';
import type { SyntaxNode } from './syntax/tree.ts';

/** A suppression comment of ours or of another linter, with the offsets of the source that it covers. */
export interface Suppression {
  readonly origin: 'own' | 'foreign';
  readonly comment: SyntaxNode;
  /** Rule names for `own`; aliases such as `nolint:bodyclose` for `foreign`; `*` for a bare foreign directive. */
  readonly names: readonly string[];
  readonly reason: string;
  readonly start: number;
  readonly end: number;
}

/** A comment that looks like a suppression and is none. */
export interface MalformedSuppression {
  readonly comment: SyntaxNode;
  readonly message: Localized;
  /** What the comment should say, when that can be told. */
  readonly replacement: string | undefined;
}

export interface Suppressions {
  readonly all: readonly Suppression[];
  readonly malformed: readonly MalformedSuppression[];
}

const OWN = /^\/\/premortem:(ignore|file-ignore)(?:[ \t]+(\S+))?(?:[ \t]+(.*?))?[ \t]*\r?$/;
const ALMOST =
  /^\/\/[ \t]*(?:premortem[ \t]*:[ \t]*(?:ignore|file-ignore|disable|nolint)|premortem-ignore|premortem:\S*)\b/i;
const DECLARATIONS = [
  'function_declaration',
  'method_declaration',
  'var_declaration',
  'const_declaration',
  'type_declaration',
];
const BODIES = [
  'block',
  'statement_list',
  'expression_case',
  'default_case',
  'type_case',
  'communication_case',
];

/** Every suppression in a file, and what was meant to be one. */
export function suppressionsOf(file: FileModel, requireReason: boolean): Suppressions {
  const all: Suppression[] = [];
  const malformed: MalformedSuppression[] = [];
  if (!/premortem|nolint|#nosec|lint:/i.test(file.text)) return { all, malformed };
  for (const comment of file.tree.root.descendants('comment')) {
    const text = comment.text;
    const own = OWN.exec(text);
    if (own) {
      const names = (own[2] ?? '').split(',').filter(Boolean);
      const reason = own[3] ?? '';
      if (names.length === 0) {
        malformed.push({
          comment,
          message: {
            en: `Name the rule that is ignored: //premortem:${own[1]} <rule> <reason>`,
            'zh-cn': `请写明要忽略的规则：//premortem:${own[1]} <规则> <原因>`,
          },
          replacement: undefined,
        });
        continue;
      }
      if (requireReason && reason === '') {
        malformed.push({
          comment,
          message: {
            en: `Say why: //premortem:${own[1]} ${names.join(',')} <reason>`,
            'zh-cn': `请写明原因：//premortem:${own[1]} ${names.join(',')} <原因>`,
          },
          replacement: undefined,
        });
      }
      all.push({ origin: 'own', comment, names, reason, ...extent(file, comment, own[1] === 'file-ignore') });
      continue;
    }
    if (ALMOST.test(text)) {
      const rest = text
        .replace(ALMOST, '')
        .replace(/^[:\s]+/, '')
        .trimEnd();
      malformed.push({
        comment,
        message: {
          en: 'This is not read as a suppression; write //premortem:ignore <rule> <reason> without spaces before the rule',
          'zh-cn': '这一行不会被当作忽略指令；请写成 //premortem:ignore <规则> <原因>，规则之前不要有空格',
        },
        replacement: `//premortem:ignore${rest ? ` ${rest}` : ''}`,
      });
      continue;
    }
    const foreign = foreignNames(text.trimEnd());
    if (foreign) {
      const range = extent(file, comment, foreign.wholeFile);
      const names = isOneStatement(file, range)
        ? foreign.names
        : foreign.names.filter((name) => !OF_MANY_CHECKS.has(name));
      all.push({ origin: 'foreign', comment, names, reason: '', ...range });
    }
  }
  return { all, malformed };
}

/**
 * Linters of many unrelated checks under one name (go-critic.com/overview, revive's RULES_DESCRIPTIONS.md, pkg.go.dev/cmd/vet,
 * staticcheck.dev/docs/checks): over a whole
 * declaration nobody can tell which check is meant.
 */
const OF_MANY_CHECKS: ReadonlySet<string> = new Set([
  'nolint:gocritic',
  'nolint:govet',
  'nolint:revive',
  'nolint:staticcheck',
  'nolint:vet',
]);

/** Whether a directive covers no declaration of a function or of package level. */
function isOneStatement(file: FileModel, { start, end }: { start: number; end: number }): boolean {
  const covered = outermostStartingIn(file, start, end);
  return !covered || !DECLARATIONS.includes(covered.kind);
}

/** Directives of golangci-lint (`//nolint:a,b`), gosec (`#nosec G101`) and staticcheck (`//lint:ignore SA1 why`). */
function foreignNames(text: string): { names: string[]; wholeFile: boolean } | undefined {
  const nolint = /^\/\/\s?nolint(?::\s*([\w, -]+?))?(?:\s*\/\/.*|\s*)$/.exec(text);
  if (nolint) {
    const names = (nolint[1] ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter(Boolean);
    const bare = names.length === 0 || names.includes('all');
    return { names: bare ? ['*'] : names.map((name) => `nolint:${name}`), wholeFile: false };
  }
  const nosec = /#nosec\b((?:[\s,:]*G\d+)*)/.exec(text);
  if (nosec) {
    const names = [...(nosec[1] ?? '').matchAll(/G\d+/g)].map((match) => `nosec:${match[0]}`);
    return { names: names.length ? names : ['*'], wholeFile: false };
  }
  const staticcheck = /^\/\/lint:(ignore|file-ignore)\s+(\S+)\s+\S/.exec(text);
  if (staticcheck) {
    return {
      names: staticcheck[2]!.split(',').map((name) => `lint:${name}`),
      wholeFile: staticcheck[1] === 'file-ignore',
    };
  }
  return undefined;
}

/**
 * What a directive covers: the rest of its line when it trails code; else the node that starts on the next line of
 * code: a whole declaration or simple statement, or the head of a statement with a block.
 */
function extent(file: FileModel, comment: SyntaxNode, wholeFile: boolean): { start: number; end: number } {
  const { text } = file;
  if (wholeFile) return { start: 0, end: text.length };
  const lineStart = text.lastIndexOf('\n', comment.start - 1) + 1;
  if (text.slice(lineStart, comment.start).trim() !== '') {
    const covered = outermostStartingIn(file, lineStart, comment.start);
    if (covered && DECLARATIONS.includes(covered.kind)) return { start: lineStart, end: covered.end };
    return { start: lineStart, end: comment.end };
  }
  let next = comment.end;
  for (;;) {
    const blank = /^\r?\n[ \t]*/.exec(text.slice(next, next + 4096));
    if (!blank) return { start: comment.start, end: comment.end };
    next += blank[0].length;
    if (!text.startsWith('//', next)) break;
    const end = text.indexOf('\n', next);
    if (end < 0) return { start: comment.start, end: comment.end };
    next = end;
  }
  const lineEnd = text.indexOf('\n', next);
  const end = lineEnd < 0 ? text.length : lineEnd;
  const covered = outermostStartingIn(file, next, end);
  if (!covered) return { start: next, end };
  if (DECLARATIONS.includes(covered.kind)) return { start: next, end: covered.end };
  const body = [...covered.descendants()].find((node) => BODIES.includes(node.kind));
  return { start: next, end: Math.max(end, body && body !== covered ? body.start : covered.end) };
}

/** The outermost node below the file that starts inside a range. */
function outermostStartingIn(file: FileModel, start: number, end: number): SyntaxNode | undefined {
  let scope = file.tree.root;
  for (;;) {
    const inside: SyntaxNode | undefined = scope.children.find(
      (child) => child.isNamed && !child.isExtra && child.start >= start && child.start < end,
    );
    if (inside && inside.kind !== 'statement_list') return inside;
    const around: SyntaxNode | undefined =
      inside ?? scope.children.find((child) => child.start <= start && child.end > start);
    if (!around) return undefined;
    scope = around;
  }
}
