import { isConditional, madeWith, saramaSetting } from '../../flow/producer-settings.ts';
import { isGivenTest } from '../../flow/start-up.ts';
import type { PackageModel } from '../../semantic/model.ts';
import { moduleGraphOf } from '../../semantic/module-graph.ts';
import { qualifiedId } from '../../semantic/qualified.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit, Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { isCalled, NOT_CALLED } from '../support/called.ts';
import { indentOf } from '../support/insert.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './kafka-acks-none.card.ts';

interface Evidence {
  readonly library: 'kafka-go' | 'sarama';
  /** The literal of a writer, or the assignment to the field of a configuration. */
  readonly place: SyntaxNode;
  /** What is written, where somebody chose it; undefined for the default. */
  readonly chosen: SyntaxNode | undefined;
  /** Whether nothing else can set it, or somebody waits for a result that does not come. */
  readonly isSure: boolean;
  /** Whether a program names the function that makes it. */
  readonly isCalled: boolean;
}

const WRITER = 'github.com/segmentio/kafka-go.Writer';
const FIELD = 'RequiredAcks';
const NO_RESPONSE = /^github\.com\/(?:IBM|Shopify)\/sarama\.NoResponse$/;

export const kafkaAcksNone: Rule<Evidence> = {
  meta: {
    name: 'kafka-acks-none',
    group: 'network',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [
      ['segmentio/kafka-go', '/sarama'],
      ['Writer{', FIELD],
    ],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { producer: 'the Writer', acks: 'RequireNone (0)' },
      'zh-cn': { producer: 'Writer', acks: 'RequireNone (0)' },
    },
    example: {
      bad: `package example

import (
	"context"

	"github.com/segmentio/kafka-go"
)

var orders = &kafka.Writer{Addr: kafka.TCP("kafka:9092"), Topic: "orders"}

func publish(ctx context.Context, order []byte) error {
	return orders.WriteMessages(ctx, kafka.Message{Value: order})
}
`,
      good: `package example

import (
	"context"

	"github.com/segmentio/kafka-go"
)

var orders = &kafka.Writer{Addr: kafka.TCP("kafka:9092"), Topic: "orders", RequiredAcks: kafka.RequireAll}

func publish(ctx context.Context, order []byte) error {
	return orders.WriteMessages(ctx, kafka.Message{Value: order})
}
`,
    },
    sources: [
      'github.com/segmentio/kafka-go writer.go: Writer.RequiredAcks "Defaults to RequireNone"; produce.go: (*Client).Produce returns no response then; NewWriter turns 0 into RequireAll',
      'github.com/IBM/sarama produce_request.go: "NoResponse doesn\'t send any response, the TCP ACK is all you get"; config.go: the default is WaitForLocal',
    ],
  },

  *detect(context: RuleContext) {
    const { file, package: pkg } = context;
    const isOfTest = (node: SyntaxNode): boolean => {
      const fn = pkg.functionOf(node);
      return fn !== undefined && isGivenTest(pkg, fn);
    };
    for (const node of file.tree.root.descendants('composite_literal', 'assignment_statement')) {
      const found = node.kind === 'composite_literal' ? ofWriter(context, node) : ofSarama(pkg, node);
      if (found && !isOfTest(node)) yield { ...found, isCalled: isCalled(context, node) };
    }
  },

  report(
    { library, place, chosen, isSure, isCalled }: Evidence,
    { file, package: pkg }: RuleContext,
  ): Report {
    const acks = library === 'sarama' ? 'NoResponse' : 'RequireNone';
    return {
      anchor: chosen ?? place.field('type') ?? place,
      message: chosen
        ? {
            en: `${acks}: nobody waits for a broker, and a message that is refused or lost gives no error`,
            'zh-cn': `${acks}：不等待任何 broker 确认，消息被拒绝或丢失都不会报错`,
          }
        : {
            en: 'RequiredAcks is not set: a Writer waits for no broker, and a lost message gives no error',
            'zh-cn': '没有设置 RequiredAcks：Writer 不等待任何 broker 确认，消息丢失也不会报错',
          },
      severity: 'warning',
      confidence: !isCalled ? 'low' : isSure ? 'high' : 'medium',
      ...(isCalled && isSure ? {} : { lowered: !isCalled ? NOT_CALLED : chosen ? CHOSEN : ELSEWHERE }),
      related: [],
      facts: {
        producer: library === 'sarama' ? 'sarama.Config' : 'kafka.Writer',
        acks: `${acks} (0)`,
        function: pkg.functionOf(place)?.name ?? file.packageName,
        line: String(lineOf(file, chosen ?? place)),
      },
    };
  },

  fix({ library, place, chosen }: Evidence, context: RuleContext): readonly RuleFix[] {
    const all = library === 'sarama' ? 'WaitForAll' : 'RequireAll';
    const edit = chosen ? replaced(context, chosen, all) : added(context, place, all);
    if (!edit) return [];
    return [
      {
        title: {
          en: `Wait for all in-sync replicas: ${all}; writes take a round trip longer`,
          'zh-cn': `等待所有同步副本确认：${all}；写入会多一次往返`,
        },
        safety: 'suggested',
        edits: [edit],
        imports: [],
      },
    ];
  },
};

