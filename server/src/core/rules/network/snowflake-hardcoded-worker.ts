import { runsOnce } from '../../flow/run-once.ts';
import { runKindOf } from '../../flow/start-up.ts';
import { reachOfValue } from '../../flow/value-reach.ts';
import { type WorkerId, workerIdOf } from '../../flow/worker-ids.ts';
import { ID_GENERATORS } from '../../knowledge/id-generators.ts';
import type { PackageModel } from '../../semantic/model.ts';
import { moduleGraphOf } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { isCalled, NOT_CALLED, NOT_RUN } from '../support/called.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './snowflake-hardcoded-worker.card.ts';
import { environmentFixes } from './snowflake-hardcoded-worker.fix.ts';

interface Evidence {
  readonly call: SyntaxNode;
  /** The expression that is the number, and what it is. */
  readonly number: SyntaxNode;
  readonly worker: WorkerId;
  /** Where a program that makes the generator starts to serve. */
  readonly server: SyntaxNode | undefined;
  /** Whether the module holds no program: who imports it decides how many processes there are. */
  readonly isOfLibrary: boolean;
  /** Whether a program of the module runs the package, or the module has none. */
  readonly isRun: boolean;
  /** Whether the function that makes the generator is named anywhere in the programs that run it. */
  readonly isCalled: boolean;
}

export const snowflakeHardcodedWorker: Rule<Evidence> = {
  meta: {
    name: 'snowflake-hardcoded-worker',
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
      en: { worker: 'the node ID 1', function: 'the function', line: 'N' },
      'zh-cn': { worker: '节点号 1', function: '函数', line: 'N' },
    },
    example: {
      bad: `package main

import (
	"fmt"
	"log"
	"net/http"

	"github.com/bwmarrin/snowflake"
)

func main() {
	node, err := snowflake.NewNode(1)
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/orders", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, node.Generate())
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
`,
      good: `package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
	"strconv"

	"github.com/bwmarrin/snowflake"
)

func main() {
	workerID, err := strconv.ParseInt(os.Getenv("WORKER_ID"), 10, 64)
	if err != nil {
		log.Fatal(err)
	}
	node, err := snowflake.NewNode(workerID)
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/orders", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, node.Generate())
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
`,
    },
    sources: [
      'github.com/bwmarrin/snowflake snowflake.go: (*Node).Generate "Make sure you never have multiple nodes running with the same node ID"; the ID is now<<timeShift | node<<nodeShift | step',
      'github.com/sony/sonyflake sonyflake.go: Settings "MachineID returns the unique ID of the Sonyflake instance"',
      'kubernetes.io Deployments: "25% max surge" by default, rounded up, so that a rolling update of one replica runs two pods',
    ],
  },

  *detect(context: RuleContext) {
    const { file, package: pkg, flow } = context;
    for (const call of file.tree.root.descendants('call_expression')) {
      const number = numberOf(context, call);
      const worker = number && workerIdOf(pkg, number);
      if (!worker) continue; // whoever runs the program may decide
      const kind = runKindOf(pkg, flow, call);
      const graph = moduleGraphOf(pkg, file);
      const reach = graph.reachOf(file);
      if (kind === 'test-helper' || reach.oneShot || (kind === 'command' && !reach.server)) continue;
      // the processes would have to ask in the same millisecond of their lives
      if (givesFewIds(context, call)) continue;
      yield {
        call,
        number,
        worker,
        server: reach.server,
        isOfLibrary: !graph.hasMain,
        isRun: graph.isRun(file),
        isCalled: isCalled(context, call),
      };
    }
  },

  report(
    { call, number, worker, server, isOfLibrary, isRun, isCalled }: Evidence,
    { file, package: pkg }: RuleContext,
  ): Report {
    const isConstant = worker.kind === 'constant';
    return {
      anchor: call.text.includes('\n') ? (call.field('function') ?? call) : call,
      message: isConstant
        ? {
            en: `Node ID ${worker.value} is fixed in the code: a second instance gives out the same IDs`,
            'zh-cn': `节点号 ${worker.value} 写死在代码里：第二个实例会生成相同的 ID`,
          }
        : {
            en: 'The node ID is the process ID, in containers usually 1: instances give out the same IDs',
            'zh-cn': '节点号取自进程号，在容器里通常都是 1：各实例会生成相同的 ID',
          },
      severity: 'warning',
      // outside containers process IDs differ; what serves nothing may be run once at a time
      confidence: !isRun || !isCalled ? 'low' : isConstant && server && !isOfLibrary ? 'high' : 'medium',
      ...loweredBy({ isOfLibrary, isRun, isCalled }),
      related: [
        ...(call.contains(number) ? [] : [{ node: number, message: NUMBER }]),
        ...(server ? [{ node: server, message: SERVES }] : []),
      ].filter(({ node }) => !node.text.includes('\n')),
      facts: {
        worker: isConstant ? `${worker.value}` : 'os.Getpid()',
        call: call.field('function')?.text ?? 'NewNode',
        function: pkg.functionOf(call)?.name ?? file.packageName,
        line: String(lineOf(file, call)),
      },
    };
  },

  fix({ call, number, worker }: Evidence, context: RuleContext): readonly RuleFix[] {
    return worker.kind === 'constant' ? environmentFixes(call, number, context) : [];
  },
};

