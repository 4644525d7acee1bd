import { type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import type { ClientCapabilities } from './client-capabilities.ts';
import { CODE_ACTION_KINDS } from './code-actions.ts';
import { SOURCE } from './diagnostics.ts';
import { APPLY_FIX_COMMAND, EXPLAIN_COMMAND } from './hover.ts';

/** Judges a document now, whatever `premortem.run` says. Arguments: its URI. */
export const ANALYZE_COMMAND = 'premortem.server.analyzeFile';

/** What the server announces to a client. */
export function serverCapabilities(client: ClientCapabilities): ServerCapabilities {
  return {
    positionEncoding: client.encoding,
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
      save: { includeText: false },
    },
    hoverProvider: true,
    codeActionProvider: { codeActionKinds: CODE_ACTION_KINDS },
    ...(client.pull
      ? {
          diagnosticProvider: {
            identifier: SOURCE,
            interFileDependencies: true,
            workspaceDiagnostics: false,
          },
        }
      : {}),
    executeCommandProvider: {
      // a client that brings its own command of a name would refuse ours
      commands: [APPLY_FIX_COMMAND, ANALYZE_COMMAND, ...(client.commandLinks ? [] : [EXPLAIN_COMMAND])],
    },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
