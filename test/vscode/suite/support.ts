import assert from 'node:assert/strict';
import { commands, type Diagnostic, languages, type TextDocument, Uri, window, workspace } from 'vscode';

export const EXTENSION_ID = 'premortem.premortem';

/** Asks again and again until `probe` answers with something; the last answer is part of the error. */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  limitMs = 10_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const end = Date.now() + limitMs;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined && answer !== null && answer !== false)
      return answer as NonNullable<Exclude<T, false>>;
    if (Date.now() > end) throw new Error(`${what}: not within ${limitMs} ms`);
    await pause(20);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function fileUri(name: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a workspace folder is open');
  return Uri.joinPath(folder.uri, name);
}

export async function open(name: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(fileUri(name));
  await window.showTextDocument(document, { preview: false });
  return document;
}

/** Writes a file of its own for a test and opens it. */
export async function create(name: string, text: string): Promise<TextDocument> {
  await workspace.fs.writeFile(fileUri(name), Buffer.from(text));
  return open(name);
}

export async function onDisk(name: string): Promise<string> {
  return Buffer.from(await workspace.fs.readFile(fileUri(name))).toString('utf8');
}

/** Our findings on a document. */
export function findingsOf(document: TextDocument): Diagnostic[] {
  return languages.getDiagnostics(document.uri).filter((diagnostic) => diagnostic.source === 'premortem');
}

export function ruleOf(diagnostic: Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : code);
}

export function withFindings(document: TextDocument, count: number, limitMs?: number): Promise<Diagnostic[]> {
  return until(
    `${count} findings on ${document.uri.path}`,
    () => {
      const found = findingsOf(document);
      return found.length === count && found;
    },
    limitMs,
  );
}

/** Whether nothing appears while the server has every chance to speak. */
export async function staysClean(document: TextDocument, ms = 1200): Promise<void> {
  const end = Date.now() + ms;
  while (Date.now() < end) {
    const found = findingsOf(document);
    assert.equal(found.length, 0, found.map((diagnostic) => diagnostic.message).join('\n'));
    await pause(50);
  }
}

/** Changes a setting for the window and gives back what undoes it. */
export async function withSetting(name: string, value: unknown, body: () => Promise<void>): Promise<void> {
  const settings = workspace.getConfiguration('premortem');
  await settings.update(name, value, true);
  try {
    await body();
  } finally {
    await settings.update(name, undefined, true);
  }
}

export async function closeAll(): Promise<void> {
  await commands.executeCommand('workbench.action.revertAndCloseActiveEditor').then(undefined, () => {});
  await commands.executeCommand('workbench.action.closeAllEditors');
}

/** A package with one call whose response body nobody closes. */
export function leaky(packageName: string, functionName: string): string {
  return `package ${packageName}

import (
	"io"
	"net/http"
)

func ${functionName}(peer *http.Client, url string) ([]byte, error) {
	resp, err := peer.Get(url)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}
`;
}
