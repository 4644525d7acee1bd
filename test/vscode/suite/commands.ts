import assert from 'node:assert/strict';
import { commands, window } from 'vscode';
import { closeAll, open, until, withFindings } from './support.ts';

export function commandsSuite(): void {
  describe('commands', () => {
    afterEach(closeAll);

    it('premortem.explain opens the page of a rule, rendered', async () => {
      const document = await open('orders.go');
      await withFindings(document, 1);
      await commands.executeCommand('premortem.explain', 'http-body-not-closed');
      await until('a preview', () => labels().find((label) => label.includes('http-body-not-closed')));
    });

    it('premortem.restart brings the findings back', async () => {
      const document = await open('orders.go');
      await withFindings(document, 1);
      await commands.executeCommand('premortem.restart');
      await withFindings(document, 1);
    });

    it('premortem.selfCheck answers on the screen', async () => {
      await open('orders.go');
      // the folder is no git repository: the answer is a sentence, which waits for a person
      void commands.executeCommand('premortem.selfCheck');
      await commands.executeCommand('notifications.clearAll');
      assert.ok(window.activeTextEditor);
    });
  });
}

function labels(): string[] {
  return window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label));
}
