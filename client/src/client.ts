import { type Diagnostic, type LogOutputChannel, type TextDocument, Uri, workspace } from 'vscode';
import {
  CloseAction,
  DiagnosticPullMode,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';

import { findingsLocale } from './locale.ts';
import { rulePage } from './pages.ts';

/** Commands that a link in a hover card may run; nothing else in a card is trusted. */
const CARD_COMMANDS = ['premortem.explain', 'premortem.applyFix'];

/** Crashes within `CRASH_WINDOW_MS` after which the server stays down until the user restarts it. */
const MAX_CRASHES = 4;
const CRASH_WINDOW_MS = 3 * 60 * 1000;

/** A language client that writes to its log and never raises a message of its own. */
class QuietLanguageClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/**
 * The client of `serverModule`, not yet started.
 * @param onGivenUp called when the server crashed too often to be started again
 */
export function createClient(
  serverModule: string,
  log: LogOutputChannel,
  onGivenUp: () => void,
): LanguageClient {
  const server: ServerOptions = {
    run: { module: serverModule, transport: TransportKind.ipc },
    debug: {
      module: serverModule,
      transport: TransportKind.ipc,
      options: { execArgv: ['--nolazy', '--inspect=6009'] },
    },
  };
  const options: LanguageClientOptions = {
    // never the left side of a diff (git:) or another read-only view
    documentSelector: [
      { language: 'go', scheme: 'file' },
      { language: 'go', scheme: 'untitled' },
    ],
    diagnosticCollectionName: 'premortem',
    diagnosticPullOptions: { onChange: true, onSave: true, onTabs: false, filter: isFilteredOut },
    initializationOptions: { commandLinks: true },
    initializationFailedHandler: () => false,
    markdown: { isTrusted: { enabledCommands: CARD_COMMANDS }, supportHtml: false },
    outputChannel: log,
    traceOutputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    middleware: {
      handleDiagnostics: (uri, diagnostics, next) => next(uri, linked(diagnostics, uri)),
      provideDiagnostics: async (document, previousResultId, token, next) => {
        const report = await next(document, previousResultId, token);
        const uri = document instanceof Uri ? document : document.uri;
        if (report && 'items' in report) report.items = linked(report.items, uri);
        return report;
      },
    },
    errorHandler: restartUnlessCrashing(onGivenUp),
  };
  return new QuietLanguageClient('premortem', 'Premortem', server, options);
}

/** The rule's name under a finding becomes a link to the page of the rule, which needs no network. */
function linked(diagnostics: readonly Diagnostic[], about: Uri): Diagnostic[] {
  const locale = findingsLocale(about);
  return diagnostics.map((diagnostic) => {
    const { code } = diagnostic;
    if (typeof code === 'string') diagnostic.code = { value: code, target: rulePage(code, locale) };
    return diagnostic;
  });
}

/** Whether `premortem.run` says that this event is none to judge the document on. */
function isFilteredOut(document: TextDocument, mode: DiagnosticPullMode): boolean {
  const run = workspace.getConfiguration('premortem', document).get<string>('run', 'onType');
  if (mode === DiagnosticPullMode.onType) return run !== 'onType';
  if (mode === DiagnosticPullMode.onSave) return run === 'manual';
  return false;
}

function restartUnlessCrashing(onGivenUp: () => void): ErrorHandler {
  let crashes: number[] = [];
  return {
    error: (_error, _message, count) => ({
      action: count !== undefined && count <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
      handled: true,
    }),
    closed: () => {
      const now = Date.now();
      crashes = [...crashes.filter((time) => now - time < CRASH_WINDOW_MS), now];
      if (crashes.length <= MAX_CRASHES) return { action: CloseAction.Restart, handled: true };
      onGivenUp();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}
