import assert from 'node:assert/strict';
import { commands, type Hover, MarkdownString, type Position, type TextDocument } from 'vscode';
import { closeAll, findingsOf, open, ruleOf, until, withFindings, withSetting } from './support.ts';

export function hover(): void {
  describe('hover', () => {
    afterEach(closeAll);

    it('shows one card on a finding: chain, signal, command, interception', async () => {
      const document = await open('orders.go');
      const [finding] = await withFindings(document, 1);
      const cards = await cardsAt(document, finding!.range.start.translate(0, 1));
      assert.equal(cards.length, 1);
      const [card] = cards;
      assert.match(card!, /^1\. /m);
      assert.match(card!, /^3\. /m);
      assert.match(card!, /\*\*Signal\*\*/);
      assert.match(card!, /```sh/);
      assert.match(card!, /\*\*Intercept\*\*/);
      assert.doesNotMatch(card!, /\{\w+\}/, 'no placeholder is left');
    });

    it('shows nothing of ours elsewhere', async () => {
      const document = await open('orders.go');
      await withFindings(document, 1);
      const elsewhere = [
        document.positionAt(document.getText().indexOf('return')),
        document.positionAt(document.getText().indexOf('resp, err')),
      ];
      for (const position of elsewhere) assert.deepEqual(await cardsAt(document, position), []);
    });

    it('speaks Chinese with premortem.locale, findings included, and keeps the rule name', async () => {
      const document = await open('orders.go');
      await withFindings(document, 1);
      await withSetting('locale', 'zh-cn', async () => {
        const finding = await chineseFinding(document);
        const [card] = await cardsAt(document, finding.range.start.translate(0, 1));
        assert.match(card ?? '', /信号/);
        assert.match(card ?? '', /拦截/);
      });
    });
  });
}

async function chineseFinding(document: TextDocument) {
  const finding = await until('a Chinese message', () =>
    findingsOf(document).find((diagnostic) => /[\u4e00-\u9fff]/.test(diagnostic.message)),
  );
  assert.equal(ruleOf(finding), 'http-body-not-closed');
  return finding;
}

/** The Markdown of every hover that is a card of ours. */
export async function cardsAt(document: TextDocument, position: Position): Promise<string[]> {
  const hovers = await commands.executeCommand<Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return hovers
    .flatMap((entry) => entry.contents)
    .map((content) => (content instanceof MarkdownString ? content.value : String(content)))
    .filter((text) => text.trim() !== '');
}
