import { describe, expect, test } from 'vitest';
import { flagDefaultsNamed, givenDefaultOf } from '../../server/src/core/flow/flag-defaults.ts';
import { fileOf } from '../harness/program.ts';

const IMPORTS = `package main

import (
	"flag"

	"github.com/spf13/cobra"
	"github.com/urfave/cli/v2"
)

var _ = []any{flag.String, cli.ShowAppHelp, cobra.NoArgs}

const name = "address"
`;

/** The defaults that the last statement of a function reads or gives. */
function defaultsIn(body: string): readonly string[] {
  const { pkg, file } = fileOf({
    'go.mod': 'module example.com/m\n\ngo 1.22\n',
    'p/p.go': `${IMPORTS}\n${body}\n`,
  });
  expect(file.tree.root.hasError).toBe(false);
  const use = [...file.tree.root.descendants('call_expression')].find(
    (each) => each.field('function')?.text === 'use',
  )!;
  const call = use.field('arguments')!.firstNamedChild!;
  const given = givenDefaultOf(pkg, call);
  return [...(given ? [given] : []), ...flagDefaultsNamed(pkg, call).map(([, value]) => value)].map(
    (each) => each.text,
  );
}

describe('the default of a flag', () => {
  test.each([
    ['where it is defined', 'func f() { use(flag.String("a", "x", "")) }', ['"x"']],
    ['of a command', 'func f(c *cobra.Command) { use(c.Flags().StringP("a", "s", "x", "")) }', ['"x"']],
    [
      'of the flags of a command in a variable',
      'func f(c *cobra.Command) { flags := c.PersistentFlags(); use(flags.String("a", "x", "")) }',
      ['"x"'],
    ],
    [
      'read by its name',
      'func f(c *cobra.Command) { c.Flags().String("a", "x", ""); c.Flags().String("b", "y", ""); use(c.Flags().GetString("a")) }',
      ['"x"'],
    ],
    [
      'read by a constant',
      'func f(c *cobra.Command) { c.Flags().String(name, "x", ""); use(c.Flags().GetString(name)) }',
      ['"x"'],
    ],
    [
      'defined by a helper',
      'func add(c *cobra.Command, v, n string) { c.Flags().String(n, v, "") }\nfunc f(c *cobra.Command) { add(c, "x", "a"); use(c.Flags().GetString("a")) }',
      ['"x"'],
    ],
    [
      'of a struct',
      'var flags = []cli.Flag{&cli.StringFlag{Name: "a", Value: "x"}, &cli.StringFlag{Name: "b", Value: "y"}}\nfunc f(c *cli.Context) { use(c.String("a")) }',
      ['"x"'],
    ],
    [
      'of a struct in a variable',
      'var a = &cli.StringFlag{Name: "a", Value: "x"}\nvar b = &cli.StringFlag{Name: "b", Value: "y"}\nfunc f(c *cli.Context) { use(c.String(b.Name)) }',
      ['"y"'],
    ],
    [
      'not of another method with such a name',
      'type set struct{}\nfunc (set) String(n, v, u string) string { return v }\nfunc f(s set) { use(s.String("a", "x", "")) }',
      [],
    ],
  ])('%s', (_, body, expected) => {
    expect(defaultsIn(`func use(...any) {}\n${body}`)).toEqual(expected);
  });
});
