import type { Draft } from './analyze.ts';
import type { Config } from './config.ts';
import { didYouMean } from './did-you-mean.ts';
import { anchorPlace, placeOf } from './edits.ts';
import type { Finding, Fix, Localized, Severity } from './finding.ts';
import { ruleNames } from './rules/index.ts';
import type { Rule } from './rules/rule.ts';
import type { FileModel } from './semantic/model.ts';
import { type Suppression, suppressionsOf } from './suppress.ts';
import type { SyntaxNode } from './syntax/tree.ts';

type Unprinted = Omit<Finding, 'fingerprint'>;

/**
 * Takes out what a directive covers, lowers what a bare directive of another linter covers, and adds findings about
 * the directives themselves.
 * @param ran rules that ran on the file: a directive for another rule is never called unused
 */
export function applySuppressions(
  file: FileModel,
  drafts: readonly Draft[],
  ran: readonly Rule<never>[],
  config: Config,
): Unprinted[] {
  const { all, malformed } = suppressionsOf(file, config.requireSuppressionReason);
  const used = new Set<string>();
  const kept: Unprinted[] = [];
  for (const { finding, rule, anchor } of drafts) {
    let current: Unprinted | undefined = finding;
    for (const suppression of all) {
      if (anchor.start < suppression.start || anchor.start >= suppression.end) continue;
      if (suppression.origin === 'own') {
        if (!suppression.names.includes(rule.meta.name)) continue;
        used.add(key(suppression, rule.meta.name));
        current = undefined;
      } else if (config.honorForeignSuppressions) {
        if (suppression.names.some((name) => rule.meta.aliases.includes(name))) current = undefined;
        else if (suppression.names.includes('*') && current)
          current = lowered(current, suppression.comment.text);
      }
    }
    if (current) kept.push(current);
  }
  if (config.only.length > 0) return kept;

  const known = ruleNames();
  for (const { comment, message, replacement } of malformed) {
    kept.push(
      about(
        file,
        comment,
        'malformed-suppression',
        message,
        replacement === undefined
          ? []
          : [
              edit(file, comment.start, comment.end, replacement, {
                en: `Write it as ${replacement}`,
                'zh-cn': `改写为 ${replacement}`,
              }),
            ],
      ),
    );
  }
  for (const suppression of all) {
    if (suppression.origin !== 'own') continue;
    for (const name of suppression.names) {
      if (!known.includes(name)) {
        const near = didYouMean(name, known);
        kept.push(
          about(
            file,
            suppression.comment,
            'unknown-rule',
            {
              en: `There is no rule ${name}${near ? `; did you mean ${near}?` : ''}`,
              'zh-cn': `没有名为 ${name} 的规则${near ? `；是否想写 ${near}？` : ''}`,
            },
            near ? [replaceName(file, suppression, name, near)] : [],
          ),
        );
      } else if (!used.has(key(suppression, name)) && ran.some((rule) => rule.meta.name === name)) {
        kept.push(
          about(
            file,
            suppression.comment,
            'unused-suppression',
            {
              en: `Nothing to ignore: ${name} reports nothing here`,
              'zh-cn': `无需忽略：${name} 在这里没有报告任何问题`,
            },
            [removal(file, suppression, name)],
          ),
        );
      }
    }
  }
  return kept;
}

function key(suppression: Suppression, name: string): string {
  return `${suppression.comment.start}\0${name}`;
}

function lowered(finding: Unprinted, comment: string): Unprinted {
  return {
    ...finding,
    severity: 'hint',
    lowered: {
      en: `Shown as a hint because of \`${comment.trim()}\`, which does not name the linter that asks this question.`,
      'zh-cn': `因 \`${comment.trim()}\` 而降为提示：它没有指明提出这一问题的检查器。`,
    },
  };
}

function about(
  file: FileModel,
  comment: SyntaxNode,
  rule: string,
  message: Localized,
  fixes: readonly Fix[],
): Unprinted {
  const severity: Severity = 'info';
  return {
    rule,
    severity,
    confidence: 'high',
    place: anchorPlace(file, comment),
    function: '',
    message,
    related: [],
    facts: {},
    fixes,
  };
}

function edit(file: FileModel, start: number, end: number, newText: string, title: Localized): Fix {
  return { title, safety: 'suggested', edits: [{ place: placeOf(file, start, end), newText }] };
}

function replaceName(file: FileModel, { comment }: Suppression, name: string, near: string): Fix {
  const start = comment.start + comment.text.indexOf(name);
  return edit(file, start, start + name.length, near, { en: `Change to ${near}`, 'zh-cn': `改为 ${near}` });
}

/** Takes a name out of a directive, or the directive with its line when it was the only one. */
function removal(file: FileModel, { comment, names }: Suppression, name: string): Fix {
  const title: Localized = { en: 'Remove the suppression', 'zh-cn': '删除这条忽略指令' };
  if (names.length > 1) {
    const rest = comment.text.replace(names.join(','), names.filter((other) => other !== name).join(','));
    return edit(file, comment.start, comment.end, rest, title);
  }
  const lineStart = file.text.lastIndexOf('\n', comment.start - 1) + 1;
  const alone = file.text.slice(lineStart, comment.start).trim() === '';
  const lineEnd = file.text.indexOf('\n', comment.end);
  if (alone && lineEnd >= 0) return edit(file, lineStart, lineEnd + 1, '', title);
  let start = comment.start;
  while (start > lineStart && /[ \t]/.test(file.text[start - 1]!)) start--;
  return edit(file, start, comment.end, '', title);
}
