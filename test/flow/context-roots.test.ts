import { expect, test } from 'vitest';
import { rootOf } from '../../server/src/core/flow/context-roots.ts';
import { fileOf } from '../harness/program.ts';

/** Where the parent of the only WithCancel whose result is called `child` stems from. */
function rootIn(source: string): string {
  const text = `package p

import (
	"context"
	"net/http"
	"testing"

	"example.org/tracing"
	"golang.org/x/sync/errgroup"
)

var _ http.Handler
var _ testing.TB
var _ = tracing.Known
var _ errgroup.Group
var shared = context.Background()

func base() context.Context { return context.WithValue(context.TODO(), 1, 2) }

${source}
`;
  const { pkg, file } = fileOf({ 'p/p.go': text, 'go.mod': 'module example.com/p\n\ngo 1.24\n' });
  expect(file.tree.root.hasError, text).toBe(false);
  const call = [...file.tree.root.descendants('call_expression')].find(
    (each) => each.parent?.parent?.field('left')?.firstNamedChild?.text === 'child',
  )!;
  return rootOf(pkg, call.field('arguments')!.firstNamedChild!, call);
}

const made = (parent: string): string => `func f() { child, _ := context.WithCancel(${parent}); _ = child }`;

test.each([
  ['Background', made('context.Background()'), 'endless'],
  ['without the end of another', made('context.WithoutCancel(shared)'), 'endless'],
  ['a helper', made('base()'), 'endless'],
  ['a variable of the package', made('shared'), 'cancellable'],
  [
    'a variable that gets another value later',
    'func f() { ctx := base(); child, _ := context.WithCancel(ctx); ctx = child; _ = ctx }',
    'endless',
  ],
  [
    'a parent of its own',
    'func f() { ctx, _ := context.WithCancel(base()); child, _ := context.WithCancel(ctx); _ = child }',
    'endless',
  ],
  [
    'the context of a group of its own',
    'func f() { _, ctx := errgroup.WithContext(base()); child, _ := context.WithCancel(ctx); _ = child }',
    'endless',
  ],
  [
    'one with a timer',
    'func f() { ctx, _ := context.WithTimeout(base(), 1); child, _ := context.WithCancel(ctx); _ = child }',
    'cancellable',
  ],
  [
    'one that all rounds share',
    'func f() { ctx, _ := context.WithCancel(base()); for { child, _ := context.WithCancel(ctx); _ = child } }',
    'cancellable',
  ],
  [
    'one of each round',
    'func f() { for { ctx, _ := context.WithCancel(base()); child, _ := context.WithCancel(ctx); _ = child } }',
    'endless',
  ],
  [
    'one that all calls of a literal share',
    'func f() func() { ctx, _ := context.WithCancel(base()); return func() { child, _ := context.WithCancel(ctx); _ = child } }',
    'cancellable',
  ],
  [
    'one that the caller has',
    'func f() { ctx, _ := context.WithCancel(base()); g(ctx) }\nfunc g(ctx context.Context) { child, _ := context.WithCancel(ctx); _ = child }',
    'cancellable',
  ],
  [
    'what every caller gives',
    'func f() { g(base()) }\nfunc g(ctx context.Context) { child, _ := context.WithCancel(ctx); _ = child }',
    'endless',
  ],
  [
    'what unseen callers give',
    'func F(ctx context.Context) { child, _ := context.WithCancel(ctx); _ = child }',
    'cancellable',
  ],
  ['a library that is given none', made('tracing.NewContext()'), 'unseen'],
  ['a library that is given one without end', made('tracing.WithName(base(), "")'), 'unseen'],
  [
    'a library that is given one',
    'func F(ctx context.Context) { child, _ := context.WithCancel(tracing.WithName(ctx, "")); _ = child }',
    'cancellable',
  ],
  [
    'a library that is given a request',
    'func F(r *http.Request) { child, _ := context.WithCancel(tracing.FromRequest(r)); _ = child }',
    'cancellable',
  ],
  [
    'a library that is given a test',
    'func F(t *testing.T) { child, _ := context.WithCancel(tracing.ForTest(t)); _ = child }',
    'unseen',
  ],
  [
    'a method',
    'func F(r *http.Request) { child, _ := context.WithCancel(r.Context()); _ = child }',
    'cancellable',
  ],
])('%s', (_, source, root) => {
  expect(rootIn(source)).toBe(root);
});
