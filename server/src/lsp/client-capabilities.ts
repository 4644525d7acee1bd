import type { InitializeParams } from 'vscode-languageserver';
import type { Locale } from '../core/finding.ts';
import { localeOf } from '../core/locale.ts';
import { chooseEncoding, type Encoding } from './convert.ts';

/** What the client can do, as far as the server asks. */
export interface ClientCapabilities {
  /** Diagnostics are pulled; otherwise they are pushed, never both. */
  readonly pull: boolean;
  readonly refresh: boolean;
  readonly relatedInformation: boolean;
  readonly documentChanges: boolean;
  readonly configuration: boolean;
  readonly watchConfiguration: boolean;
  readonly watchFiles: boolean;
  readonly workspaceFolders: boolean;
  readonly showDocument: boolean;
  readonly markdown: boolean;
  /** The client trusts command links of ours in Markdown and brings the commands behind them. */
  readonly commandLinks: boolean;
  readonly encoding: Encoding;
  /** Language of the client's own interface. */
  readonly locale: Locale;
  /** Settings for clients that cannot be asked for them. */
  readonly initialSettings: unknown;
}

export function readCapabilities(params: InitializeParams): ClientCapabilities {
  const { textDocument, workspace, general, window } = params.capabilities;
  const options: Record<string, unknown> =
    typeof params.initializationOptions === 'object' && params.initializationOptions !== null
      ? params.initializationOptions
      : {};
  const { commandLinks, premortem, settings, ...rest } = options;
  const hover = textDocument?.hover?.contentFormat;
  return {
    pull: textDocument?.diagnostic !== undefined,
    refresh: workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    configuration: workspace?.configuration === true,
    watchConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    showDocument: window?.showDocument?.support === true,
    markdown: hover === undefined || hover[0] === 'markdown' || !hover.includes('plaintext'),
    commandLinks: commandLinks === true,
    encoding: chooseEncoding(general?.positionEncodings),
    locale: localeOf(params.locale),
    initialSettings: premortem ?? settings ?? rest,
  };
}
