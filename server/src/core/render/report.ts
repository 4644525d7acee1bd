import type { Finding, Locale, NotAnalysed } from '../finding.ts';
import { fill, metaOf, renderCard } from './card.ts';
import { notAnalysedLine, REASONS, renderText, SEVERITY_WORDS } from './text.ts';

/** What a self-check found, for a terminal or a review. */
export interface SelfCheck {
  readonly findings: readonly Finding[];
  readonly notAnalysed: readonly NotAnalysed[];
  readonly changedFunctions: number;
  readonly changedFiles: number;
  /** What the changes were compared with, as a person would name it; undefined when every function was judged. */
  readonly base: string | undefined;
  readonly toolVersion: string;
}

export interface ReportContext {
  readonly locale: Locale;
  readonly relative: (path: string) => string;
  readonly textOf: (path: string) => string | undefined;
}

/** One line that is always an answer: `0 findings in 14 changed functions`. */
export function verdict(check: SelfCheck, locale: Locale): string {
  const n = check.findings.length;
  const f = check.changedFunctions;
  const files = check.changedFiles;
  const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
  if (check.base === undefined) {
    return locale === 'en'
      ? `${plural(n, 'finding')} in ${plural(f, 'function')} (${plural(files, 'Go file')})`
      : `${f} 个函数中有 ${n} 个问题（${files} 个 Go 文件）`;
  }
  return locale === 'en'
    ? `${plural(n, 'finding')} in ${plural(f, 'changed function')} (${plural(files, 'Go file')}, compared with ${check.base})`
    : `${f} 个改动的函数中有 ${n} 个问题（${files} 个 Go 文件，对比 ${check.base}）`;
}

export function selfCheckText(check: SelfCheck, context: ReportContext): string {
  const body = renderText(check.findings, { ...context, cards: true });
  const skipped = check.notAnalysed.map((entry) => `${notAnalysedLine(entry, context)}\n`);
  const label = context.locale === 'en' ? 'Not analysed:' : '未分析：';
  const notes = skipped.length > 0 ? `\n${label}\n${skipped.map((line) => `  ${line}`).join('')}` : '';
  return `${body}${body ? '\n' : ''}${verdict(check, context.locale)}\n${notes}`;
}

export function selfCheckMarkdown(check: SelfCheck, context: ReportContext): string {
  const { locale } = context;
  const en = locale === 'en';
  const parts = [en ? '# Reliability self-check' : '# 可靠性自查', `**${verdict(check, locale)}**`];
  for (const finding of check.findings) {
    const { place } = finding;
    const line = context.textOf(place.file)?.split('\n')[place.start.line]?.trim() ?? '';
    const where = `${context.relative(place.file)}:${place.start.line + 1}`;
    parts.push(`## \`${finding.rule}\` · ${SEVERITY_WORDS[locale][finding.severity]} · ${where}`);
    parts.push(
      `${finding.message[locale]}${finding.function ? (en ? `. In \`${finding.function}\`.` : `（\`${finding.function}\`）`) : ''}`,
    );
    parts.push(`\`\`\`go\n${line}\n\`\`\``);
    if (finding.related.length > 0) {
      parts.push(
        finding.related
          .map(
            (related) =>
              `- ${context.relative(related.place.file)}:${related.place.start.line + 1} ${related.message[locale]}`,
          )
          .join('\n'),
      );
    }
    parts.push(renderCard(finding, locale, 'markdown'));
  }
  if (check.findings.length > 0) {
    parts.push(en ? '## Verify before review' : '## 评审前逐项验证');
    parts.push(
      check.findings
        .map((finding) => {
          const card = metaOf(finding.rule)?.card[locale];
          const where = `${context.relative(finding.place.file)}:${finding.place.start.line + 1}`;
          const command = card?.verify ? ` \`${fill(card.verify, finding.facts, locale)}\`` : '';
          return `- [ ] ${finding.rule} ${where}${command}`;
        })
        .join('\n'),
    );
  }
  if (check.notAnalysed.length > 0) {
    parts.push(en ? '## Not analysed' : '## 未分析');
    parts.push(
      check.notAnalysed
        .map(
          (entry) =>
            `- ${context.relative(entry.file)}${entry.function ? ` \`${entry.function}\`` : ''}${entry.rule ? ` \`${entry.rule}\`` : ''}: ${REASONS[locale][entry.reason]}`,
        )
        .join('\n'),
    );
  }
  parts.push(`premortem ${check.toolVersion}`);
  return `${parts.join('\n\n')}\n`;
}
