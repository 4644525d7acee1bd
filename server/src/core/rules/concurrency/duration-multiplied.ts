import { durationMeaning, isDuration, isTimeAgain } from '../../flow/durations.ts';
import { unwrapped } from '../../flow/nil-comparison.ts';
import type { PackageModel } from '../../semantic/model.ts';
import { importedPackage } from '../../semantic/qualified.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Rule, RuleContext, RuleFix } from '../rule.ts';
import { lineOf, shortName } from '../support/lines.ts';
import { CARD } from './duration-multiplied.card.ts';

interface Evidence {
  /** `d * time.Second`, or `d *= time.Second`. */
  readonly product: SyntaxNode;
  readonly left: SyntaxNode;
  readonly right: SyntaxNode;
  readonly operator: SyntaxNode;
}

export const durationMultiplied: Rule<Evidence> = {
  meta: {
    name: 'duration-multiplied',
    group: 'concurrency',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['"time"'], ['*']],
    inTests: 'lower',
    aliases: ['nolint:durationcheck'],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { left: 'd', right: 'time.Second' },
      'zh-cn': { left: 'd', right: 'time.Second' },
    },
    example: {
      bad: `package example

import (
	"context"
	"time"
)

func withLimit(ctx context.Context) (context.Context, context.CancelFunc) {
	limit := 5 * time.Second
	return context.WithTimeout(ctx, limit*time.Second)
}
`,
      good: `package example

import (
	"context"
	"time"
)

func withLimit(ctx context.Context) (context.Context, context.CancelFunc) {
	limit := 5 * time.Second
	return context.WithTimeout(ctx, limit)
}
`,
    },
    isProved: true,
    sources: [
      'time/time.go: "A Duration represents the elapsed time between two instants as an int64 nanosecond count", with a range of about 290 years; "To convert an integer number of units to a Duration, multiply"',
      'https://go.dev/ref/spec#Integer_overflow: signed integers wrap around, no panic',
      'durationcheck',
    ],
  },

  *detect({ file, package: pkg }: RuleContext) {
    if (!file.imports.some(({ path }) => path === 'time')) return;
    for (const node of file.tree.root.descendants('binary_expression', 'assignment_statement')) {
      const operator = node.field('operator');
      if (operator?.text !== (node.kind === 'binary_expression' ? '*' : '*=')) continue;
      const isBinary = node.kind === 'binary_expression';
      const left = isBinary ? node.field('left') : node.field('left')?.firstNamedChild;
      const right = isBinary ? node.field('right') : node.field('right')?.firstNamedChild;
      if (!left || !right || !isDuration(pkg, left) || !isDuration(pkg, right)) continue;
      // a square, as of a deviation
      if (left.text === right.text && !pkg.constantOf(left)) continue;
      if (isTimeAgain(pkg, node) || isOne(pkg, left) || isOne(pkg, right)) continue;
      if (durationMeaning(pkg, left) !== 'time' || durationMeaning(pkg, right) !== 'time') continue;
      yield { product: node, left, right, operator };
    }
  },

  report({ product, left, right, operator }: Evidence, { file, package: pkg }: RuleContext) {
    const [first, second] = [factorName(left), factorName(right)];
    const isShort =
      first.length + second.length <= LONGEST_FACTOR && !`${left.text}${right.text}`.includes('\n');
    return {
      anchor: product.text.includes('\n') ? operator : product,
      message: isShort
        ? {
            en: `${first} and ${second} are both durations: their product counts square nanoseconds`,
            'zh-cn': `${first} 和 ${second} 都是时长：相乘得到的是纳秒的平方`,
          }
        : {
            en: 'Both factors are durations: their product counts square nanoseconds',
            'zh-cn': '两个因子都是时长：相乘得到的是纳秒的平方',
          },
      severity: 'warning',
      confidence: 'high',
      related: [],
      facts: {
        left: isShort ? left.text : first,
        right: isShort ? right.text : second,
        function: pkg.functionOf(product)?.name ?? '',
        line: String(lineOf(file, product)),
      },
    };
  },

  fix({ product, left, right }: Evidence, { file, package: pkg }: RuleContext): readonly RuleFix[] {
    if (product.kind !== 'binary_expression' || product.text.includes('\n')) return [];
    const [kept, dropped] = isUnit(pkg, right) ? [left, right] : [right, left];
    if (!isUnit(pkg, dropped) || isUnit(pkg, kept)) return [];
    // `d % 30 * time.Minute` is `(d % 30) * time.Minute` (Go specification, Operator precedence)
    if (kept.kind === 'binary_expression' && /^[%/]$/.test(kept.field('operator')?.text ?? '')) {
      const [divided, by] = [kept.field('left')!, kept.field('right')!];
      if (kept !== left || pkg.constantOf(by)?.kind !== 'int') return [];
      // gofmt leaves out the blanks inside of another operation
      const blank = product.text.startsWith(`${divided.text} `) ? ' ' : '';
      const divisor = `(${by.text}${blank}*${blank}${dropped.text})`;
      return [
        {
          title: { en: `Divide by ${divisor}`, 'zh-cn': `改为除以 ${divisor}` },
          safety: 'suggested',
          edits: [
            {
              file,
              start: product.start,
              end: product.end,
              newText: `${divided.text}${blank}${kept.field('operator')!.text}${blank}${divisor}`,
            },
          ],
          imports: [],
        },
      ];
    }
    const name = dropped.field('operand')!.text;
    // else its import is left without a use
    const uses = file.tree.identifiersNamed(name).filter((each) => !product.contains(each));
    const keeps = [...kept.descendants('identifier'), kept].some(({ text }) => text === name);
    if (uses.every((each) => each.parent?.kind === 'import_spec') && !keeps) return [];
    return [
      {
        title: {
          en: `Use ${factorName(kept)} as it is, without ${dropped.text}`,
          'zh-cn': `直接使用 ${factorName(kept)}，去掉 ${dropped.text}`,
        },
        safety: 'suggested',
        edits: [{ file, start: product.start, end: product.end, newText: kept.text }],
        imports: [],
      },
    ];
  },
};

const LONGEST_FACTOR = 40;

/** A name or selector, cut to its last field when it is long; any other expression as it is written, cut at the end. */
function factorName({ text }: SyntaxNode): string {
  if (/^[\w.]+$/.test(text)) return shortName(text);
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= LONGEST_FACTOR ? line : `${line.slice(0, LONGEST_FACTOR - 1)}…`;
}

/** Whether a factor is one nanosecond, which leaves the other as it is. */
function isOne(pkg: PackageModel, factor: SyntaxNode): boolean {
  const constant = pkg.constantOf(factor);
  return constant?.kind === 'int' && constant.value === 1n;
}

/** `time.Second` and the like. */
function isUnit(pkg: PackageModel, node: SyntaxNode): boolean {
  const bare = unwrapped(node);
  const operand = bare.kind === 'selector_expression' ? bare.field('operand') : undefined;
  return (
    operand !== undefined &&
    importedPackage(pkg, operand)?.path === 'time' &&
    pkg.constantOf(bare) !== undefined
  );
}
