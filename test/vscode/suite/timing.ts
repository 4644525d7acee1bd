import assert from 'node:assert/strict';
import Mocha from 'mocha';
import { Range, type TextDocument, WorkspaceEdit, workspace } from 'vscode';
import { closeAll, create, findingsOf, leaky, pause, withFindings } from './support.ts';

const OPEN_LIMIT_MS = 1000;
const KEYSTROKE_LIMIT_MS = 300;
const LINES = 2000;
const ROUNDS = 7;

export function timing(): void {
  describe('timing', () => {
    afterEach(closeAll);

    it(`findings come within ${OPEN_LIMIT_MS} ms of opening a file`, async () => {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const text = leaky('orders', `timed${round}`);
        const start = performance.now();
        const document = await create(`timed${round}.go`, text);
        await withFindings(document, 1);
        times.push(performance.now() - start);
        await closeAll();
      }
      say('open to findings', times);
      assert.ok(median(times) < OPEN_LIMIT_MS);
    });

    it(`findings come within the delay plus ${KEYSTROKE_LIMIT_MS} ms of a keystroke in ${LINES} lines`, async () => {
      const document = await create('long.go', longFile());
      assert.ok(document.lineCount >= LINES);
      const delay = workspace.getConfiguration('premortem', document).get<number>('delay', 0);
      await withFindings(document, 1);
      await pause(500);
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        // the line that closes the body becomes a comment and comes back: one character each time
        const off = round % 2 === 0;
        const start = await typeAt(document, off);
        await withFindings(document, off ? 2 : 1);
        times.push(performance.now() - start - delay);
        await pause(300);
      }
      say(`keystroke to findings in ${document.lineCount} lines, without the delay of ${delay} ms`, times);
      assert.ok(median(times) <= KEYSTROKE_LIMIT_MS);
      assert.ok(findingsOf(document).length > 0);
    });
  });
}

async function typeAt(document: TextDocument, off: boolean): Promise<number> {
  const text = document.getText();
  const edit = new WorkspaceEdit();
  const closing = text.lastIndexOf('defer resp.Body.Close()');
  if (off) edit.insert(document.uri, document.positionAt(closing + 'defer resp.Body.Close('.length - 6), 'x');
  else {
    const at = text.lastIndexOf('xClose()');
    edit.delete(document.uri, new Range(document.positionAt(at), document.positionAt(at + 1)));
  }
  const start = performance.now();
  await workspace.applyEdit(edit);
  return start;
}

/** Ordinary code of about `LINES` lines with one leak, and at the end a function that closes its body. */
function longFile(): string {
  const functions: string[] = [];
  for (let index = 0; functions.length * 12 < LINES; index++) {
    functions.push(`func total${index}(values []int) int {
	sum := 0
	for _, value := range values {
		if value > ${index} {
			sum += value
		} else {
			sum -= value
		}
	}
	return sum
}
`);
  }
  const closed = leaky('orders', 'longClosed')
    .replace(/^[\s\S]*?\)\n/, '')
    .replace('\treturn io', '\tdefer resp.Body.Close()\n\treturn io');
  return `${leaky('orders', 'longLeaky')}\n${functions.join('\n')}${closed}`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function say(what: string, times: readonly number[]): void {
  const all = times.map((time) => Math.round(time)).join(', ');
  Mocha.reporters.Base.consoleLog(`      ${what}: median ${Math.round(median(times))} ms of ${all}`);
}
