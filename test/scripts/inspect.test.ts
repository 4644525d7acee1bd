import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../harness/program.ts';

const SOURCE = `package m

import "net/http"

type Client struct{ http *http.Client }

func (c *Client) Fetch(url string) int {
	resp, err := c.http.Get(url)
	if err != nil {
		panic(err)
	}
	if resp.StatusCode != http.StatusOK {
		return 0
	}
	drain(resp)
	return 1
}

func drain(resp *http.Response) {
	resp.Body.Close()
}

func open(url string) (*http.Response, error) {
	return http.Get(url)
}
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'premortem-inspect-'));
  writeFileSync(join(folder, 'go.mod'), 'module example.com/m\n\ngo 1.22\n');
  writeFileSync(join(folder, 'm.go'), SOURCE);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function inspect(...args: readonly string[]) {
  const ran = spawnSync(
    process.execPath,
    [join(ROOT, 'scripts/inspect.mjs'), join(folder, 'm.go'), ...args],
    { encoding: 'utf8' },
  );
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

describe('inspect.mjs', () => {
  test('--tree of a function, named without its receiver', () => {
    const { code, out } = inspect('Fetch', '--tree');
    expect(code).toBe(0);
    expect(out).toMatch(/^method_declaration\n {2}receiver: parameter_list\n/);
    expect(out).not.toContain('"drain"\n  parameters');
  });

  test('--types: types, constants and callees by line', () => {
    const { out } = inspect('(*Client).Fetch', '--types');
    expect(out).toContain('    8  resp, err := c.http.Get(url)\n');
    expect(out).toContain('resp : *net/http.Response\n');
    expect(out).toContain('http.StatusOK : int = 200\n');
    expect(out).toContain('calls method net/http.Client.Get(string) (*net/http.Response, error)\n');
    expect(out).toContain('calls function example.com/m.drain(*net/http.Response) (m.go, in the program)\n');
  });

  test('--cfg: blocks, edges with conditions, exits', () => {
    const { out } = inspect('Fetch', '--cfg');
    expect(out).toMatch(/-> b\d+ true: err != nil\n/);
    expect(out).toContain('exit: panic, line 10\n');
    expect(out).toContain('exit: return, line 13\n');
    expect(out).toContain('exit: return, line 16\n');
  });

  test('--dot: one cluster per function, every edge between declared nodes', () => {
    const { out } = inspect('--dot');
    expect(out).toMatch(/^digraph cfg \{\n[\s\S]*\}\n$/);
    expect(out.match(/subgraph cluster_/g)).toHaveLength(3);
    const nodes = new Set([...out.matchAll(/^ {4}(f\d+b\d+) \[/gm)].map((match) => match[1]));
    const ends = [...out.matchAll(/^ {4}(f\d+b\d+) -> (f\d+b\d+) /gm)].flatMap((match) => [
      match[1],
      match[2],
    ]);
    expect(ends.length).toBeGreaterThan(4);
    for (const end of ends) expect(nodes).toContain(end);
  });

  test('--ownership: what stands for the value, guards and facts, and each step with its line', () => {
    const { out } = inspect('Fetch', '--ownership');
    expect(out).toContain('http-response from c.http.Get(url) (line 8)\n');
    expect(out).toContain('[resp.Body; guard err]');
    expect(out).toMatch(/\[resp\.Body; .*surely there\]/);
    expect(out).toContain('   13  LOST: early-return\n');
    expect(out).toContain('   15  resp: releases\n');
  });

  test('--summaries: effects on parameters and fresh results', () => {
    const { out } = inspect('--summaries');
    expect(out).toContain('drain (line 19)\n  http-response: resp: releases: always\n');
    expect(out).toContain('open (line 23)\n  http-response: gives a fresh value as result 0\n');
  });

  test('--svg says so when Graphviz is missing', () => {
    const hasDot = spawnSync('dot', ['-V']).status === 0;
    const { code, err } = inspect('Fetch', '--svg', join(folder, 'cfg.svg'));
    expect(code).toBe(hasDot ? 0 : 2);
    if (!hasDot) expect(err).toContain('is not installed');
  });

  test('a function that is not there names those that are', () => {
    const { code, err } = inspect('Nope', '--cfg');
    expect(code).toBe(2);
    expect(err).toContain('there are (*Client).Fetch, drain, open');
  });
});
