import {
  commands,
  type Disposable,
  EventEmitter,
  l10n,
  type TextDocumentContentProvider,
  Uri,
  workspace,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { findingsLocale } from './locale.ts';
import { ExplainRequest } from './protocol.ts';

const RULE_SCHEME = 'premortem-rule';
const REPORT_SCHEME = 'premortem-report';

/** The virtual document that explains a rule. */
export function rulePage(rule: string, locale: string): Uri {
  return Uri.from({ scheme: RULE_SCHEME, path: `/${locale}/${rule}.md` });
}

/** Virtual Markdown documents: a page per rule, written by the server, and the last self-check report per folder. */
export class MarkdownPages implements TextDocumentContentProvider, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  private readonly reports = new Map<string, string>();
  private readonly registrations: Disposable[];
  private readonly client: LanguageClient;
  readonly onDidChange = this.changed.event;

  constructor(client: LanguageClient) {
    this.client = client;
    this.registrations = [
      workspace.registerTextDocumentContentProvider(RULE_SCHEME, this),
      workspace.registerTextDocumentContentProvider(REPORT_SCHEME, this),
    ];
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    if (uri.scheme === REPORT_SCHEME) return this.reports.get(uri.toString()) ?? '';
    const [, locale = 'en', rule = ''] = /^\/([^/]+)\/([^/]+)\.md$/.exec(uri.path) ?? [];
    const page = await this.client.sendRequest(ExplainRequest, { rule, locale });
    return page ?? l10n.t('There is no rule {0}.', rule);
  }

  /**
   * Opens the page of a rule in the Markdown preview.
   * @param about the Go document whose settings decide the language
   */
  async showRule(rule: string, about: Uri | undefined): Promise<void> {
    await preview(rulePage(rule, findingsLocale(about)));
  }

  /** Opens a self-check report in the Markdown preview; a later report of the same name replaces it. */
  async showReport(name: string, markdown: string): Promise<void> {
    const uri = Uri.from({ scheme: REPORT_SCHEME, path: `/${name}.md` });
    this.reports.set(uri.toString(), markdown);
    this.changed.fire(uri);
    await preview(uri);
  }

  dispose(): void {
    for (const registration of this.registrations) registration.dispose();
    this.changed.dispose();
  }
}

/** Shows a document rendered; where the Markdown extension is switched off, as text. */
async function preview(uri: Uri): Promise<void> {
  try {
    await commands.executeCommand('markdown.showPreview', uri);
  } catch {
    await commands.executeCommand('vscode.open', uri);
  }
}
