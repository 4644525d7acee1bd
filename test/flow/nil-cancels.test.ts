import { expect, test } from 'vitest';
import { mayGiveNil } from '../../server/src/core/flow/nil-cancels.ts';
import { fileOf } from '../harness/program.ts';

/** Whether the second result of a function with a body may be nil where it gives no error. */
function isNilAtTimes(body: string): boolean {
  const { file, pkg } = fileOf(`package p

import (
	"context"
	"errors"
)

func other(ctx context.Context, shared bool) (context.Context, context.CancelFunc, error) {
	if shared {
		return ctx, nil, nil
	}
	ctx, cancel := context.WithCancel(ctx)
	return ctx, cancel, nil
}

func made(ctx context.Context, shared bool, check func() error) (c context.Context, cancel context.CancelFunc, err error) {
${body}
}

func use(ctx context.Context) {
	ctx, cancel, err := made(ctx, true, nil)
}
`);
  expect(file.tree.root.hasError, body).toBe(false);
  const call = [...file.tree.root.descendants('call_expression')].find((each) =>
    each.text.startsWith('made('),
  )!;
  return mayGiveNil(pkg, call, 1);
}

const MADE = 'c, cancel = context.WithCancel(ctx);';

test.each([
  ['nil beside an error', 'return nil, nil, errors.New("no")', false],
  ['nil without an error', 'return ctx, nil, nil', true],
  [
    'a checked error',
    `if err := check(); err != nil { return nil, nil, err }; ${MADE} return c, cancel, nil`,
    false,
  ],
  ['an error that may be nil', 'err = check(); return nil, nil, err', true],
  ['a result that is set', `${MADE} return`, false],
  ['a result that is set at times', `if !shared { ${MADE} }; return`, true],
  ['a variable without a value', 'var stop context.CancelFunc; return ctx, stop, nil', true],
  ['a function literal', 'return ctx, func() {}, nil', false],
  ['what another function gives', 'return other(ctx, shared)', true],
  ['what another function gave', 'c, stop, err := other(ctx, shared); return c, stop, err', true],
])('%s', (_, body, expected) => {
  expect(isNilAtTimes(body)).toBe(expected);
});
