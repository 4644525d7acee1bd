import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';
import { closeAll, EXTENSION_ID, open, until } from './support.ts';

export function activation(): void {
  describe('activation', () => {
    after(closeAll);

    it('is the packaged extension', () => {
      const extension = extensions.getExtension(EXTENSION_ID);
      assert.ok(extension, `${EXTENSION_ID} is installed`);
      const folder = process.env.PREMORTEM_EXTENSIONS_DIR;
      assert.ok(folder, 'the runner says where it installed the extension');
      assert.ok(extension.extensionPath.startsWith(folder), extension.extensionPath);
    });

    it('does not run before a Go file is open', () => {
      assert.equal(extensions.getExtension(EXTENSION_ID)?.isActive, false);
    });

    it('runs when a Go file is opened', async () => {
      await open('healthy.go');
      await until('active', () => extensions.getExtension(EXTENSION_ID)?.isActive);
    });

    it('has every command that it announces', async () => {
      const manifest = extensions.getExtension(EXTENSION_ID)?.packageJSON as {
        contributes: { commands: { command: string }[] };
      };
      const known = await commands.getCommands(true);
      for (const { command } of manifest.contributes.commands) assert.ok(known.includes(command), command);
    });
  });
}
