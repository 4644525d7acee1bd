import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import type {
  ClientCapabilities,
  CodeAction,
  Diagnostic,
  DocumentDiagnosticReport,
  Hover,
  InitializeResult,
  Position,
  PublishDiagnosticsParams,
  Range,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** What the tests of a file have made, until its server is disposed of. */
const workspaces: string[] = [];

/** Bundles the server as the product does, into a folder of its own; returns the program and a clean-up. */
export async function buildServer(): Promise<{ readonly program: string; dispose(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'premortem-lsp-'));
  const program = join(folder, 'server.js');
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['server/src/server.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  copyFileSync(join(ROOT, 'server/wasm/premortem-core.wasm'), join(folder, 'premortem-core.wasm'));
  return {
    program,
    dispose() {
      for (const each of [folder, ...workspaces.splice(0)]) rmSync(each, { recursive: true, force: true });
    },
  };
}

/** A folder with files, by path relative to it. */
export function workspace(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'premortem-ws-')));
  workspaces.push(root);
  for (const [name, text] of Object.entries(files)) writeFile(join(root, name), text);
  return root;
}

export function writeFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

export const uri = (path: string): string => pathToFileURL(path).href;

/** What VS Code announces, as far as the server asks. */
export const VSCODE: ClientCapabilities = {
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true },
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    diagnostics: { refreshSupport: true },
  },
  textDocument: {
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: false },
    publishDiagnostics: { relatedInformation: true, versionSupport: false },
    hover: { dynamicRegistration: true, contentFormat: ['markdown', 'plaintext'] },
    codeAction: {
      dynamicRegistration: true,
      isPreferredSupport: true,
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'source'] } },
    },
  },
  general: { positionEncodings: ['utf-16'] },
};

/** What Neovim announced before it pulled diagnostics. */
export const NEOVIM: ClientCapabilities = {
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: false },
  },
  textDocument: {
    publishDiagnostics: { relatedInformation: false },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'source'] } } },
  },
  general: { positionEncodings: ['utf-8', 'utf-16', 'utf-32'] },
};

export interface StartOptions {
  readonly capabilities: ClientCapabilities;
  readonly folders: readonly string[];
  readonly locale?: string;
  readonly initializationOptions?: unknown;
  /** Section `premortem` for a resource; asked through `workspace/configuration`. */
  readonly settings?: (uri: string | undefined) => unknown;
  readonly arguments?: readonly string[];
}

export interface Status {
  readonly uri: string;
  readonly findings: number;
  readonly notAnalysed: readonly { function: string; reason: string }[];
  readonly problems: readonly string[];
}

/** A server process and the client that talks to it. */
export class Client {
  readonly process: ChildProcess;
  readonly rpc: MessageConnection;
  readonly published: PublishDiagnosticsParams[] = [];
  readonly logs: string[] = [];
  readonly statuses: Status[] = [];
  readonly registered: { method: string; registerOptions?: unknown }[] = [];
  readonly applied: WorkspaceEdit[] = [];
  readonly shown: string[] = [];
  refreshes = 0;
  settings: (uri: string | undefined) => unknown;
  initialized!: InitializeResult;
  readonly exit: Promise<number | null>;
  #versions = new Map<string, number>();

