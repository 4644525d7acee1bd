import {
  type CodeAction,
  type CodeActionParams,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesParams,
  type ExecuteCommandParams,
  type Hover,
  type HoverParams,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import type { Parser } from '../core/syntax/parser.ts';
import { CONFIG_NAMES } from '../host/config-file.ts';
import { TOOL_VERSION } from '../host/version.ts';
import { type ClientCapabilities, readCapabilities } from './client-capabilities.ts';
import { codeActions, type EditTarget, fixesOf, workspaceEdit } from './code-actions.ts';
import { Converter } from './convert.ts';
import { Delivery } from './delivery.ts';
import { SOURCE } from './diagnostics.ts';
import { GoDocument, pathOf, uriOf } from './documents.ts';
import { guarded } from './guarded.ts';
import { APPLY_FIX_COMMAND, EXPLAIN_COMMAND, hoverAt } from './hover.ts';
import { Judge } from './judge.ts';
import { Modules } from './modules.ts';
import {
  type ExplainParams,
  explain,
  type RulesParams,
  ruleTitles,
  type SelfCheckParams,
  selfCheckReport,
  showExplanation,
} from './pages.ts';
import { ANALYZE_COMMAND, serverCapabilities } from './server-capabilities.ts';
import { type Settings, SettingsStore } from './settings.ts';

const WATCHED = [
  '**/*.go',
  '**/go.mod',
  '**/vendor.mod',
  '**/go.work',
  ...CONFIG_NAMES.map((name) => `**/${name}`),
];

/** One client: its documents and settings, and an answer for each of its requests. */
export class Session {
  readonly #documents = new Map<string, GoDocument>();
  readonly #uris = new Map<string, string>();
  readonly #told = new Set<string>();
  #pushedSettings: unknown;
  #folders: readonly string[] = [];
  // set by `initialize`, before any other message is handled
  #parser!: Parser;
  #client!: ClientCapabilities;
  #converter!: Converter;
  #modules!: Modules;
  #judge!: Judge;
  #settings!: SettingsStore;
  #delivery!: Delivery;

  constructor(
    readonly connection: Connection,
    readonly parser: Promise<Parser>,
  ) {}

  listen(): void {
    const { connection } = this;
    connection.onInitialize((params) => this.#initialize(params));
    connection.onInitialized(() => this.#guard('initialized', undefined, () => this.#initialized()));
    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) =>
      this.#guard('didOpen', undefined, () => this.#open(uri, languageId, version, text)),
    );
    connection.onDidChangeTextDocument(({ textDocument, contentChanges }) =>
      this.#guard('didChange', undefined, () => {
        const document = this.#documents.get(textDocument.uri);
        if (!document) return;
        document.edit(contentChanges, textDocument.version, this.#parser);
        if (document.isFile) this.#toProgram(document, 'edit');
        this.#delivery.edited(document);
      }),
    );
    connection.onDidSaveTextDocument(({ textDocument }) =>
      this.#guard('didSave', undefined, () => this.#saved(textDocument.uri)),
    );
    connection.onDidCloseTextDocument(({ textDocument }) =>
      this.#guard('didClose', undefined, () => this.#close(textDocument.uri)),
    );
    connection.onDidChangeWatchedFiles((params) =>
      this.#guard('didChangeWatchedFiles', undefined, () => this.#filesChanged(params)),
    );
    connection.onDidChangeConfiguration(({ settings }) =>
      this.#guard('didChangeConfiguration', undefined, () => {
        if (settings?.[SOURCE] !== undefined) this.#pushedSettings = settings[SOURCE];
        this.#settings.forget();
        this.#told.clear();
        this.#delivery.refreshAll();
      }),
    );
    connection.onHover((params) => this.#guard('hover', null, () => this.#hover(params)));
    connection.onCodeAction((params) => this.#guard('codeAction', [], () => this.#codeActions(params)));
    connection.onExecuteCommand((params) => this.#guard('executeCommand', null, () => this.#execute(params)));
    connection.onRequest('premortem/explain', (params: ExplainParams) =>
      this.#guard('explain', null, () => explain(params, this.#client.locale)),
    );
    connection.onRequest('premortem/rules', (params: RulesParams) =>
      this.#guard('rules', [], () => ruleTitles(params ?? {}, this.#client.locale)),
    );
    connection.onRequest('premortem/selfCheck', (params: SelfCheckParams) =>
      this.#guard('selfCheck', null, () => this.#selfCheck(params ?? {})),
    );
    connection.listen();
  }

  async #initialize(params: InitializeParams): Promise<InitializeResult> {
    this.#client = readCapabilities(params);
    this.#converter = new Converter(this.#client.encoding);
    this.#folders = (params.workspaceFolders ?? []).map((folder) => folder.uri);
    this.#pushedSettings = this.#client.initialSettings;
    this.#settings = new SettingsStore((uri) => this.#askSettings(uri), this.#client.locale);
    this.#parser = await this.parser;
    this.#modules = new Modules(
      this.#parser,
      () => this.#delivery.refreshAll(),
      (line) => this.connection.console.log(line),
    );
    this.#judge = new Judge(this.#parser, this.#modules);
    this.#delivery = new Delivery(this.connection, this.#client, this.#judge, {
      documents: this.#documents,
      settingsFor: (document) => this.#settingsFor(document),
      wordingFor: (document, settings) => this.#target(document, settings),
    });
    return {
      serverInfo: { name: SOURCE, version: TOOL_VERSION },
      capabilities: serverCapabilities(this.#client),
    };
  }

  async #initialized(): Promise<void> {
    const { connection } = this;
    if (this.#client.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
        this.#guard('didChangeWorkspaceFolders', undefined, () => {
          const gone = new Set(removed.map((folder) => folder.uri));
          this.#folders = [
            ...this.#folders.filter((uri) => !gone.has(uri)),
            ...added.map((folder) => folder.uri),
          ];
          this.#settings.forget();
          this.#delivery.refreshAll();
        }),
      );
    }
    if (this.#client.watchConfiguration) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: SOURCE });
    }
    if (this.#client.watchFiles) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: WATCHED.map((globPattern) => ({ globPattern })),
      });
    }
  }

  /** See `guarded`. */
  #guard<Result>(name: string, nothing: Result, handle: () => Result | Promise<Result>): Promise<Result> {
    return guarded(this.connection, name, nothing, handle);
  }

  async #askSettings(uri: string): Promise<unknown> {
    if (!this.#client.configuration) return this.#pushedSettings;
    return this.connection.workspace.getConfiguration({ scopeUri: uri, section: SOURCE });
  }

  /** The settings of a document, when its package is ready to be judged. */
  async #settingsFor(document: GoDocument): Promise<Settings> {
    if (document.isFile) await this.#modules.prepare(document.path);
    const settings = await this.#settings.settingsFor(
      document.uri,
      document.isFile ? document.path : undefined,
    );
    for (const problem of settings.problems) {
      const line = problem[settings.locale];
      if (this.#told.has(line)) continue;
      this.#told.add(line);
      this.connection.console.warn(line);
    }
    return settings;
  }

  #open(uri: string, languageId: string, version: number, text: string): void {
    const path = pathOf(uri);
    const isGo = languageId === 'go' || path?.endsWith('.go') === true;
    // diffs, history and other virtual documents are somebody else's view of a file
    if (!isGo || (path === undefined && !uri.startsWith('untitled:'))) return;
    this.#documents.get(uri)?.dispose();
    const document = new GoDocument(uri, version, text, this.#converter, this.#parser);
    const isNew = !this.#documents.has(uri);
    this.#documents.set(uri, document);
    if (document.isFile) {
      this.#uris.set(document.path, uri);
      this.#toProgram(document, isNew ? 'open' : 'edit');
    }
    if (document.isTooLarge) {
      this.connection.console.log(`not analysed, too large: ${document.path}`);
    }
    this.#delivery.opened(document);
  }

  #toProgram(document: GoDocument, how: 'open' | 'edit'): void {
    const tree = document.tree;
    this.#modules[how](document.path, tree ? { text: tree.text, tree } : undefined);
  }

  #close(uri: string): void {
    const document = this.#documents.get(uri);
    if (!document) return;
    this.#documents.delete(uri);
    this.#settings.forget(uri);
    document.dispose();
    if (document.isFile) {
      this.#uris.delete(document.path);
      this.#modules.close(document.path);
    }
    this.#delivery.closed(uri);
  }

  async #saved(uri: string): Promise<void> {
    const document = this.#documents.get(uri);
    if (!document) return;
    const settings = await this.#settingsFor(document);
    if (document.isFile && !this.#client.watchFiles)
      void this.#guard('rescan', undefined, () => this.#modules.rescan(document.path));
    this.#delivery.saved(document, settings);
  }

  #filesChanged({ changes }: DidChangeWatchedFilesParams): void {
    let isStale = false;
    let needsReload = false;
    for (const { uri } of changes) {
      const path = pathOf(uri);
      if (path === undefined) continue;
      if (path.endsWith('.go')) isStale = this.#modules.fileChanged(path) || isStale;
      else if (/\/(?:(?:go|vendor)\.mod|go\.work)$/.test(path)) needsReload = true;
      else {
        isStale = true;
        this.#told.clear();
      }
    }
    if (needsReload) this.#modules.reload();
    if (isStale || needsReload) this.#delivery.refreshAll();
  }

  #target(document: GoDocument, settings: Settings): EditTarget {
    return {
      client: this.#client,
      converter: this.#converter,
      locale: settings.locale,
      textOf: (path) => (document.isFile ? this.#modules.programFor(document.path).textOf(path) : undefined),
      uriFor: (path) => this.#uris.get(path) ?? uriOf(path),
      versionOf: (uri) => this.#documents.get(uri)?.version,
    };
  }

  async #hover({ textDocument, position }: HoverParams): Promise<Hover | null> {
    const document = this.#documents.get(textDocument.uri);
    if (!document) return null;
    const settings = await this.#settingsFor(document);
    if (settings.run === 'onType') this.#delivery.refresh(document, settings, 'keep');
    return hoverAt(document, position, this.#target(document, settings));
  }

  async #codeActions(params: CodeActionParams): Promise<CodeAction[]> {
    const document = this.#documents.get(params.textDocument.uri);
    if (!document) return [];
    const settings = await this.#settingsFor(document);
    const judgement =
      settings.run === 'onType'
        ? this.#delivery.refresh(document, settings, 'keep')
        : this.#judge.judge(document, settings);
    return judgement ? codeActions(document, judgement, params, this.#target(document, settings)) : [];
  }

  async #execute({ command, arguments: args = [] }: ExecuteCommandParams): Promise<unknown> {
    if (command === EXPLAIN_COMMAND) {
      await showExplanation(this.connection, String(args[0] ?? ''), this.#client);
      return null;
    }
    const document = this.#documents.get(String(args[0] ?? ''));
    if (!document) return null;
    const settings = await this.#settingsFor(document);
    if (command === ANALYZE_COMMAND) {
      this.#delivery.demanded(document, settings);
      return { findings: document.shown.length };
    }
    if (command !== APPLY_FIX_COMMAND) return null;
    const judgement = this.#judge.judge(document, settings);
    const finding = judgement?.findings.find((candidate) => candidate.fingerprint === args[1]);
    const fix = judgement && finding && fixesOf(document, judgement, finding)[0];
    if (!fix) return null;
    const label = fix.title[settings.locale];
    const edit = workspaceEdit(document, fix.edits, this.#target(document, settings));
    return this.connection.workspace.applyEdit({ label, edit });
  }

  async #selfCheck(params: SelfCheckParams): Promise<unknown> {
    const overlay = new Map<string, string>();
    for (const document of this.#documents.values())
      if (document.isFile) overlay.set(document.path, document.text);
    const folder = params.folder ?? this.#folders[0];
    const configFor = await this.#settings.configsBelow(folder ?? '');
    return selfCheckReport(this.#parser, params, folder, configFor, overlay, this.#client.locale);
  }
}
