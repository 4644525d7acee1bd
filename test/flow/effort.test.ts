import { expect, test } from 'vitest';
import { analyze } from '../../server/src/core/analyze.ts';
import { workOf } from '../../server/src/core/flow/caller-contexts.ts';
import { livesOn } from '../../server/src/core/flow/context-lives-on.ts';
import { implementationsOf } from '../../server/src/core/flow/implementations.ts';
import type { GoFunction, PackageModel } from '../../server/src/core/semantic/model.ts';
import type { SyntaxNode } from '../../server/src/core/syntax/tree.ts';
import { configOf, programOf, ruleNamed, type Sources } from '../harness/program.ts';

const LAYERS = ['plan', 'work', 'keep'];
const INTERFACES = ['A', 'B', 'C'];

/**
 * A module of layers. Each layer has interfaces, some types for each of them, and every method hands its context on through
 * all interfaces of the layer below; handlers come in with a context of their own.
 *
 * @param size the number of types for each interface, and of handlers
 */
function layered(size: number): Sources {
  const sources: Record<string, string> = { 'go.mod': 'module example.com/m\n\ngo 1.22\n' };
  const all = Array.from({ length: size }, (_, index) => index);
  LAYERS.forEach((layer, level) => {
    const below = LAYERS[level + 1];
    const fields = below ? INTERFACES.map((each) => `\tnext${each} ${below}.${each}`) : ['\tdb *sql.DB'];
    const uses = below
      ? INTERFACES.map(
          (each) => `\tif err := t.next${each}.Do${below}${each}(ctx, n); err != nil {\n\t\treturn err\n\t}`,
        )
      : ['\t_, err := t.db.ExecContext(ctx, "UPDATE t SET n = ?", n)'];
    const interfaces = INTERFACES.map(
      (each) => `type ${each} interface {\n\tDo${layer}${each}(ctx context.Context, n int) error\n}\n`,
    );
    const types = INTERFACES.flatMap((each) =>
      all.map(
        (index) => `type ${each.toLowerCase()}${index} struct {
${fields.join('\n')}
}

func (t *${each.toLowerCase()}${index}) Do${layer}${each}(ctx context.Context, n int) error {
${uses.join('\n')}
	return ${below ? 'nil' : 'err'}
}
`,
      ),
    );
    const path = below ? `example.com/m/${below}` : 'database/sql';
    const head = `package ${layer}\n\nimport (\n\t"context"\n\n\t"${path}"\n)\n`;
    sources[`${layer}/${layer}.go`] = [head, ...interfaces, ...types].join('\n');
  });
  const handlers = all.map(
    (index) => `func (s *server) handle${index}(w http.ResponseWriter, r *http.Request) {
	ctx := context.Background()
	if err := s.a.DoplanA(ctx, ${index}); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}
`,
  );
  sources['web/web.go'] = [
    'package web\n\nimport (\n\t"context"\n\t"net/http"\n\n\t"example.com/m/plan"\n)\n',
    'type server struct {\n\ta plan.A\n}\n',
    ...handlers,
  ].join('\n');
  return sources;
}

test('what is asked about a module with many implementations grows as the module does', () => {
  const [small, large] = [8, 16].map((size) => {
    const program = programOf(layered(size));
    const { findings, notAnalysed, failures } = analyze(
      program,
      ['web/web.go'],
      configOf({ minConfidence: 'low' }),
      {
        rules: [ruleNamed('context-background-in-request')],
      },
    );
    expect([notAnalysed, failures]).toEqual([[], []]);
    expect(findings).toHaveLength(size);
    return program.effort.asked;
  });
  expect(large! / small!).toBeLessThan(2.5);
});

interface Asked {
  readonly pkg: PackageModel;
  /** A method that hands its context on, and the first call in it, which does so. */
  readonly method: GoFunction;
  readonly call: SyntaxNode;
}

const QUESTIONS: Readonly<Record<string, (asked: Asked) => unknown>> = {
  'packages of the module': ({ pkg, method }) => pkg.program.modulePackages(method.file, ['ExecContext']),
  'whether a context lives on': ({ pkg, method }) => livesOn(pkg, method.parameters[0]!),
  'implementations of a method': ({ pkg, call }) => implementationsOf(pkg, pkg.calleeOf(call)!),
  'work with a context': ({ pkg, call }) => workOf(pkg, call, 0),
};

test.each(Object.entries(QUESTIONS))('what was asked before costs little: %s', (_, ask) => {
  const program = programOf(layered(4));
  const file = program.fileModel('plan/plan.go')!;
  const method = file.functions.find((each) => each.body)!;
  const [call] = method.body!.descendants('call_expression');
  const asked = { pkg: program.packageOf(file.path)!, method, call: call! };
  const cost = (): number => {
    const before = program.effort.asked;
    ask(asked);
    return program.effort.asked - before;
  };
  const [first, again] = [cost(), cost()];
  expect(first).toBeGreaterThan(5);
  expect(again).toBeLessThanOrEqual(5);
});
