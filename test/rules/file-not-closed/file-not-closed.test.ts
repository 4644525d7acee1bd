import { describe, expect, test } from 'vitest';
import { renderCard } from '../../../server/src/core/render/card.ts';
import { findingsIn } from '../../harness/program.ts';

const source = (body: string, header = 'package a\n\nimport "os"\n\nfunc use(path string) error'): string =>
  `${header} {\n\tf, err := os.Open(path)\n\tif err != nil {\n\t\treturn err\n\t}\n${body}}\n`;

const opening = (library: string, check: string): string =>
  `package a\n\nimport (\n\t"os"\n\t"testing"\n\n\t"${library}"\n)\n\nfunc TestAbsent(t *testing.T) {\n\t_, err := os.Open("absent")\n\t${check}\n}\n`;

const COMMANDS = `package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

func main() {
	root := &cobra.Command{Use: "tool"}
	root.AddCommand(show(), wrapped())
	if err := root.Execute(); err != nil {
		os.Exit(1)
	}
}

func show() *cobra.Command {
	return &cobra.Command{
		RunE: func(_ *cobra.Command, args []string) error {
			f, err := os.Open(args[0])
			if err != nil {
				return err
			}
			fmt.Println(f.Name())
			return nil
		},
	}
}

type options struct{ path string }

func wrapped() *cobra.Command {
	o := &options{}
	return &cobra.Command{RunE: withArguments(o.run)}
}

func withArguments(run func() error) func(cmd *cobra.Command, args []string) error {
	return func(*cobra.Command, []string) error { return run() }
}

func (o *options) run() error {
	f, err := os.Open(o.path)
	if err != nil {
		return err
	}
	fmt.Println(f.Name())
	return nil
}
`;

