import {
  type Command,
  type Disposable,
  LanguageStatusSeverity,
  l10n,
  languages,
  type TextEditor,
  window,
  workspace,
} from 'vscode';
import { State } from 'vscode-languageclient/node';
import type { StatusParams } from './protocol.ts';

/** Above this a judgement is called slow: it would be felt on save. */
const SLOW_MS = 150;

/** The entry of Go files in the language status menu: findings, and whatever keeps them from being complete. */
export class Status implements Disposable {
  private readonly item = languages.createLanguageStatusItem('premortem.status', [
    { language: 'go', scheme: 'file' },
    { language: 'go', scheme: 'untitled' },
  ]);
  private readonly latest = new Map<string, StatusParams>();
  private readonly listeners: Disposable[];
  private server: 'running' | 'starting' | 'down' = 'starting';

  constructor() {
    this.item.name = 'Premortem';
    this.listeners = [
      window.onDidChangeActiveTextEditor((editor) => this.show(editor)),
      workspace.onDidCloseTextDocument((document) => this.latest.delete(document.uri.toString())),
    ];
    this.show(window.activeTextEditor);
  }

  update(params: StatusParams): void {
    this.latest.set(params.uri, params);
    this.show(window.activeTextEditor);
  }

  serverState(state: State): void {
    this.server = state === State.Running ? 'running' : state === State.Starting ? 'starting' : 'down';
    if (this.server !== 'running') this.latest.clear();
    this.show(window.activeTextEditor);
  }

  serverDown(): void {
    this.serverState(State.Stopped);
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.item.dispose();
  }

  private show(editor: TextEditor | undefined): void {
    const { item } = this;
    item.busy = this.server === 'starting';
    item.severity = LanguageStatusSeverity.Information;
    item.command = showOutput();
    if (this.server === 'down') {
      item.severity = LanguageStatusSeverity.Error;
      item.text = l10n.t('Premortem: server stopped');
      item.detail = l10n.t('The output has the reason.');
      item.command = { command: 'premortem.restart', title: l10n.t('Restart') };
      return;
    }
    const status = editor && this.latest.get(editor.document.uri.toString());
    if (!status) {
      item.text = 'Premortem';
      item.detail = '';
      return;
    }
    const [problem] = status.problems;
    if (problem !== undefined) {
      item.severity = LanguageStatusSeverity.Warning;
      item.text = l10n.t('Premortem: configuration error');
      item.detail = problem;
      return;
    }
    if (!workspace.getConfiguration('premortem', editor.document).get('enable', true)) {
      item.text = l10n.t('Premortem: off for this file');
      item.detail = '';
      return;
    }
    const whole = status.notAnalysed.find((entry) => entry.function === '' && !entry.rule);
    if (whole) {
      item.text = l10n.t('Premortem: file not analysed');
      item.detail = reasonText(whole.reason);
      return;
    }
    item.text = findingsText(status.findings);
    const rules = status.notAnalysed.flatMap(({ rule }) => rule ?? []);
    const functions = status.notAnalysed.filter(({ rule }) => !rule).map((entry) => entry.function);
    item.detail = [
      ...(status.durationMs > SLOW_MS ? [l10n.t('slow: {0} ms', Math.round(status.durationMs))] : []),
      ...(functions.length > 0 ? [l10n.t('functions not analysed: {0}', functions.join(', '))] : []),
      ...(rules.length > 0 ? [l10n.t('rules given up: {0}', rules.join(', '))] : []),
    ].join(' · ');
  }
}

function showOutput(): Command {
  return { command: 'premortem.showOutput', title: l10n.t('Output') };
}

function findingsText(count: number): string {
  if (count === 0) return l10n.t('Premortem: no findings');
  return count === 1 ? l10n.t('Premortem: 1 finding') : l10n.t('Premortem: {0} findings', count);
}

function reasonText(reason: string): string {
  switch (reason) {
    case 'generated':
      return l10n.t('generated code');
    case 'too-large':
      return l10n.t('the file is too large');
    case 'not-utf8':
      return l10n.t('the file is not UTF-8');
    case 'syntax-error':
      return l10n.t('the file has syntax errors');
    case 'budget':
      return l10n.t('the time budget was used up');
    default:
      return reason;
  }
}
