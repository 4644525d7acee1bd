import { expect, test } from 'vitest';
import { fileSystemOpenedBy } from '../../server/src/core/flow/file-systems.ts';
import { fileOf } from '../harness/program.ts';

/** What holds the file that the first `Open` of a function opens. */
function kindIn(statement: string): string | undefined {
  const text = `package p

import (
	"embed"
	"io/fs"
	"net/http"
	"os"

	"example.com/foreign"
	statik "github.com/rakyll/statik/fs"
)

var _ = []any{os.DirFS, statik.New, foreign.New, http.Dir("")}

//go:embed *.go
var sources embed.FS

var _, _ = fs.Sub(sources, ".")

var files http.FileSystem

func init() { ${statement} }

func f() { files.Open("a") }
`;
  const { pkg, file } = fileOf({ 'go.mod': 'module example.com/m\n\ngo 1.22\n', 'p/p.go': text });
  expect(file.tree.root.hasError, text).toBe(false);
  const call = [...file.tree.root.descendants('call_expression')].find(
    (each) => each.field('function')?.text === 'files.Open',
  )!;
  return fileSystemOpenedBy(pkg, call);
}

test.each([
  ['files = http.FS(os.DirFS("a"))', 'system'],
  ['files, _ = statik.New()', 'memory'],
  ['files = http.FS(sources)', 'memory'],
  [
    'var sub fs.FS; var err error; if sub, err = fs.Sub(sources, "a"); err != nil { panic(err) }; files = http.FS(sub)',
    'memory',
  ],
  ['files = http.FS(sources); files = http.Dir("a")', undefined],
  ['files = foreign.New("a")', 'unseen'],
  ['files = foreign.New("a"); files = http.FS(os.DirFS("a"))', undefined],
])('%s', (statement, expected) => {
  expect(kindIn(statement)).toBe(expected);
});
