import assert from 'node:assert/strict';
import {
  DiagnosticSeverity,
  languages,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { closeAll, findingsOf, leaky, open, pause, ruleOf, staysClean, withFindings } from './support.ts';

export function findings(): void {
  describe('findings', () => {
    afterEach(closeAll);

    it('appear on the call, on one line, with rule, severity and the places of the failure', async () => {
      const document = await open('orders.go');
      const [finding] = await withFindings(document, 1);
      assert.ok(finding);
      assert.equal(ruleOf(finding), 'http-body-not-closed');
      assert.equal(finding.severity, DiagnosticSeverity.Warning);
      assert.equal(finding.range.start.line, finding.range.end.line);
      assert.match(document.getText(finding.range), /peer\.Get/);
      assert.match(finding.message, /resp/);
      assert.ok(finding.message.length <= 110 && !finding.message.includes('\n'), finding.message);
      assert.ok((finding.relatedInformation ?? []).length >= 1, 'where the function leaves');
    });

    it('are absent from healthy code and from a suppressed line', async () => {
      await staysClean(await open('healthy.go'));
      await staysClean(await open('suppressed.go'));
    });

    it('follow the text: gone when the body is closed, back when it is not', async () => {
      const document = await open('orders.go');
      await withFindings(document, 1);
      const closing = '\n\tdefer resp.Body.Close()\n';
      const guardEnd = document.positionAt(document.getText().indexOf('\t}\n') + 3);
      const edit = new WorkspaceEdit();
      edit.insert(document.uri, guardEnd, closing.slice(1));
      assert.ok(await workspace.applyEdit(edit));
      await withFindings(document, 0);
      const back = new WorkspaceEdit();
      back.replace(document.uri, wholeOf(document), document.getText().replace(closing.slice(1), ''));
      assert.ok(await workspace.applyEdit(back));
      await withFindings(document, 1);
    });

    it('do not blink while a statement is half typed', async () => {
      const document = await open('orders.go');
      await withFindings(document, 1);
      const end = document.positionAt(document.getText().lastIndexOf('\treturn'));
      const edit = new WorkspaceEdit();
      edit.insert(document.uri, end, '\tx := foo(\n');
      assert.ok(await workspace.applyEdit(edit));
      const until = Date.now() + 1500;
      while (Date.now() < until) {
        assert.equal(findingsOf(document).length, 1);
        await pause(30);
      }
    });

    it('appear in an untitled document, and never in a read-only view of another version', async () => {
      const text = leaky('scratch', 'fetch');
      const untitled = await workspace.openTextDocument({ language: 'go', content: text });
      await window.showTextDocument(untitled);
      await withFindings(untitled, 1);
      const provider = workspace.registerTextDocumentContentProvider('git', {
        provideTextDocumentContent: () => text,
      });
      try {
        const old = await workspace.openTextDocument(Uri.parse('git:/orders.go'));
        assert.equal(old.languageId, 'go');
        await window.showTextDocument(old);
        await staysClean(old);
      } finally {
        provider.dispose();
      }
    });

    it('go away with the document', async () => {
      const document = await open('orders.go');
      await withFindings(document, 1);
      await closeAll();
      await pause(800);
      const left = languages
        .getDiagnostics()
        .flatMap(([, found]) => found.filter((diagnostic) => diagnostic.source === 'premortem'));
      assert.equal(left.length, 0);
    });
  });
}

function wholeOf(document: TextDocument) {
  return document.validateRange(document.lineAt(document.lineCount - 1).range.with(document.positionAt(0)));
}
