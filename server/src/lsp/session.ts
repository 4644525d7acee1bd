import {
  type CancellationToken,
  type CodeAction,
  type CodeActionParams,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesParams,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  type ExecuteCommandParams,
  type Hover,
  type HoverParams,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import type { Parser } from '../core/syntax/parser.ts';
import { CONFIG_NAMES } from '../host/config-file.ts';
import { TOOL_VERSION } from '../host/version.ts';
import { type ClientCapabilities, readCapabilities } from './client-capabilities.ts';
import { codeActions, type EditTarget, fixesOf, workspaceEdit } from './code-actions.ts';
import { Converter } from './convert.ts';
import { resultIdOf, SOURCE, toDiagnostics } from './diagnostics.ts';
import { GoDocument, pathOf, uriOf } from './documents.ts';
import { APPLY_FIX_COMMAND, EXPLAIN_COMMAND, hoverAt } from './hover.ts';
import { Judge, type Judgement, shownAfter } from './judge.ts';
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
import { statusOf } from './status.ts';

const REFRESH_DELAY_MS = 50;
const WATCHED = ['**/*.go', '**/go.mod', '**/go.work', ...CONFIG_NAMES.map((name) => `**/${name}`)];

/** One client: its documents and settings, and an answer for each of its requests. */
export class Session {
  readonly #documents = new Map<string, GoDocument>();
  readonly #uris = new Map<string, string>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #told = new Set<string>();
  /** Version and digest of what was last pushed. */
  readonly #pushed = new WeakMap<GoDocument, string>();
  readonly #lastJudgement = new WeakMap<GoDocument, Judgement | undefined>();
  #refreshTimer: NodeJS.Timeout | undefined;
  #pushedSettings: unknown;
  #folders: readonly string[] = [];
  // set by `initialize`, before any other message is handled
  #parser!: Parser;
  #client!: ClientCapabilities;
  #converter!: Converter;
  #modules!: Modules;
  #judge!: Judge;
  #settings!: SettingsStore;

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
        if (!this.#client.pull) this.#pushSoon(document);
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
        this.#refreshAll();
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
      () => this.#refreshAll(),
      (line) => this.connection.console.log(line),
    );
    this.#judge = new Judge(this.#parser, this.#modules);
    if (this.#client.pull)
      this.connection.languages.diagnostics.on((asked, token) => this.#pulled(asked, token));
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
          this.#refreshAll();
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

  /** Runs a handler; a throw is logged and answered with nothing. */
  async #guard<Result>(
    name: string,
    nothing: Result,
    handle: () => Result | Promise<Result>,
  ): Promise<Result> {
    try {
      return await handle();
    } catch (error) {
      this.connection.console.error(
        `${name} failed: ${error instanceof Error ? error.stack : String(error)}`,
      );
      return nothing;
    }
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
    if (!this.#client.pull) this.#pushSoon(document, 0);
  }

  #toProgram(document: GoDocument, how: 'open' | 'edit'): void {
    const tree = document.tree;
    this.#modules[how](document.path, tree ? { text: tree.text, tree } : undefined);
  }

  #close(uri: string): void {
    const document = this.#documents.get(uri);
    if (!document) return;
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    this.#documents.delete(uri);
    this.#settings.forget(uri);
    document.dispose();
    if (document.isFile) {
      this.#uris.delete(document.path);
      this.#modules.close(document.path);
    }
    if (!this.#client.pull) void this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  async #saved(uri: string): Promise<void> {
    const document = this.#documents.get(uri);
    if (!document) return;
    const settings = await this.#settingsFor(document);
    if (document.isFile && !this.#client.watchFiles)
      void this.#guard('rescan', undefined, () => this.#modules.rescan(document.path));
    if (settings.run === 'manual') return;
    // what was saved broken is no longer half typed
    const hadKept = document.shown.some((shown) => shown.isKept);
    this.#refresh(document, settings, 'drop');
    if (!this.#client.pull) this.#push(document, settings);
    else if (settings.run === 'onSave' || hadKept) this.#askForPull();
  }

  #filesChanged({ changes }: DidChangeWatchedFilesParams): void {
    let isStale = false;
    let needsReload = false;
    for (const { uri } of changes) {
      const path = pathOf(uri);
      if (path === undefined) continue;
      if (path.endsWith('.go')) isStale = this.#modules.fileChanged(path) || isStale;
      else if (/\/go\.(?:mod|work)$/.test(path)) needsReload = true;
      else {
        isStale = true;
        this.#told.clear();
      }
    }
    if (needsReload) this.#modules.reload();
    if (isStale || needsReload) this.#refreshAll();
  }

  /** Brings every open document up to date, soon: one change on disk seldom comes alone. */
  #refreshAll(): void {
    clearTimeout(this.#refreshTimer);
    this.#refreshTimer = setTimeout(() => {
      if (this.#client.pull) this.#askForPull();
      else for (const document of this.#documents.values()) this.#pushSoon(document, 0);
    }, REFRESH_DELAY_MS);
  }

  #askForPull(): void {
    if (!this.#client.refresh) return;
    this.connection.languages.diagnostics.refresh().then(undefined, () => undefined);
  }

  #pushSoon(document: GoDocument, delay?: number): void {
    clearTimeout(this.#timers.get(document.uri));
    void this.#guard('settings', undefined, async () => {
      const settings = await this.#settingsFor(document);
      if (this.#documents.get(document.uri) !== document) return;
      clearTimeout(this.#timers.get(document.uri));
      const timer = setTimeout(
        () =>
          this.#guard('diagnostics', undefined, () => {
            const isEdit = delay === undefined;
            if (settings.run === 'onType' || (settings.run === 'onSave' && !isEdit)) {
              this.#refresh(document, settings, 'keep');
            }
            this.#push(document, settings);
          }),
        delay ?? settings.delay,
      );
      this.#timers.set(document.uri, timer);
    });
  }

  #push(document: GoDocument, settings: Settings): void {
    const { uri, version } = document;
    const diagnostics = toDiagnostics(document, this.#target(document, settings));
    const id = `${version} ${resultIdOf(diagnostics)}`;
    if (this.#pushed.get(document) === id) return;
    this.#pushed.set(document, id);
    void this.connection.sendDiagnostics({ uri, version, diagnostics });
  }

  async #pulled(
    { textDocument: { uri }, previousResultId }: DocumentDiagnosticParams,
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport> {
    const document = this.#documents.get(uri);
    if (!document) return { kind: 'full', items: [] };
    const items = await this.#guard('diagnostic', [], async () => {
      const settings = await this.#settingsFor(document);
      await quiet(document, settings.delay, token);
      if (token.isCancellationRequested) return [];
      const isJudgedAtAll = Number.isFinite(document.editedAt);
      if (settings.run === 'onType' || (settings.run === 'onSave' && !isJudgedAtAll)) {
        this.#refresh(document, settings, 'keep');
      }
      return toDiagnostics(document, this.#target(document, settings));
    });
    if (token.isCancellationRequested) {
      throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    }
    const resultId = resultIdOf(items);
    return resultId === previousResultId
      ? { kind: 'unchanged', resultId }
      : { kind: 'full', resultId, items };
  }

  /**
   * Judges a document and notes what is to be shown of it.
   * @param kept whether findings of functions that no longer parse stay
   */
  #refresh(document: GoDocument, settings: Settings, kept: 'keep' | 'drop'): Judgement | undefined {
    const judgement = this.#judge.judge(document, settings);
    const tree = document.tree;
    const isNews = !this.#lastJudgement.has(document) || judgement !== this.#lastJudgement.get(document);
    document.shown =
      judgement && tree ? shownAfter(judgement, tree, kept === 'keep' ? document.shown : []) : [];
    if (!isNews) return judgement;
    this.#lastJudgement.set(document, judgement);
    for (const failure of judgement?.failures ?? []) {
      this.connection.console.error(`${failure.rule} failed on ${failure.file}: ${failure.stack}`);
    }
    const status = statusOf(document, judgement, settings);
    void this.connection.sendNotification('premortem/status', status);
    return judgement;
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
    if (settings.run === 'onType') this.#refresh(document, settings, 'keep');
    return hoverAt(document, position, this.#target(document, settings));
  }

  async #codeActions(params: CodeActionParams): Promise<CodeAction[]> {
    const document = this.#documents.get(params.textDocument.uri);
    if (!document) return [];
    const settings = await this.#settingsFor(document);
    const judgement =
      settings.run === 'onType'
        ? this.#refresh(document, settings, 'keep')
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
      this.#refresh(document, settings, 'drop');
      if (this.#client.pull) this.#askForPull();
      else this.#push(document, settings);
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

/** Waits until a document has not been edited for a time, or nobody waits any more. */
async function quiet(document: GoDocument, delay: number, token: CancellationToken): Promise<void> {
  for (;;) {
    const wait = document.editedAt + delay - performance.now();
    if (!(wait > 0) || token.isCancellationRequested) return;
    await new Promise<void>((done) => {
      const timer = setTimeout(done, wait);
      token.onCancellationRequested(() => {
        clearTimeout(timer);
        done();
      });
    });
  }
}