describe('file-not-closed', () => {
  test('what runs for a command runs once, named in it or not, or made of another function', () => {
    expect(findingsIn(COMMANDS)).toEqual([]);
    const severities = findingsIn(COMMANDS, { config: { minConfidence: 'low' } }).map(
      ({ severity }) => severity,
    );
    expect(severities).toEqual(['hint', 'hint']);
  });

  test('the way out is named, and the way to it is shown', () => {
    const [finding, ...others] = findingsIn(
      source('\tif _, err := f.Stat(); err != nil {\n\t\treturn err\n\t}\n\treturn f.Close()\n'),
    );
    expect(others).toEqual([]);
    expect(finding!.message.en).toBe(
      'f is not closed on the path leaving at line 11: each call keeps one file descriptor',
    );
    expect(finding!.related.map((place) => place.place.start.line + 1)).toEqual([6, 7, 10, 11]);
  });

  test('in main the card says that the end of the process closes everything', () => {
    const [finding] = findingsIn(
      'package main\n\nimport "os"\n\nfunc main() {\n\tf, err := os.Open("x")\n\tif err != nil {\n\t\treturn\n\t}\n\tf.Stat()\n}\n',
      { config: { minConfidence: 'low' } },
    );
    expect(finding!.confidence).toBe('low');
    expect(finding!.severity).toBe('hint');
    expect(finding!.message.en).toBe(
      'f is never closed: it keeps one file descriptor until the process ends',
    );
    const card = renderCard(finding!, 'en', 'hover');
    expect(card).toContain('the end of the process closes everything');
    expect(card.indexOf('the end of the process')).toBeLessThan(card.indexOf('1. '));
    expect(renderCard(finding!, 'zh-cn', 'hover')).toContain('进程结束时系统会关闭一切');
  });

  test('a test keeps what it opens until the tests end', () => {
    const [finding] = findingsIn(
      'package a\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestStat(t *testing.T) {\n\tf, err := os.Open("x")\n\tif err != nil {\n\t\treturn\n\t}\n\tf.Stat()\n}\n',
      { path: 'a/a_test.go' },
    );
    expect(finding!.message.en).toBe('f is never closed: it keeps one file descriptor until the tests end');
    expect(finding!.message['zh-cn']).toContain('直到测试进程结束');
  });

  test('a loop that keeps going gets no deferred close by itself', () => {
    const [finding] = findingsIn(
      'package a\n\nimport "os"\n\nfunc all(paths []string) error {\n\tfor _, path := range paths {\n\t\tf, err := os.Open(path)\n\t\tif err != nil {\n\t\t\treturn err\n\t\t}\n\t\tf.Stat()\n\t}\n\treturn nil\n}\n',
    );
    expect(finding!.fixes.filter((fix) => fix.safety === 'safe')).toEqual([]);
  });

  test('a comment for closecheck is honoured', () => {
    const text = source('\t_, err = f.Stat()\n\treturn err\n').replace(
      'os.Open(path)',
      'os.Open(path) //nolint:closecheck // lives as long as the process',
    );
    expect(findingsIn(text)).toEqual([]);
  });

  test.each([
    ['github.com/shoenig/test/must', 'must.Error(t, err)', 'must.NoError(t, err)'],
    ['gotest.tools/v3/assert', 'assert.ErrorContains(t, err, "no such")', 'assert.NilError(t, err)'],
  ])('%s: what has to fail opens nothing', (library, fails, succeeds) => {
    const options = { path: 'p/p_test.go', rules: ['file-not-closed'] };
    expect(findingsIn(opening(library, fails), options)).toEqual([]);
    expect(findingsIn(opening(library, succeeds), options)).toHaveLength(1);
  });

  test.each([
    ['Expect(err).To(HaveOccurred())', 'Expect(err).NotTo(HaveOccurred())'],
    ['Expect(os.IsNotExist(err)).To(BeTrue(), "opened")', 'Expect(os.IsNotExist(err)).To(BeFalse())'],
    ['Expect(err).Should(MatchError(os.ErrNotExist))', 'Expect(err).ShouldNot(MatchError(os.ErrNotExist))'],
    ['ExpectWithOffset(1, err).ToNot(BeNil())', 'ExpectWithOffset(1, err).To(BeNil())'],
    ['Expect(err).ToNot(Succeed())', 'Expect(err).To(Succeed())'],
    ['Expect(err == nil).To(BeFalse())', 'Expect(t == nil).To(BeFalse())'],
  ])('gomega: %s opens nothing', (fails, succeeds) => {
    const options = { path: 'p/p_test.go', rules: ['file-not-closed'] };
    for (const [check, count] of [
      [fails, 0],
      [succeeds, 1],
    ] as const) {
      const library = 'github.com/onsi/gomega';
      const own = opening(library, check).replace(`"${library}"`, `. "${library}"`);
      expect(findingsIn(own, options)).toHaveLength(count);
      const named = check.replaceAll(/\b(?=Expect|HaveOccurred|Be|Match|Succeed)/g, 'gomega.');
      expect(findingsIn(opening(library, named), options)).toHaveLength(count);
    }
  });

  test.each([
    [
      'github.com/docker/docker/client',
      '_, err := c.ImageLoad(ctx, f, true)',
      '_, err := c.ImageImport(ctx, f)',
    ],
    ['github.com/moby/moby/client', '_, err := c.ImageLoad(ctx, f)', '_, err := c.ImageImport(ctx, f)'],
    [
      'github.com/docker/docker/client',
      'err := c.CopyToContainer(ctx, "c", "/", f, options)',
      '_, err := c.Ping(ctx)',
    ],
    [
      'github.com/moby/moby/client',
      '_, err := c.PluginCreate(ctx, f, options)',
      '_, err := c.PluginPush(ctx, f.Name())',
    ],
  ])('%s: the transport closes what %s posts', (library, posts, other) => {
    const text = (call: string): string =>
      `package a\n\nimport (\n\t"context"\n\t"os"\n\n\t"${library}"\n)\n\nfunc load(ctx context.Context, c *client.Client, path string) error {\n\tf, err := os.Open(path)\n\tif err != nil {\n\t\treturn err\n\t}\n\tif ${call}; err != nil {\n\t\treturn err\n\t}\n\tf.Close()\n\treturn nil\n}\n`;
    const options = { rules: ['file-not-closed'] };
    expect(findingsIn(text(posts), options)).toEqual([]);
    expect(findingsIn(text(other), options)).toHaveLength(1);
  });

  test.each([
    ['AssertNe(nil, err)', 'AssertEq(nil, err)'],
    ['AssertNe(err, nil)', 'AssertEq(err, nil)'],
    ['ExpectNe(nil, err, "opened")', 'ExpectEq(nil, err)'],
    ['ExpectThat(err, Error(HasSubstr("no such file")))', 'ExpectThat(err, Not(Error(HasSubstr("no"))))'],
    ['AssertThat(err, Not(Equals(nil)))', 'AssertThat(err, Equals(nil))'],
    ['AssertTrue(os.IsNotExist(err))', 'AssertFalse(os.IsNotExist(err))'],
    ['ExpectTrue(os.IsNotExist(err))', 'ExpectNe(nil, t)'],
  ])('ogletest: %s opens nothing', (fails, succeeds) => {
    const options = { path: 'p/p_test.go', rules: ['file-not-closed'] };
    for (const [check, count] of [
      [fails, 0],
      [succeeds, 1],
    ] as const) {
      const libraries = ['github.com/jacobsa/oglematchers', 'github.com/jacobsa/ogletest'];
      const import_ = (name: string): string => libraries.map((path) => `${name}"${path}"`).join('\n\t');
      const own = opening('LIBRARY', check).replace('"LIBRARY"', import_('. '));
      expect(findingsIn(own, options)).toHaveLength(count);
      const named = check
        .replaceAll(/\b(?=(?:Expect|Assert)[A-Z])/g, 'ogletest.')
        .replaceAll(/\b(?=(?:Error|Not|Equals|HasSubstr)\()/g, 'oglematchers.');
      const text = opening('LIBRARY', named).replace('"LIBRARY"', import_(''));
      expect(findingsIn(text, options)).toHaveLength(count);
    }
  });

  test('the names of gomega say nothing where it is not imported', () => {
    const text = opening('strings', 'Expect(err).To(HaveOccurred())');
    expect(findingsIn(text, { path: 'p/p_test.go', rules: ['file-not-closed'] })).toHaveLength(1);
  });
});
