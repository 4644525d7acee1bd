import assert from 'node:assert/strict';
import { type CodeAction, commands, Range, type TextDocument, workspace } from 'vscode';
import { closeAll, create, leaky, onDisk, open, pause, withFindings } from './support.ts';

const FIX_ALL = 'source.fixAll.premortem';

export function fixes(): void {
  describe('fixes', () => {
    afterEach(closeAll);
    after(async () => {
      const editor = workspace.getConfiguration('editor', { languageId: 'go' });
      await editor.update('codeActionsOnSave', undefined, true, true);
    });

    it('offer the safe fix first and preferred; applying it is one undo step', async () => {
      const document = await open('orders.go');
      const [finding] = await withFindings(document, 1);
      const before = document.getText();
      const actions = await actionsAt(document, finding!.range, 'quickfix');
      const [first] = actions;
      assert.ok(first?.edit, 'the first action has an edit');
      assert.equal(first.isPreferred, true);
      assert.equal(actions.filter((action) => action.isPreferred).length, 1);
      assert.match(first.title, /\S/);
      assert.ok(await workspace.applyEdit(first.edit));
      assert.match(document.getText(), /defer resp\.Body\.Close\(\)/);
      await withFindings(document, 0);
      await commands.executeCommand('undo');
      assert.equal(document.getText(), before);
    });

    it('offer to ignore and to explain after the fixes', async () => {
      const document = await open('orders.go');
      const [finding] = await withFindings(document, 1);
      const titles = (await actionsAt(document, finding!.range, 'quickfix')).map((action) => action.title);
      assert.ok(titles.length <= 7, titles.join('\n'));
      const ignore = titles.findIndex((title) => /ignore/i.test(title));
      const explain = titles.findIndex((title) => /explain/i.test(title));
      assert.ok(ignore > 0 && explain > ignore, titles.join('\n'));
    });

    it('fix all safe findings of a file through source.fixAll.premortem, and nothing on healthy code', async () => {
      const document = await create(
        'many.go',
        `${leaky('orders', 'manyOne')}${leaky('x', 'manyTwo').replace(/^[\s\S]*?\)\n/, '')}`,
      );
      await withFindings(document, 2);
      const [action] = await actionsAt(document, wholeOf(document), FIX_ALL);
      assert.equal(action?.kind?.value, FIX_ALL);
      assert.ok(action.edit);
      assert.ok(await workspace.applyEdit(action.edit));
      await withFindings(document, 0);
      assert.equal(document.getText().match(/defer resp\.Body\.Close\(\)/g)?.length, 2);
      const healthy = await open('healthy.go');
      assert.deepEqual(await actionsAt(healthy, wholeOf(healthy), FIX_ALL), []);
    });

    it('are not offered to another kind of action', async () => {
      const document = await open('orders.go');
      await withFindings(document, 1);
      assert.deepEqual(await actionsAt(document, wholeOf(document), 'source.organizeImports'), []);
      assert.deepEqual(await actionsAt(document, wholeOf(document), 'refactor'), []);
    });

    it('are applied by the command', async () => {
      const document = await open('orders.go');
      await withFindings(document, 1);
      await commands.executeCommand('premortem.fixFile');
      await withFindings(document, 0);
      assert.match(document.getText(), /defer resp\.Body\.Close\(\)/);
    });

    it('leave saving alone until asked', async () => {
      const document = await create('saved.go', leaky('orders', 'saved'));
      await withFindings(document, 1);
      assert.ok(await document.save());
      await commands.executeCommand('workbench.action.files.saveWithoutFormatting');
      assert.equal(await onDisk('saved.go'), leaky('orders', 'saved'));
    });

    it('on save: the setting keeps what the Go extension brings, and a second save changes nothing', async () => {
      await open('healthy.go');
      // a person closes the message; here nobody does
      void commands.executeCommand('premortem.enableFixOnSave');
      const deadline = Date.now() + 5000;
      let value: Record<string, string> | undefined;
      while (value?.[FIX_ALL] === undefined && Date.now() < deadline) {
        await pause(50);
        value = workspace
          .getConfiguration('editor', { languageId: 'go' })
          .inspect<Record<string, string>>('codeActionsOnSave')?.globalLanguageValue;
      }
      assert.deepEqual(value, { 'source.organizeImports': 'explicit', [FIX_ALL]: 'explicit' });

      const document = await create('saved.go', leaky('orders', 'saved'));
      await withFindings(document, 1);
      await commands.executeCommand('workbench.action.files.save');
      const first = await onDisk('saved.go');
      assert.match(first, /defer resp\.Body\.Close\(\)/);
      assert.equal(document.isDirty, false);
      await commands.executeCommand('workbench.action.files.save');
      assert.equal(await onDisk('saved.go'), first);
      await withFindings(document, 0);
    });
  });
}

function wholeOf(document: TextDocument): Range {
  return new Range(0, 0, document.lineCount, 0);
}

async function actionsAt(document: TextDocument, range: Range, kind: string): Promise<CodeAction[]> {
  const actions = await commands.executeCommand<CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    kind,
    20,
  );
  return actions ?? [];
}
