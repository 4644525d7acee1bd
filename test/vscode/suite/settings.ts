import assert from 'node:assert/strict';
import { commands, Range, WorkspaceEdit, workspace } from 'vscode';
import { cardsAt } from './hover.ts';
import {
  closeAll,
  create,
  findingsOf,
  leaky,
  open,
  pause,
  staysClean,
  withFindings,
  withSetting,
} from './support.ts';

export function settings(): void {
  describe('settings', () => {
    afterEach(closeAll);

    it('premortem.enable off leaves nothing: no finding, no card, no action; on brings all back', async () => {
      const document = await open('orders.go');
      const [finding] = await withFindings(document, 1);
      await withSetting('enable', false, async () => {
        await withFindings(document, 0);
        assert.deepEqual(await cardsAt(document, finding!.range.start.translate(0, 1)), []);
        const actions = await commands.executeCommand<unknown[]>(
          'vscode.executeCodeActionProvider',
          document.uri,
          new Range(0, 0, document.lineCount, 0),
        );
        assert.deepEqual(actions, []);
      });
      await withFindings(document, 1);
    });

    it('premortem.rules switches a rule off by name and by pattern', async () => {
      const document = await open('orders.go');
      await withFindings(document, 1);
      for (const rules of [{ 'http-body-not-closed': 'off' }, { 'http-*': 'off' }]) {
        await withSetting('rules', rules, async () => {
          await withFindings(document, 0);
        });
        await withFindings(document, 1);
      }
    });

    it('premortem.run onSave waits for the save', async () => {
      const document = await open('orders.go');
      await withFindings(document, 1);
      await withSetting('run', 'onSave', async () => {
        const edit = new WorkspaceEdit();
        edit.insert(
          document.uri,
          document.positionAt(document.getText().indexOf('\t}\n') + 3),
          '\tdefer resp.Body.Close()\n',
        );
        assert.ok(await workspace.applyEdit(edit));
        await pause(1200);
        assert.equal(findingsOf(document).length, 1, 'not judged yet');
        assert.ok(await document.save());
        await withFindings(document, 0);
      });
      await commands.executeCommand('undo');
      await document.save();
      await withFindings(document, 1);
    });

    it('premortem.run manual waits for the command', async () => {
      await withSetting('run', 'manual', async () => {
        const document = await create('manual.go', leaky('orders', 'manual'));
        await staysClean(document);
        await commands.executeCommand('premortem.analyzeFile');
        await withFindings(document, 1);
      });
    });
  });
}
