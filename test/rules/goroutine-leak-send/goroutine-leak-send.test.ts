import { describe, expect, test } from 'vitest';
import { findingsIn, lineOf } from '../../harness/program.ts';

const rules = ['goroutine-leak-send'];

const TIMEOUT = `package p

import "time"

func f(work func() int) int {
	result := make(chan int)
	go func() {
		result <- work()
	}()
	select {
	case v := <-result:
		return v
	case <-time.After(time.Second):
		return 0
	}
}
`;

describe('the witness', () => {
  test('names the line on which nobody is left to receive, and the case that leads there', () => {
    const [finding] = findingsIn(TIMEOUT, { rules });
    expect(finding?.message.en).toBe(
      'Nobody receives from result once line 14 leaves: this send blocks forever',
    );
    expect(finding && lineOf(finding)).toBe(8);
    expect(finding?.related.map(({ place, message }) => `${place.start.line + 1}: ${message.en}`)).toEqual([
      '6: result is made here',
      '7: the goroutine starts here',
      '13: when this case is chosen',
      '14: leaves here without receiving from result',
    ]);
  });
});

describe('fixes', () => {
  const safe = (source: string): boolean =>
    findingsIn(source, { rules })[0]!.fixes.some((fix) => fix.safety === 'safe');

  test('a buffer of 1 is safe for one goroutine whose send is the last thing that it does', () => {
    expect(safe(TIMEOUT)).toBe(true);
  });

  test.each([
    ['something comes after the send', 'result <- work()\n', 'result <- work()\n\t\tprintln("sent")\n'],
    ['the length is looked at', 'return v\n', 'return v + len(result)\n'],
    ['two goroutines send', 'select {', 'go func() { result <- 1 }()\n\tselect {'],
  ])('not when %s', (_, from, to) => {
    expect(safe(TIMEOUT.replace(from, to))).toBe(false);
  });
});

test('an error that never comes leaves nobody behind', () => {
  const source = (writer: string, call: string): string => `package p

import (
	"bytes"
	"os"
)

var _ *os.File

func f(b ${writer}, work func() int) (int, error) {
	result := make(chan int)
	go func() { result <- work() }()
	if ${call}; err != nil {
		return 0, err
	}
	return <-result, nil
}

var _ bytes.Buffer
`;
  const buffered = '_, err := b.Write([]byte("x"))';
  expect(findingsIn(source('*bytes.Buffer', buffered), { rules })).toEqual([]);
  expect(findingsIn(source('*bytes.Buffer', 'err := b.WriteByte(1)'), { rules })).toEqual([]);
  expect(findingsIn(source('*os.File', buffered), { rules })).toHaveLength(1);
});

describe('leaving at the send', () => {
  const several = (closes: string): string => `package p

import "context"

func f(ctx context.Context, items []int, use func(int) error) error {
	results := make(chan int)
	go func() {
${closes}	}()
	for v := range results {
		if err := use(v); err != nil {
			return err
		}
	}
	return nil
}
`;
  const send = '\t\tfor _, item := range items {\n\t\t\tresults <- item\n\t\t}\n';
  const titles = (source: string): string[] =>
    findingsIn(source, { rules })[0]!.fixes.map((fix) => fix.title.en);

  test('when the context ends is offered where the channel is closed in any case', () => {
    expect(titles(several(`\t\tdefer close(results)\n${send}`)).join()).toContain('ctx');
  });

  test('is not offered where it would skip the close that receivers wait for', () => {
    expect(titles(several(`${send}\t\tclose(results)\n`)).join()).not.toContain('ctx');
  });
});

describe('what a library calls once', () => {
  const leaks = (imports: string, head: string): string => `package p

import (
	"time"

	${imports}
)

${head} {
	result := make(chan int)
	go func() {
		result <- 1
	}()
	select {
	case v := <-result:
		println(v)
	case <-time.After(time.Second):
	}
`;
  const confidence = (source: string): string | undefined =>
    findingsIn(source, { rules, config: { minConfidence: 'low' } })[0]?.confidence;

  test.each([
    [
      'cobra',
      `${leaks('"github.com/spf13/cobra"', 'func run(cmd *cobra.Command, args []string) error')}\treturn nil\n}\n`,
    ],
    [
      'urfave/cli, with its literal',
      `${leaks('"github.com/urfave/cli/v2"', 'var command = &cli.Command{Action: func(c *cli.Context) error')}\treturn nil\n}}\n`,
    ],
    [
      'a function that is made the one of a command',
      `${leaks('"github.com/spf13/cobra"', 'func wrap(run func() error) func(cmd *cobra.Command, args []string) error {\n\treturn func(*cobra.Command, []string) error { return run() }\n}\n\nfunc set(cmd *cobra.Command) { cmd.RunE = wrap(start) }\n\nfunc start() error')}\treturn nil\n}\n`,
    ],
    [
      'kong',
      `${leaks('"github.com/alecthomas/kong"', 'type serve struct{}\n\ntype root struct {\n\tServe serve `cmd:""`\n}\n\nvar _ = kong.Parse\n\nfunc (s *serve) Run() error')}\treturn nil\n}\n`,
    ],
    [
      'mitchellh/cli',
      `${leaks('"github.com/mitchellh/cli"', 'type inspect struct{}\n\nvar _ cli.Command = &inspect{}\n\nfunc (*inspect) Help() string { return "" }\n\nfunc (*inspect) Synopsis() string { return "" }\n\nfunc (*inspect) Run(args []string) int')}\treturn 0\n}\n`,
    ],
  ])('%s', (_, source) => {
    expect(confidence(source)).toBe('low');
  });

  test('a handler in a command is called for each request', () => {
    const source = `${leaks(
      '"net/http"\n\n\t"github.com/spf13/cobra"',
      'func run(cmd *cobra.Command, args []string) error {\n\thttp.HandleFunc("/", func(w http.ResponseWriter, r *http.Request)',
    )}\t})\n\treturn nil\n}\n`;
    expect(confidence(source)).toBe('high');
  });
});

test('the test of a suite does not come back from Fatal', () => {
  const source = (way: string): string => `package p

import (
	"time"

	"github.com/stretchr/testify/suite"
)

type base struct{ suite.Suite }

type cases struct{ base }

func (s *cases) TestStops(wait func() error) {
	stopped := make(chan error)
	go func() { stopped <- wait() }()
	select {
	case err := <-stopped:
		s.Require().NoError(err)
	case <-time.After(time.Second):
		${way}
	}
}
`;
  const found = (way: string): number => findingsIn({ 'p/p_test.go': source(way) }, { rules }).length;
  expect(found('s.T().Fatal("still there")')).toBe(0);
  expect(found('s.Fail("still there")')).toBe(0);
  expect(found('s.T().Log("still there")')).toBe(1);
});

test('a context that has ended has an error, with which the assertion ends the test', () => {
  const source = (assertion: string): string => `package p

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestWaits(t *testing.T, wait func() error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	stopped := make(chan error)
	go func() { stopped <- wait() }()
	select {
	case err := <-stopped:
		require.NoError(t, err)
	case <-ctx.Done():
		${assertion}
	}
}
`;
  const found = (text: string): number => findingsIn({ 'p/p_test.go': source(text) }, { rules }).length;
  expect(found('require.NoError(t, ctx.Err())')).toBe(0);
  expect(found('require.Error(t, ctx.Err())')).toBe(1);
});
