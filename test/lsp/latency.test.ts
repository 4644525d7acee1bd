import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Converter } from '../../server/src/lsp/convert.ts';
import { GoDocument } from '../../server/src/lsp/documents.ts';
import { Judge } from '../../server/src/lsp/judge.ts';
import { Modules } from '../../server/src/lsp/modules.ts';
import { readEditorSettings } from '../../server/src/lsp/settings.ts';
import { parser } from '../harness/program.ts';
import { buildServer, Client, NEOVIM, uri, VSCODE, workspace } from './client.ts';
import { GO_MOD } from './go-texts.ts';

let server: Awaited<ReturnType<typeof buildServer>>;
beforeAll(async () => {
  server = await buildServer();
});
afterAll(() => server.dispose());

/** Functions of a service that fetch, query and wait, each with something to follow. */
const FUNCTION = `
func fetch(client *http.Client, url string) ([]byte, error) {
	resp, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(resp.Status)
	}
	var out []byte
	for i := 0; i < 3; i++ {
		part, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
		if err != nil {
			return nil, err
		}
		out = append(out, part...)
	}
	done := make(chan struct{}, 1)
	go func() { done <- struct{}{} }()
	select {
	case <-done:
	case <-time.After(time.Second):
	}
	return out, nil
}
`;

const functions = Array.from({ length: 80 }, (_, index) => FUNCTION.replace('fetch', `fetch${index}`));
const TEXT = `package shop

import (
	"errors"
	"io"
	"net/http"
	"time"
)
${functions.join('')}
func last(peer *http.Client, url string) error {
	resp, err := peer.Get(url)
	if err != nil {
		return err
	}
	_ = resp.Status
	return nil
}
`;

test.each([
  ['pulled', VSCODE],
  ['pushed', NEOVIM],
] as const)(
  '%s: from opening and from a keystroke to diagnostics in a 2,000-line file',
  async (_, capabilities) => {
    const lines = TEXT.split('\n').length;
    expect(lines).toBeGreaterThan(2000);
    const root = workspace({ 'go.mod': GO_MOD, 'a.go': TEXT });
    const file = uri(join(root, 'a.go'));
    const delay = 300;
    const client = await Client.start(server.program, {
      capabilities,
      folders: [root],
      settings: () => ({ delay }),
    });
    const after = async (version: number): Promise<number> => {
      const items = client.initialized.capabilities.diagnosticProvider
        ? await client.items(file)
        : (await client.pushed(file, (params) => params.version === version)).diagnostics;
      return items.length;
    };
    const opened = performance.now();
    await client.open(file, TEXT);
    expect(await after(1)).toBe(1);
    const openTime = performance.now() - opened;
    const times: number[] = [];
    for (let key = 0; key < 9; key++) {
      const where = { line: 30 + key * 10, character: 0 };
      const started = performance.now();
      const version = await client.change(file, { start: where, end: where }, ' ');
      expect(await after(version)).toBe(1);
      times.push(performance.now() - started - delay);
    }
    times.sort((a, b) => a - b);
    const [best, median] = [times[0]!, times[Math.floor(times.length / 2)]!];
    console.log(
      `${lines} lines: opened in ${openTime.toFixed(0)} ms; keystroke ${median.toFixed(0)} ms ` +
        `(best ${best.toFixed(0)} ms) beyond the delay of ${delay} ms`,
    );
    // wall-clock time belongs to the machine as well: the tight bound is on processor time, below
    expect(best).toBeLessThan(3000);
    expect(openTime).toBeLessThan(10_000);
    await client.stop();
  },
);

test('a keystroke in a 2,000-line file costs less than 300 ms of processor time', async () => {
  const root = workspace({ 'go.mod': GO_MOD, 'a.go': TEXT });
  const path = join(root, 'a.go');
  const modules = new Modules(
    parser,
    () => {},
    () => {},
  );
  const judge = new Judge(parser, modules);
  const document = new GoDocument(uri(path), 1, TEXT, new Converter('utf-16'), parser);
  const settings = { ...readEditorSettings({}, 'en'), configFile: undefined };
  const textOf = () => ({ text: document.text, tree: document.tree! });
  modules.open(path, textOf());
  judge.judge(document, settings);
  const costs: number[] = [];
  for (let key = 0; key < 40; key++) {
    const where = { line: 30 + key * 10, character: 0 };
    const before = process.cpuUsage();
    document.edit([{ range: { start: where, end: where }, text: ' ' }], key + 2, parser);
    modules.edit(path, textOf());
    expect(judge.judge(document, settings)?.findings).toHaveLength(1);
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1000);
  }
  costs.sort((a, b) => a - b);
  const median = costs[Math.floor(costs.length / 2)]!;
  console.log(
    `keystroke: ${median.toFixed(0)} ms of processor time (best ${costs[0]!.toFixed(0)} ms, all threads)`,
  );
  // what else runs on the machine makes some keystrokes dearer, and none cheaper
  expect(costs[0]).toBeLessThan(300);
  modules.close(path);
  document.dispose();
});
