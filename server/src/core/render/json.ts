import type { AnalysisResult, Finding, Locale, NotAnalysed, Place } from '../finding.ts';

/** Version of the shape below; it changes only when a reader would break. */
export const JSON_VERSION = 1;

export interface JsonContext {
  readonly toolVersion: string;
  readonly locale: Locale;
  readonly durationMs: number;
  /** Path as printed, `/`-separated. */
  readonly relative: (path: string) => string;
}

/** The findings as JSON: lines and columns are 1-based, columns in UTF-16 units. */
export function renderJson(result: AnalysisResult, context: JsonContext): string {
  return `${JSON.stringify(
    {
      version: JSON_VERSION,
      tool: { name: 'premortem', version: context.toolVersion },
      findings: result.findings.map((finding) => jsonFinding(finding, context)),
      notAnalysed: result.notAnalysed.map((entry) => jsonNotAnalysed(entry, context)),
      failures: result.failures.map((failure) => ({ ...failure, file: context.relative(failure.file) })),
      stats: { ...result.stats, durationMs: context.durationMs },
    },
    null,
    2,
  )}\n`;
}

function jsonFinding(finding: Finding, context: JsonContext): object {
  const { locale } = context;
  return {
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    file: context.relative(finding.place.file),
    range: jsonRange(finding.place),
    function: finding.function,
    message: finding.message[locale],
    ...(finding.lowered ? { note: finding.lowered[locale] } : {}),
    fingerprint: finding.fingerprint,
    related: finding.related.map((related) => ({
      file: context.relative(related.place.file),
      range: jsonRange(related.place),
      message: related.message[locale],
    })),
    fixes: finding.fixes.map((fix) => ({
      title: fix.title[locale],
      safety: fix.safety,
      edits: fix.edits.map((edit) => ({
        file: context.relative(edit.place.file),
        range: jsonRange(edit.place),
        newText: edit.newText,
      })),
    })),
  };
}

function jsonNotAnalysed(entry: NotAnalysed, context: JsonContext): object {
  return {
    file: context.relative(entry.file),
    function: entry.function,
    ...(entry.rule ? { rule: entry.rule } : {}),
    reason: entry.reason,
  };
}

function jsonRange(place: Place): object {
  return {
    start: { line: place.start.line + 1, column: place.start.character + 1 },
    end: { line: place.end.line + 1, column: place.end.character + 1 },
  };
}