  private constructor(program: string, options: StartOptions) {
    this.settings = options.settings ?? (() => ({}));
    this.process = spawn(process.execPath, [program, ...(options.arguments ?? ['--stdio'])], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.exit = new Promise((done) => this.process.once('exit', done));
    this.rpc = createMessageConnection(
      new StreamMessageReader(this.process.stdout!),
      new StreamMessageWriter(this.process.stdin!),
    );
    this.rpc.onNotification('textDocument/publishDiagnostics', (params) => {
      this.published.push(params);
    });
    this.rpc.onNotification('window/logMessage', ({ message }) => {
      this.logs.push(message);
    });
    this.rpc.onNotification('premortem/status', (params) => {
      this.statuses.push(params);
    });
    this.rpc.onNotification('window/showMessage', ({ message }) => {
      this.shown.push(message);
    });
    this.rpc.onRequest('workspace/configuration', ({ items }) =>
      items.map((item: { scopeUri?: string }) => this.settings(item.scopeUri)),
    );
    this.rpc.onRequest('client/registerCapability', ({ registrations }) => {
      this.registered.push(...registrations);
    });
    this.rpc.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
    });
    this.rpc.onRequest('workspace/applyEdit', ({ edit }) => {
      this.applied.push(edit);
      return { applied: true };
    });
    this.rpc.listen();
  }

  static async start(program: string, options: StartOptions): Promise<Client> {
    const client = new Client(program, options);
    client.initialized = await client.rpc.sendRequest('initialize', {
      processId: process.pid,
      rootUri: options.folders[0] === undefined ? null : uri(options.folders[0]),
      workspaceFolders: options.folders.map((folder) => ({ uri: uri(folder), name: folder })),
      capabilities: options.capabilities,
      ...(options.locale === undefined ? {} : { locale: options.locale }),
      ...(options.initializationOptions === undefined
        ? {}
        : { initializationOptions: options.initializationOptions }),
    });
    await client.rpc.sendNotification('initialized', {});
    return client;
  }

  async stop(): Promise<void> {
    await this.rpc.sendRequest('shutdown');
    await this.rpc.sendNotification('exit');
    await this.exit;
    this.rpc.dispose();
  }

  async open(target: string, text: string, languageId = 'go'): Promise<void> {
    this.#versions.set(target, 1);
    await this.rpc.sendNotification('textDocument/didOpen', {
      textDocument: { uri: target, languageId, version: 1, text },
    });
  }

  /** @param range undefined replaces the whole text */
  async change(target: string, range: Range | undefined, text: string): Promise<number> {
    const version = (this.#versions.get(target) ?? 1) + 1;
    this.#versions.set(target, version);
    await this.rpc.sendNotification('textDocument/didChange', {
      textDocument: { uri: target, version },
      contentChanges: [range ? { range, text } : { text }],
    });
    return version;
  }

  async save(target: string): Promise<void> {
    await this.rpc.sendNotification('textDocument/didSave', { textDocument: { uri: target } });
  }

  async close(target: string): Promise<void> {
    await this.rpc.sendNotification('textDocument/didClose', { textDocument: { uri: target } });
  }

  pull(target: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.rpc.sendRequest('textDocument/diagnostic', {
      textDocument: { uri: target },
      identifier: 'premortem',
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  /** Pulled diagnostics. */
  async items(target: string): Promise<Diagnostic[]> {
    const report = await this.pull(target);
    if (report.kind !== 'full') throw new Error(`a ${report.kind} report without a previous one`);
    return report.items;
  }

  /** The next published diagnostics of a document that satisfy a condition, those already here included. */
  async pushed(
    target: string,
    satisfies: (params: PublishDiagnosticsParams) => boolean = () => true,
  ): Promise<PublishDiagnosticsParams> {
    return until(() => this.published.findLast((params) => params.uri === target && satisfies(params)));
  }

  hover(target: string, position: Position): Promise<Hover | null> {
    return this.rpc.sendRequest('textDocument/hover', { textDocument: { uri: target }, position });
  }

  actions(target: string, range: Range, only?: readonly string[]): Promise<CodeAction[]> {
    return this.rpc.sendRequest('textDocument/codeAction', {
      textDocument: { uri: target },
      range,
      context: { diagnostics: [], ...(only ? { only } : {}) },
    });
  }
}

/** Waits until a probe gives something; fails after five seconds. */
export async function until<Value>(probe: () => Value | undefined | false): Promise<Value> {
  for (let tries = 0; tries < 500; tries++) {
    const value = probe();
    if (value !== undefined && value !== false) return value;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error('waited in vain for five seconds');
}

/** Position of the nth occurrence of a string in UTF-16 units. */
export function at(text: string, needle: string, nth = 0): Position {
  let offset = -1;
  for (let index = 0; index <= nth; index++) offset = text.indexOf(needle, offset + 1);
  if (offset < 0) throw new Error(`${needle} is not in the text`);
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before[before.length - 1]!.length };
}

export function rangeOf(text: string, needle: string, nth = 0): Range {
  const start = at(text, needle, nth);
  return { start, end: { line: start.line, character: start.character + needle.length } };
}

/** A text after the edits of one file (positions in UTF-16 units). */
export function edited(text: string, edit: WorkspaceEdit, target: string): string {
  const edits =
    edit.changes?.[target] ??
    edit.documentChanges?.flatMap((change) =>
      'edits' in change && change.textDocument.uri === target ? change.edits : [],
    ) ??
    [];
  const lines = text.split('\n');
  const offset = ({ line, character }: Position): number =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  let result = text;
  for (const each of [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start))) {
    if (!('newText' in each)) throw new Error('a snippet edit');
    result = result.slice(0, offset(each.range.start)) + each.newText + result.slice(offset(each.range.end));
  }
  return result;
}
