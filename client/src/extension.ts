import type { ExtensionContext } from 'vscode';
import { Premortem } from './premortem.ts';

let premortem: Premortem | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  premortem = new Premortem(context);
  await premortem.start();
}

export async function deactivate(): Promise<void> {
  await premortem?.stop();
  premortem = undefined;
}
