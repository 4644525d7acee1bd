import { join } from 'node:path';
import { type ExtensionContext, type LogOutputChannel, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { createClient } from './client.ts';
import { registerCommands } from './commands.ts';
import { MarkdownPages } from './pages.ts';
import { StatusNotification } from './protocol.ts';
import { Status } from './status.ts';

/** The running extension: one server, its log, its status item, its commands. Everything is gone after `stop`. */
export class Premortem {
  readonly log: LogOutputChannel;
  readonly client: LanguageClient;
  readonly status: Status;
  readonly pages: MarkdownPages;

  constructor(context: ExtensionContext) {
    this.log = window.createOutputChannel('Premortem', { log: true });
    this.status = new Status();
    this.client = createClient(join(context.extensionPath, 'dist', 'server.js'), this.log, () =>
      this.status.serverDown(),
    );
    this.pages = new MarkdownPages(this.client);
    context.subscriptions.push(
      this.log,
      this.status,
      this.pages,
      this.client.onNotification(StatusNotification, (params) => this.status.update(params)),
      this.client.onDidChangeState(({ newState }) => this.status.serverState(newState)),
      ...registerCommands(this),
    );
  }

  /** Starts the server; a failure goes to the log and the status item, not to a message. */
  async start(): Promise<void> {
    try {
      await this.client.start();
    } catch (error) {
      this.log.error(error instanceof Error ? error : String(error));
      this.status.serverDown();
    }
  }

  async restart(): Promise<void> {
    if (this.client.needsStop()) await this.client.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    if (this.client.needsStop()) await this.client.stop();
    await this.client.dispose();
  }
}
