import { expect, test } from 'vitest';
import { qualifiedId } from '../../server/src/core/semantic/qualified.ts';
import { programOf } from '../harness/program.ts';

const MAIN = `package m

import (
	. "example.com/m/words"
	. "net/http"
)

var own = 1

var (
	a = NoBody
	b = Word
	c = Say
	d = own
	e = true
)

func local() {
	NoBody := 2
	_ = NoBody
}
`;

const WORDS = `package words

var Word = "w"

func Say() {}
`;

test('what a dot import brings into a file has the name of its package', () => {
  const program = programOf({
    'go.mod': 'module example.com/m\n\ngo 1.22\n',
    'm.go': MAIN,
    'words/words.go': WORDS,
  });
  const pkg = program.packageOf('m.go')!;
  const { root } = program.fileModel('m.go')!.tree;
  const specs = [...root.descendants('var_spec')].slice(1);
  const ids = specs.map((spec) => qualifiedId(pkg, spec.field('value')!.firstNamedChild!));
  expect(ids).toEqual([
    'net/http.NoBody',
    'example.com/m/words.Word',
    'example.com/m/words.Say',
    undefined,
    undefined,
  ]);
  const local = [...root.descendants('identifier')].filter(({ text }) => text === 'NoBody').at(-1)!;
  expect(qualifiedId(pkg, local)).toBeUndefined();
});
