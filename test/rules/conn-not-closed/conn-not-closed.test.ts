import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../server/src/core/config.ts';
import { findingsIn } from '../../harness/program.ts';

const rules = ['conn-not-closed'];

/** What is said of a dialled connection that the function with this head does not close. */
const confidencesIn = (imports: string, head: string, rest = ''): readonly string[] =>
  findingsIn(
    `package commands\n\nimport (\n\t"context"\n\t"flag"\n\t"fmt"\n\t"net"\n\n\t${imports}\n)\n\n${head} {
	conn, err := net.Dial("tcp", "localhost:80")
	if err != nil {
		return err
	}
	fmt.Println(conn.LocalAddr())
	return nil
}${rest}`,
    { rules, config: { ...DEFAULT_CONFIG, minConfidence: 'low' } },
  ).map(({ severity, confidence }) => `${severity} ${confidence}`);

describe('the process ends behind a command', () => {
  test.each([
    [
      'urfave/cli v1',
      '"github.com/urfave/cli"',
      'var command = cli.Command{Action: func(c *cli.Context) error',
      '}',
    ],
    [
      'urfave/cli v2',
      '"github.com/urfave/cli/v2"',
      'var command = &cli.Command{Action: func(c *cli.Context) error',
      '}',
    ],
    [
      'urfave/cli v3',
      '"github.com/urfave/cli/v3"',
      'var command = &cli.Command{Action: func(ctx context.Context, c *cli.Command) error',
      '}',
    ],
    [
      'cobra',
      '"github.com/spf13/cobra"',
      'var command = &cobra.Command{RunE: run}\n\nfunc run(cmd *cobra.Command, args []string) error',
      '',
    ],
    [
      'kong',
      '',
      'type Dial struct{}\n\nvar cli struct {\n\tDial Dial `cmd:"" help:"Dial."`\n}\n\nfunc (d *Dial) Run() error',
      '',
    ],
    [
      'ffcli',
      '"github.com/peterbourgon/ff/v3/ffcli"',
      'var command = &ffcli.Command{Exec: func(ctx context.Context, args []string) error',
      '}',
    ],
    [
      'paerser',
      '"github.com/traefik/paerser/cli"',
      'var command = &cli.Command{Run: func(args []string) error',
      '}',
    ],
    [
      'a declared function of ffcli',
      '"github.com/peterbourgon/ff/v3/ffcli"',
      'var command = &ffcli.Command{Exec: run}\n\nfunc run(ctx context.Context, args []string) error',
      '',
    ],
    [
      'what only the function of a command calls',
      '"github.com/urfave/cli/v2"',
      'var command = &cli.Command{Action: func(c *cli.Context) error {\n\treturn run()\n}}\n\nfunc run() error',
      '',
    ],
  ])('%s', (_, imports, head, rest) => {
    expect(confidencesIn(imports, head, rest)).toEqual(['hint low']);
  });

  test.each([
    [
      'a helper that a command calls in a loop',
      'var command = &cobra.Command{RunE: func(cmd *cobra.Command, args []string) error {\n\tfor range args {\n\t\tif err := one(cmd); err != nil {\n\t\t\treturn err\n\t\t}\n\t}\n\treturn nil\n}}\n\nfunc one(cmd *cobra.Command) error',
      '',
    ],
    [
      'a literal that a command hands to something',
      'func run(cmd *cobra.Command, args []string) error {\n\teach(args, func(arg string) error',
      ')\n\treturn nil\n}\n\nfunc each(args []string, do func(string) error) {\n\tfor _, arg := range args {\n\t\t_ = do(arg)\n\t}\n}',
    ],
    ['a function that others may call', 'func Run(args []string) error', ''],
  ])('but not behind %s', (_, head, rest) => {
    expect(confidencesIn('"github.com/spf13/cobra"', head, rest)).toEqual(['warning high']);
  });
});

test('a session of etcd keeps its lease alive, and no connection', () => {
  const path = 'go.etcd.io/etcd/client/v3';
  const [finding] = findingsIn(
    `package p\n\nimport (\n\tetcd "${path}"\n\t"${path}/concurrency"\n)\n\nfunc Join(c *etcd.Client) (etcd.LeaseID, error) {\n\ts, err := concurrency.NewSession(c)\n\tif err != nil {\n\t\treturn 0, err\n\t}\n\treturn s.Lease(), nil\n}\n`,
    { rules },
  );
  expect(finding?.message.en).toBe(
    's is not closed on the path leaving at line 13: each call keeps one lease alive',
  );
  expect(finding?.fixes[0]?.title.en).toContain('Close the session');
});
