import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import type { Finding, Locale } from '../core/finding.ts';
import { renderCard } from '../core/render/card.ts';
import type { Wording } from './diagnostics.ts';
import type { GoDocument } from './documents.ts';

export const EXPLAIN_COMMAND = 'premortem.explain';
export const APPLY_FIX_COMMAND = 'premortem.applyFix';

const LINKS: Readonly<Record<'fix' | 'explain', Readonly<Record<Locale, string>>>> = {
  fix: { en: 'Fix', 'zh-cn': '修复' },
  explain: { en: 'Full explanation', 'zh-cn': '完整说明' },
};

/** The cards of the findings at a position, with the range of the narrowest; null where there is none. */
export function hoverAt(document: GoDocument, position: Position, wording: Wording): Hover | null {
  const { client, converter, locale } = wording;
  const offset = converter.offsetAt(document.document, position);
  const here = document.shown
    .filter((shown) => shown.start <= offset && offset <= shown.end)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  const narrowest = here[0];
  if (!narrowest) return null;
  const cards = here.map(({ finding, isKept }) => {
    if (!client.markdown) return renderCard(finding, locale, 'text');
    const card = renderCard(finding, locale, 'hover');
    return client.commandLinks ? `${card}\n\n${links(document, finding, isKept, locale)}` : card;
  });
  return {
    contents: {
      kind: client.markdown ? MarkupKind.Markdown : MarkupKind.PlainText,
      value: cards.join(client.markdown ? '\n\n---\n\n' : '\n\n'),
    },
    range: converter.range(document.document, narrowest.start, narrowest.end),
  };
}

function links(document: GoDocument, finding: Finding, isKept: boolean, locale: Locale): string {
  const link = (text: string, command: string, args: readonly unknown[]): string =>
    `[${text}](command:${command}?${encodeURIComponent(JSON.stringify(args))})`;
  const all = [link(LINKS.explain[locale], EXPLAIN_COMMAND, [finding.rule])];
  const fix = isKept ? undefined : finding.fixes[0];
  if (fix)
    all.unshift(
      link(`${LINKS.fix[locale]}: ${fix.title[locale]}`, APPLY_FIX_COMMAND, [
        document.uri,
        finding.fingerprint,
      ]),
    );
  return all.join(' · ');
}
