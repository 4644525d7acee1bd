import { type LoopDefer, loopDefersIn } from '../../flow/loop-defers.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './defer-in-loop.card.ts';
import { perIteration } from './defer-in-loop.fix.ts';

export const deferInLoop: Rule<LoopDefer> = {
  meta: {
    name: 'defer-in-loop',
    group: 'resource',
    severity: 'warning',
    fixes: 'suggested',
    since: '0.2.0',
    tokens: [['defer'], ['for']],
    inTests: 'lower',
    aliases: ['nolint:gocritic', 'nolint:revive', 'lint:SA9001'],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { variable: 'f', loopLine: 'M' },
      'zh-cn': { variable: 'f', loopLine: 'M' },
    },
    example: {
      bad: `package example

import (
	"io"
	"os"
)

func copyAll(w io.Writer, names []string) error {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		if _, err := io.Copy(w, f); err != nil {
			return err
		}
	}
	return nil
}
`,
      good: `package example

import (
	"io"
	"os"
)

func copyAll(w io.Writer, names []string) error {
	for _, name := range names {
		if err := copyOne(w, name); err != nil {
			return err
		}
	}
	return nil
}

func copyOne(w io.Writer, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}
`,
    },
    sources: [
      'Go specification, Defer statements: "deferred functions are invoked immediately before the surrounding function returns"',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    for (const fn of file.functions) {
      for (const found of loopDefersIn(pkg, flow, fn)) {
        // a handful in a test costs nothing, unless the test waits for itself
        if (file.isTest && found.iterations !== undefined && found.kind !== 'unlock') continue;
        yield found;
      }
    }
  },

  report(found: LoopDefer, { file }: RuleContext): Report {
    const name = shortened(found.released);
    const loop = found.loop.children[0] ?? found.loop;
    const isFew = found.iterations !== undefined && found.kind !== 'unlock';
    // what a value of an unknown type keeps for the length of a test, a test often wants kept
    const isWanted = found.certainty === 'guess' || (found.certainty === 'likely' && file.isTest);
    return {
      anchor: anchorOf(found.statement),
      message: message(found, name),
      severity: isFew ? 'info' : 'warning',
      confidence: isWanted ? 'low' : found.certainty === 'proved' ? 'high' : 'medium',
      related: [
        {
          node: loop,
          message: { en: 'each iteration of this loop', 'zh-cn': '这个循环的每次迭代' },
        },
      ],
      facts: {
        variable: name,
        function: found.function.name,
        line: String(lineOf(file, found.statement)),
        loopLine: String(lineOf(file, loop)),
      },
      ...(isFew
        ? {
            lowered: {
              en: `This loop goes over ${found.iterations} elements: little is kept as long as it stays so.`,
              'zh-cn': `这个循环只遍历 ${found.iterations} 个元素：只要一直如此，占用就很少。`,
            },
          }
        : {}),
    };
  },

  fix(found: LoopDefer, context: RuleContext): readonly RuleFix[] {
    return perIteration(found, context);
  },
};

/** The deferred call on one line; of a literal the keyword. */
function anchorOf(statement: SyntaxNode): SyntaxNode {
  return statement.text.includes('\n') ? (statement.children[0] ?? statement) : statement;
}

function shortened(node: SyntaxNode): string {
  return node.text.length <= 30 && !node.text.includes('\n')
    ? node.text
    : (node.field('field')?.text ?? 'it');
}

function message({ kind, statement }: LoopDefer, name: string): Report['message'] {
  switch (kind) {
    case 'unlock':
      if (statement.firstNamedChild?.field('function')?.field('field')?.text === 'RUnlock') {
        return {
          en: `${name} stays read-locked until the function returns: a Lock in between stops both`,
          'zh-cn': `${name} 的读锁要到函数返回时才释放：其间若有 Lock，两者都会卡住`,
        };
      }
      return {
        en: `${name} is unlocked only when the function returns: the next iteration waits for itself`,
        'zh-cn': `${name} 要到函数返回时才解锁：下一次迭代会等待自己`,
      };
    case 'cancel':
      return {
        en: `${name} runs only when the function returns: each iteration leaves a context behind`,
        'zh-cn': `${name} 要到函数返回时才执行：每次迭代留下一个上下文`,
      };
    case 'rollback':
      return {
        en: `${name} is rolled back only when the function returns: each iteration may keep a connection`,
        'zh-cn': `${name} 要到函数返回时才回滚：每次迭代都可能占用一个连接`,
      };
    case 'stop':
      return {
        en: `${name} is stopped only when the function returns: each iteration adds a deferred call`,
        'zh-cn': `${name} 要到函数返回时才停止：每次迭代都增加一个延迟调用`,
      };
    default:
      return {
        en: `${name} is closed only when the function returns: each iteration keeps one open`,
        'zh-cn': `${name} 要到函数返回时才关闭：每次迭代都多打开一个`,
      };
  }
}
