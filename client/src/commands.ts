import {
  CancellationError,
  type CodeAction,
  commands,
  type Disposable,
  l10n,
  ProgressLocation,
  Range,
  type TextDocument,
  type Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode';
import { ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageclient/node';
import { enableFixOnSave } from './fix-on-save.ts';
import { findingsLocale } from './locale.ts';
import type { Premortem } from './premortem.ts';
import { RulesRequest, SelfCheckRequest } from './protocol.ts';

/** A command of the server. */
const SERVER_ANALYZE = 'premortem.server.analyzeFile';
const FIX_ALL = 'source.fixAll.premortem';

/** The commands of the palette. Each answers on the screen: it was asked for. */
export function registerCommands(premortem: Premortem): Disposable[] {
  return [
    commands.registerCommand('premortem.explain', (rule?: unknown) => explain(premortem, rule)),
    commands.registerCommand('premortem.fixFile', () => fixFile()),
    commands.registerCommand('premortem.analyzeFile', () => analyzeFile()),
    commands.registerCommand('premortem.selfCheck', () => selfCheck(premortem)),
    commands.registerCommand('premortem.enableFixOnSave', () => enableFixOnSave(activeGoDocument()?.uri)),
    commands.registerCommand('premortem.restart', () => premortem.restart()),
    commands.registerCommand('premortem.showOutput', () => premortem.log.show()),
  ];
}

function activeGoDocument(): TextDocument | undefined {
  const document = window.activeTextEditor?.document;
  return document?.languageId === 'go' ? document : undefined;
}

/** @param rule a rule's name, as a link or a code action passes it; anything else asks */
async function explain(premortem: Premortem, rule: unknown): Promise<void> {
  const about = activeGoDocument()?.uri;
  const name = typeof rule === 'string' && rule !== '' ? rule : await pickRule(premortem, about);
  if (name === undefined) return;
  await premortem.pages.showRule(name, about);
}

async function pickRule(premortem: Premortem, about: Uri | undefined): Promise<string | undefined> {
  const items = premortem.client
    .sendRequest(RulesRequest, { locale: findingsLocale(about) })
    .then((rules) => rules.map((rule) => ({ label: rule.name, description: rule.title })));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Explain a rule'),
    placeHolder: l10n.t('How does this pattern take production down?'),
    matchOnDescription: true,
  });
  return picked?.label;
}

/** Judges the file now, whatever `premortem.run` says. */
async function analyzeFile(): Promise<void> {
  const document = activeGoDocument();
  if (!document) {
    void window.showInformationMessage(l10n.t('Open a Go file to analyse it.'));
    return;
  }
  await commands.executeCommand(SERVER_ANALYZE, document.uri.toString());
}

async function fixFile(): Promise<void> {
  const document = activeGoDocument();
  if (!document) {
    void window.showInformationMessage(l10n.t('Open a Go file to fix it.'));
    return;
  }
  const everything = new Range(0, 0, document.lineCount, 0);
  const actions =
    (await commands.executeCommand<CodeAction[] | undefined>(
      'vscode.executeCodeActionProvider',
      document.uri,
      everything,
      FIX_ALL,
      1,
    )) ?? [];
  const edit = actions.find((action) => action.kind?.value === FIX_ALL)?.edit;
  if (!edit) {
    void window.showInformationMessage(
      l10n.t('Nothing in this file can be fixed without a decision of yours.'),
    );
    return;
  }
  if (!(await workspace.applyEdit(edit))) {
    void window.showWarningMessage(l10n.t('The file changed meanwhile; nothing was fixed.'));
  }
}

async function selfCheck(premortem: Premortem): Promise<void> {
  const folder = await folderToCheck();
  if (!folder) {
    void window.showInformationMessage(l10n.t('Open a folder to check your changes in it.'));
    return;
  }
  try {
    const answer = await window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: l10n.t('Self-checking your changes'),
        cancellable: true,
      },
      (_progress, token) =>
        premortem.client.sendRequest(
          SelfCheckRequest,
          { folder: folder.uri.toString(), locale: findingsLocale(folder.uri) },
          token,
        ),
    );
    if (answer === null) throw new Error(l10n.t('the output has the reason'));
    if ('problem' in answer) {
      void window.showWarningMessage(answer.problem);
      return;
    }
    await premortem.pages.showReport(l10n.t('Self-check of {0}', folder.name), answer.markdown);
  } catch (error) {
    if (isCancelled(error)) return;
    const message = error instanceof Error ? error.message : String(error);
    premortem.log.warn(`self-check: ${message}`);
    void window.showErrorMessage(l10n.t('The self-check could not run: {0}', message));
  }
}

/** The folder of the active file; else the only one; else the one that the user picks. */
async function folderToCheck(): Promise<WorkspaceFolder | undefined> {
  const active = window.activeTextEditor?.document.uri;
  const current = active && workspace.getWorkspaceFolder(active);
  if (current) return current;
  const folders = workspace.workspaceFolders ?? [];
  return folders.length > 1 ? window.showWorkspaceFolderPick() : folders[0];
}

function isCancelled(error: unknown): boolean {
  if (error instanceof CancellationError) return true;
  return (
    error instanceof ResponseError &&
    (error.code === LSPErrorCodes.RequestCancelled || error.code === ErrorCodes.PendingResponseRejected)
  );
}
