import { createHash } from 'node:crypto';
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Locale, RelatedPlace, Severity } from '../core/finding.ts';
import type { ClientCapabilities } from './client-capabilities.ts';
import type { Converter } from './convert.ts';
import type { GoDocument, Shown } from './documents.ts';

export const SOURCE = 'premortem';

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What a conversion of findings needs to know besides them. */
export interface Wording {
  readonly client: ClientCapabilities;
  readonly converter: Converter;
  readonly locale: Locale;
  /** Text of another file of the program. */
  readonly textOf: (path: string) => string | undefined;
  /** URI under which the client knows a path. */
  readonly uriFor: (path: string) => string;
}

/** Diagnostics of what a document shows. */
export function toDiagnostics(document: GoDocument, wording: Wording): Diagnostic[] {
  return document.shown.map((shown) => toDiagnostic(document, shown, wording));
}

export function toDiagnostic(document: GoDocument, shown: Shown, wording: Wording): Diagnostic {
  const { finding } = shown;
  const { client, converter, locale } = wording;
  const diagnostic: Diagnostic = {
    range: converter.range(document.document, shown.start, shown.end),
    severity: SEVERITY[finding.severity],
    code: finding.rule,
    source: SOURCE,
    message: finding.message[locale],
    data: { rule: finding.rule, fingerprint: finding.fingerprint },
  };
  if (finding.rule === 'unused-suppression') diagnostic.tags = [DiagnosticTag.Unnecessary];
  // the places of a kept finding are those of an older text
  const related = shown.isKept ? [] : finding.related;
  if (related.length === 0) return diagnostic;
  const located = related.map((place) => ({ place, at: locate(document, place, wording) }));
  if (client.relatedInformation) {
    diagnostic.relatedInformation = located.map(({ place, at }) => ({
      location: at,
      message: place.message[locale],
    }));
  } else {
    const lines = located.map(({ place, at }) => {
      const file = place.place.file === document.path ? '' : `${place.place.file.split('/').pop()}:`;
      return `  ${file}${at.range.start.line + 1}: ${place.message[locale]}`;
    });
    diagnostic.message = [diagnostic.message, ...lines].join('\n');
  }
  return diagnostic;
}

function locate(document: GoDocument, { place }: RelatedPlace, wording: Wording) {
  const text =
    place.file === document.path
      ? document.document
      : TextDocument.create('', 'go', 0, wording.textOf(place.file) ?? '');
  return {
    uri: place.file === document.path ? document.uri : wording.uriFor(place.file),
    range: wording.converter.range(text, place.startOffset, place.endOffset),
  };
}

/** The same for equal diagnostics, so that a client can be told that nothing has changed. */
export function resultIdOf(diagnostics: readonly Diagnostic[]): string {
  return createHash('sha1').update(JSON.stringify(diagnostics)).digest('hex');
}