const NUMBER = { en: 'the node ID is this in every process', 'zh-cn': '每个进程的节点号都是这个值' };
const SERVES = {
  en: 'a program that makes the generator serves requests here',
  'zh-cn': '创建这个生成器的程序在这里对外提供服务',
};

const OF_LIBRARY = {
  en: 'This module holds no program: whether two processes give out IDs of the same kind is decided where it is imported.',
  'zh-cn': '这个模块不含程序：是否会有两个进程生成同一类 ID，由引用它的程序决定。',
};

/** Whether a generator gives an ID only where a function that runs once asks for it, outside loops: a name of the process. */
function givesFewIds({ package: pkg, flow }: RuleContext, call: SyntaxNode): boolean {
  const fn = pkg.functionOf(call);
  if (!fn) return false;
  const { selections, isConfined } = reachOfValue(pkg, call);
  if (!isConfined || !runsOnce(pkg, (each) => flow.graphOf(each), fn, 'one')) return false;
  return selections.every((selection) => {
    const block = pkg.functionOf(selection) === fn ? flow.graphOf(fn).blockOf(selection) : undefined;
    return block !== undefined && !flow.graphOf(fn).inLoop(block);
  });
}

/** The expression that a generator gets as its number: the argument, or what the function in its settings returns. */
function numberOf({ package: pkg, flow }: RuleContext, call: SyntaxNode): SyntaxNode | undefined {
  const generator = ID_GENERATORS.get(pkg.calleeOf(call)?.id ?? '');
  const argument = generator && call.field('arguments')?.namedChildren[generator.argument];
  if (!argument || generator.field === undefined) return argument;
  const [given, ...others] = flow.configuredValue(argument).fields.get(generator.field)?.expressions ?? [];
  return given && others.length === 0 ? onlyResult(pkg, given) : undefined;
}

/** The first result of the only `return` of a function literal or of a function of the package. */
function onlyResult(pkg: PackageModel, value: SyntaxNode): SyntaxNode | undefined {
  const object = value.kind === 'identifier' ? pkg.objectOf(value) : undefined;
  const fn = object?.kind === 'func' ? object.function : pkg.functionAt(value);
  const returns = [...(fn?.body?.descendants('return_statement') ?? [])].filter(
    (statement) => pkg.functionOf(statement) === fn,
  );
  return returns.length === 1 ? returns[0]!.firstNamedChild?.namedChildren[0] : undefined;
}

function loweredBy({
  isOfLibrary,
  isRun,
  isCalled,
}: Pick<Evidence, 'isOfLibrary' | 'isRun' | 'isCalled'>): Pick<Report, 'lowered'> {
  if (!isRun) return { lowered: NOT_RUN };
  if (!isCalled) return { lowered: NOT_CALLED };
  return isOfLibrary ? { lowered: OF_LIBRARY } : {};
}
