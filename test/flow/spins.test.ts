import { expect, test } from 'vitest';
import { graphsOf } from '../../server/src/core/flow/graphs.ts';
import { spinOf } from '../../server/src/core/flow/spins.ts';
import { fileOf } from '../harness/program.ts';

/** How the select in a loop spins whose `default` does something. */
function spin(inDefault: string, behind = '') {
  const { pkg, file } = fileOf(`package p

import (
	"runtime"
	"time"
)

func f(ch <-chan int, work func(), stop func() bool) {
	for {
		select {
		case <-ch:
			return
		default:
			${inDefault}
		}
		${behind}
	}
}

var _ = runtime.Gosched
var _ = time.Sleep
`);
  const [select] = file.tree.root.descendants('select_statement');
  return spinOf(pkg, graphsOf(pkg).graphOf(pkg.functionOf(select!)!), select!);
}

test('a default that does nothing comes back without a pause', () => {
  expect(spin('')).toEqual({ yields: false, isOnlySelect: true });
});

test('what waits, works or leaves is no spin', () => {
  for (const step of ['time.Sleep(time.Second)', '<-ch', 'work()', 'return'])
    expect(spin(step)).toBeUndefined();
  expect(spin('', 'work()')).toBeUndefined();
});

test('giving way is no wait', () => {
  expect(spin('runtime.Gosched()')).toEqual({ yields: true, isOnlySelect: true });
});

test('a question behind the select may leave the loop', () => {
  expect(spin('', 'if len(ch) > 3 {\n			return\n		}')).toEqual({ yields: false, isOnlySelect: false });
});