const CHOSEN = {
  en: 'Somebody chose it: for metrics and logs that may be lost it is right.',
  'zh-cn': '这是有意的选择：用于允许丢失的指标和日志时是合适的。',
};
const ELSEWHERE = {
  en: 'The value goes where this module does not see all: somebody else may set RequiredAcks.',
  'zh-cn': '这个值会去往本模块看不全的地方：别处可能会设置 RequiredAcks。',
};

/** A `kafka.Writer` that nobody tells to wait. */
function ofWriter(
  { package: pkg, flow, file }: RuleContext,
  literal: SyntaxNode,
): Omit<Evidence, 'isCalled'> | undefined {
  if (namedId(pkg.typeOf(literal)) !== WRITER) return undefined;
  const { fields, isComplete } = flow.configuredValue(literal);
  const acks = fields.get(FIELD);
  // whoever runs the program decides whether errors are told of
  const isAsync = fields.has('Async');
  if (!acks) {
    const isSeen = isComplete || moduleGraphOf(pkg, file).hasMain;
    return { library: 'kafka-go', place: literal, chosen: undefined, isSure: isSeen && !isAsync };
  }
  const [value, ...others] = acks.expressions;
  const isNone = typeof acks.value === 'object' && acks.value.kind === 'int' && acks.value.value === 0n;
  if (acks.set !== 'constant' || !isNone || !value || others.length > 0) return undefined;
  if (pkg.fileOf(value) !== file || isConditional(pkg, value)) return undefined;
  return { library: 'kafka-go', place: literal, chosen: value, isSure: false };
}

/** `config.Producer.RequiredAcks = sarama.NoResponse`, not behind a condition that may be somebody's option. */
function ofSarama(pkg: PackageModel, statement: SyntaxNode): Omit<Evidence, 'isCalled'> | undefined {
  const setting = saramaSetting(pkg, statement, ['Producer', FIELD]);
  if (!setting || !NO_RESPONSE.test(qualifiedId(pkg, setting.value) ?? '')) return undefined;
  // whose caller waits for partition and offset of each message
  const isSure = madeWith(pkg, setting.config).includes('NewSyncProducer');
  return { library: 'sarama', place: statement, chosen: setting.value, isSure };
}

function replaced({ file }: RuleContext, chosen: SyntaxNode, all: string): NodeEdit | undefined {
  if (chosen.kind !== 'selector_expression') return undefined;
  return { file, start: chosen.start, end: chosen.end, newText: `${chosen.field('operand')!.text}.${all}` };
}

/** Adds the field behind the last one, apart from the others in a literal of several lines, whose columns gofmt aligns. */
function added({ file }: RuleContext, literal: SyntaxNode, all: string): NodeEdit | undefined {
  const body = literal.field('body');
  const type = literal.field('type');
  const last = body?.namedChildren.filter(({ isExtra }) => !isExtra).at(-1);
  const qualifier = type?.kind === 'qualified_type' ? type.field('package')?.text : undefined;
  if (!body || !qualifier || (last && last.kind !== 'keyed_element')) return undefined;
  const text = `${FIELD}: ${qualifier}.${all}`;
  if (!last) return { file, start: body.start + 1, end: body.end - 1, newText: text };
  if (!body.text.includes('\n')) return { file, start: last.end, end: last.end, newText: `, ${text}` };
  const close = file.text.lastIndexOf('\n', body.end - 1);
  // the brace stands on a line of its own
  if (file.text.slice(close, body.end - 1).trim() !== '') return undefined;
  const indent = indentOf(file, last);
  return { file, start: close, end: close, newText: `\n\n${indent}${text},` };
}
