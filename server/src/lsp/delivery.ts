import {
  type CancellationToken,
  type Connection,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import type { ClientCapabilities } from './client-capabilities.ts';
import { resultIdOf, toDiagnostics, type Wording } from './diagnostics.ts';
import type { GoDocument } from './documents.ts';
import { guarded } from './guarded.ts';
import { type Judge, type Judgement, shownAfter } from './judge.ts';
import type { Settings } from './settings.ts';
import { statusOf } from './status.ts';

const REFRESH_DELAY_MS = 50;

/** What a session knows of its documents. */
export interface OpenDocuments {
  readonly documents: ReadonlyMap<string, GoDocument>;
  /** The settings of a document, when its package is ready to be judged. */
  settingsFor(document: GoDocument): Promise<Settings>;
  wordingFor(document: GoDocument, settings: Settings): Wording;
}

/** When open documents are judged, and how their diagnostics get to the client: it pulls them, or they are pushed. */
export class Delivery {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** Version and digest of what was last pushed. */
  readonly #pushed = new WeakMap<GoDocument, string>();
  readonly #lastJudgement = new WeakMap<GoDocument, Judgement | undefined>();
  #refreshTimer: NodeJS.Timeout | undefined;

  constructor(
    readonly connection: Connection,
    readonly client: ClientCapabilities,
    readonly judge: Judge,
    readonly open: OpenDocuments,
  ) {
    if (client.pull) connection.languages.diagnostics.on((asked, token) => this.#pulled(asked, token));
  }

  /** A document is new; a client that pulls asks for it by itself. */
  opened(document: GoDocument): void {
    if (!this.client.pull) this.#pushSoon(document, 0);
  }

  edited(document: GoDocument): void {
    if (!this.client.pull) this.#pushSoon(document);
  }

  saved(document: GoDocument, settings: Settings): void {
    if (settings.run === 'manual') return;
    // what was saved broken is no longer half typed
    const hadKept = document.shown.some((shown) => shown.isKept);
    this.refresh(document, settings, 'drop');
    if (!this.client.pull) this.#push(document, settings);
    else if (settings.run === 'onSave' || hadKept) this.#askForPull();
  }

  closed(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    if (!this.client.pull) void this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** Judges a document because the user says so. */
  demanded(document: GoDocument, settings: Settings): void {
    this.refresh(document, settings, 'drop');
    if (this.client.pull) this.#askForPull();
    else this.#push(document, settings);
  }

  /** Brings every open document up to date, soon: one change on disk seldom comes alone. */
  refreshAll(): void {
    clearTimeout(this.#refreshTimer);
    this.#refreshTimer = setTimeout(() => {
      if (this.client.pull) this.#askForPull();
      else for (const document of this.open.documents.values()) this.#pushSoon(document, 0);
    }, REFRESH_DELAY_MS);
  }

  /**
   * Judges a document and notes what is to be shown of it.
   * @param kept whether findings of functions that no longer parse stay
   */
  refresh(document: GoDocument, settings: Settings, kept: 'keep' | 'drop'): Judgement | undefined {
    const judgement = this.judge.judge(document, settings);
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

  #askForPull(): void {
    if (!this.client.refresh) return;
    this.connection.languages.diagnostics.refresh().then(undefined, () => undefined);
  }

  #pushSoon(document: GoDocument, delay?: number): void {
    clearTimeout(this.#timers.get(document.uri));
    void guarded(this.connection, 'settings', undefined, async () => {
      const settings = await this.open.settingsFor(document);
      if (this.open.documents.get(document.uri) !== document) return;
      clearTimeout(this.#timers.get(document.uri));
      const timer = setTimeout(
        () =>
          guarded(this.connection, 'diagnostics', undefined, () => {
            const isEdit = delay === undefined;
            if (settings.run === 'onType' || (settings.run === 'onSave' && !isEdit)) {
              this.refresh(document, settings, 'keep');
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
    const diagnostics = toDiagnostics(document, this.open.wordingFor(document, settings));
    const id = `${version} ${resultIdOf(diagnostics)}`;
    if (this.#pushed.get(document) === id) return;
    this.#pushed.set(document, id);
    void this.connection.sendDiagnostics({ uri, version, diagnostics });
  }

  async #pulled(
    { textDocument: { uri }, previousResultId }: DocumentDiagnosticParams,
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport> {
    const document = this.open.documents.get(uri);
    if (!document) return { kind: 'full', items: [] };
    const items = await guarded(this.connection, 'diagnostic', [], async () => {
      const settings = await this.open.settingsFor(document);
      await quiet(document, settings.delay, token);
      if (token.isCancellationRequested) return [];
      const isJudgedAtAll = Number.isFinite(document.editedAt);
      if (settings.run === 'onType' || (settings.run === 'onSave' && !isJudgedAtAll)) {
        this.refresh(document, settings, 'keep');
      }
      return toDiagnostics(document, this.open.wordingFor(document, settings));
    });
    if (token.isCancellationRequested) {
      throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    }
    const resultId = resultIdOf(items);
    return resultId === previousResultId
      ? { kind: 'unchanged', resultId }
      : { kind: 'full', resultId, items };
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
