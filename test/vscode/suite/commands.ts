import { commands, TabInputWebview, window } from 'vscode';
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

    it('premortem.selfCheck shows a report', async () => {
      await open('orders.go');
      await commands.executeCommand('premortem.selfCheck');
      await until('a report', () => labels().find((label) => label.includes('Self-check of')));
    });
  });
}

/** Labels of the rendered pages that are open. */
function labels(): string[] {
  return window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter((tab) => tab.input instanceof TabInputWebview)
    .map((tab) => tab.label);
}
