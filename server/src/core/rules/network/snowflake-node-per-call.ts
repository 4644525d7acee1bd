import { type MadeAgain, madeAgainIn } from '../../flow/made-again.ts';
import { workerIdOf } from '../../flow/worker-ids.ts';
import { ID_GENERATORS, type IdGenerator } from '../../knowledge/id-generators.ts';
import { outermost } from '../../semantic/declarations.ts';
import type { PackageModel } from '../../semantic/model.ts';
import { qualifiedId } from '../../semantic/qualified.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { importedName } from '../support/imports.ts';
import { insertAfter } from '../support/insert.ts';
import { repeatedReport } from '../support/repeated.ts';
import { CARD } from './snowflake-node-per-call.card.ts';

interface Evidence extends MadeAgain {
  readonly generator: IdGenerator;
  /** The first call that takes an ID from it. */
  readonly next: SyntaxNode;
}

/** Go version of sync.OnceValues (go.dev/doc/go1.21). */
const ONCE_VALUES = [1, 21] as const;
const NEW_NODE = 'github.com/bwmarrin/snowflake.NewNode';
const SHARED = 'snowflakeNode';

export const snowflakeNodePerCall: Rule<Evidence> = {
  meta: {
    name: 'snowflake-node-per-call',
    group: 'network',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['flake"', 'flake/']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { unit: 'millisecond', next: 'Generate' },
      'zh-cn': { unit: '毫秒', next: 'Generate' },
    },
    example: {
      bad: `package example

import (
	"fmt"
	"net/http"

	"github.com/bwmarrin/snowflake"
)

func create(w http.ResponseWriter, r *http.Request) {
	node, err := snowflake.NewNode(1)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprintln(w, node.Generate())
}
`,
      good: `package example

import (
	"fmt"
	"net/http"

	"github.com/bwmarrin/snowflake"
)

type orders struct {
	node *snowflake.Node // made once, when the program starts
}

func (o *orders) create(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, o.node.Generate())
}
`,
    },
    sources: [
      'github.com/bwmarrin/snowflake snowflake.go: NewNode makes a Node with step 0 and a time of its own; Generate counts step only within one Node',
      'github.com/sony/sonyflake sonyflake.go: NextID sets the sequence to 0 in the first unit of 10 ms of each Sonyflake',
      'a program that makes a node per call (bwmarrin/snowflake v0.3.0): 99 979 of 100 000 IDs are duplicates',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    for (const made of madeAgainIn(pkg, file, flow, (id) => ID_GENERATORS.has(id))) {
      const generator = ID_GENERATORS.get(made.id)!;
      const next = made.reach.selections.find((each) => each.field('field')?.text === generator.next);
      if (next) yield { ...made, generator, next };
    }
  },

  report(evidence: Evidence, context: RuleContext): Report {
    const { call, generator, next, repeated, isOneShot } = evidence;
    const { package: pkg } = context;
    const { anchor, related, facts } = repeatedReport(evidence, context);
    const number = call.field('arguments')?.namedChildren[generator.argument];
    // a number that differs from call to call makes them rare
    const isSame = generator.field !== undefined || (number && workerIdOf(pkg, number)) !== undefined;
    const [unit, unitZh] =
      generator.field === undefined ? ['millisecond', '毫秒'] : ['10 milliseconds', '10 毫秒'];
    return {
      anchor,
      message: {
        en: `A new generator counts from 0: two calls within the same ${unit} get the same ID`,
        'zh-cn': `新建的生成器从 0 开始计数：同一${unitZh === '毫秒' ? '毫秒' : '个 10 毫秒'}内的两次调用得到相同的 ID`,
      },
      severity: isOneShot ? 'info' : 'warning',
      confidence: isSame && repeated.kind !== 'context' ? 'high' : 'medium',
      related,
      facts: {
        ...facts,
        next: next.field('field')?.text ?? 'Generate',
        unit: { en: unit!, 'zh-cn': unitZh! },
      },
    };
  },

  fix({ call, function: fn }: Evidence, context: RuleContext): readonly RuleFix[] {
    const { file, package: pkg } = context;
    const top = outermost(fn);
    const sync = importedName(pkg, file, 'sync', 'sync', call);
    const snowflake = call.field('function')?.field('operand')?.text;
    const number = call.field('arguments')?.firstNamedChild;
    const [major, minor] = file.goVersion ?? [0, 0];
    const hasOnceValues = major > ONCE_VALUES[0] || (major === ONCE_VALUES[0] && minor >= ONCE_VALUES[1]);
    if (!top || !sync || !snowflake || !number || !hasOnceValues || pkg.lookup(SHARED, call)) return [];
    if (pkg.calleeOf(call)?.id !== NEW_NODE || !isOfPackage(pkg, number)) return [];
    return [
      {
        title: {
          en: `Share one generator: ${SHARED}, made on first use and kept`,
          'zh-cn': `共用一个生成器：${SHARED}，首次使用时创建并一直保留`,
        },
        safety: 'suggested',
        edits: [
          { file, start: call.start, end: call.end, newText: `${SHARED}()` },
          insertAfter(file, top.node, [
            '',
            `var ${SHARED} = ${sync}.OnceValues(func() (*${snowflake}.Node, error) {`,
            `\treturn ${call.text}`,
            '})',
          ]),
        ],
        imports: [{ path: 'sync', name: sync }],
      },
    ];
  },
};

/** Whether an expression means the same at package level: a number, a name of the package or of an imported one. */
function isOfPackage(pkg: PackageModel, expression: SyntaxNode): boolean {
  if (expression.kind === 'int_literal' || qualifiedId(pkg, expression)) return true;
  const object = expression.kind === 'identifier' ? pkg.objectOf(expression) : undefined;
  if (object?.kind === 'var') return object.role === 'package';
  return object?.kind === 'const' && pkg.functionOf(object.node) === undefined;
}
