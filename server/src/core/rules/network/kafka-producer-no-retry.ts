import type { ConfiguredField } from '../../flow/configured-values.ts';
import { isConditional, madeWith, saramaSetting } from '../../flow/producer-settings.ts';
import { isGivenTest } from '../../flow/start-up.ts';
import type { PackageModel } from '../../semantic/model.ts';
import { qualifiedId } from '../../semantic/qualified.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './kafka-producer-no-retry.card.ts';

interface Evidence {
  readonly library: 'sarama' | 'kafka-go';
  readonly value: SyntaxNode;
  /** Whether nobody is told of a message that fails: no error comes back to the program. */
  readonly isUntold: boolean;
  /** Whether the producer asks for no acknowledgement: what a broker refuses gives no error to try again for. */
  readonly isUnacknowledged: boolean;
}

const NO_RESPONSE = /^github\.com\/(?:IBM|Shopify)\/sarama\.NoResponse$/;
/** Its RequiredAcks "Defaults to RequireNone" (kafka-go writer.go), that of a WriterConfig to RequireAll. */
const WRITER = 'github.com/segmentio/kafka-go.Writer';

/** Types of kafka-go that have the field, and whether a writer that works in the background tells of errors by a function. */
const WRITERS: ReadonlySet<string> = new Set([WRITER, 'github.com/segmentio/kafka-go.WriterConfig']);

export const kafkaProducerNoRetry: Rule<Evidence> = {
  meta: {
    name: 'kafka-producer-no-retry',
    group: 'network',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'preview',
    since: '0.1.0',
    tokens: [
      ['segmentio/kafka-go', '/sarama'],
      ['Retry.Max', 'MaxAttempts'],
    ],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { setting: 'Producer.Retry.Max = 0', default: '3 more attempts (sarama), 10 in all (kafka-go)' },
      'zh-cn': { setting: 'Producer.Retry.Max = 0', default: '再试 3 次（sarama），总共 10 次（kafka-go）' },
    },
    example: {
      bad: `package example

import "github.com/IBM/sarama"

func newProducer(brokers []string) (sarama.AsyncProducer, error) {
	config := sarama.NewConfig()
	config.Producer.Retry.Max = 0
	config.Producer.Return.Errors = false
	return sarama.NewAsyncProducer(brokers, config)
}
`,
      good: `package example

import "github.com/IBM/sarama"

func newProducer(brokers []string) (sarama.SyncProducer, error) {
	config := sarama.NewConfig()
	config.Producer.Return.Successes = true
	config.Producer.RequiredAcks = sarama.WaitForAll
	return sarama.NewSyncProducer(brokers, config)
}
`,
    },
    sources: [
      'github.com/IBM/sarama config.go: Producer.Retry.Max "The total number of times to retry sending a message (default 3)"; Validate: "Idempotent producer requires Producer.Retry.Max >= 1"; async_producer.go: with Retry.Max 0 returnErrors at once',
      'github.com/segmentio/kafka-go writer.go: MaxAttempts "Limit on how many attempts will be made to deliver a message. The default is to try at most 10 times"; writeBatch retries temporary and network errors only',
      'kafka.apache.org/protocol: NOT_LEADER_OR_FOLLOWER, LEADER_NOT_AVAILABLE and NOT_ENOUGH_REPLICAS are retriable',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    for (const node of file.tree.root.descendants('composite_literal', 'assignment_statement')) {
      const found = node.kind === 'composite_literal' ? ofWriter(flow, pkg, node) : ofSarama(pkg, node);
      if (!found || pkg.fileOf(found.value) !== file) continue;
      const fn = pkg.functionOf(found.value);
      if (!fn || !isGivenTest(pkg, fn)) yield found;
    }
  },

  report(
    { library, value, isUntold, isUnacknowledged }: Evidence,
    { file, package: pkg }: RuleContext,
  ): Report {
    const isSarama = library === 'sarama';
    return {
      anchor: value,
      message: {
        en: `${isSarama ? 'Retry.Max = 0' : 'MaxAttempts: 1'}: each change of a leader or restart of a broker fails messages that are under way`,
        'zh-cn': `${isSarama ? 'Retry.Max = 0' : 'MaxAttempts: 1'}：每次 leader 切换或 broker 重启，途中的消息都会直接失败`,
      },
      severity: 'warning',
      confidence: isUntold && !isUnacknowledged ? 'high' : 'medium',
      ...(isUnacknowledged ? { lowered: UNACKNOWLEDGED } : isUntold ? {} : { lowered: TOLD }),
      related: [],
      facts: {
        setting: isSarama ? 'Producer.Retry.Max = 0' : 'MaxAttempts: 1',
        default: isSarama
          ? { en: '3 more attempts', 'zh-cn': '再试 3 次' }
          : { en: '10 attempts in all', 'zh-cn': '总共 10 次' },
        function: pkg.functionOf(value)?.name ?? file.packageName,
        line: String(lineOf(file, value)),
      },
    };
  },

  fix({ library, value }: Evidence, { file }: RuleContext): readonly RuleFix[] {
    const isSarama = library === 'sarama';
    return [
      {
        title: isSarama
          ? {
              en: 'Try again 3 times, as sarama does by default: later messages may overtake one that is retried',
              'zh-cn': '像 sarama 的默认值那样重试 3 次：后面的消息可能先于重试的消息到达',
            }
          : {
              en: 'Try 10 times, as kafka-go does by default: a write may take longer and a message arrive twice',
              'zh-cn': '像 kafka-go 的默认值那样最多尝试 10 次：写入可能更慢，消息也可能重复',
            },
        safety: 'suggested',
        edits: [{ file, start: value.start, end: value.end, newText: isSarama ? '3' : '10' }],
        imports: [],
      },
    ];
  },
};

const TOLD = {
  en: 'The error of a failed message comes back to the program, which may try again itself, or want the order kept.',
  'zh-cn': '失败消息的错误会返回给程序：程序可能自己重试，也可能是为了保证顺序而有意如此。',
};

const UNACKNOWLEDGED = {
  en: 'The producer asks for no acknowledgement: what a broker refuses is lost with or without another attempt, which only helps where the connection breaks.',
  'zh-cn': '这个生产者不要求确认：broker 拒绝的消息无论是否重试都会丢失，重试只在连接断开时有用。',
};

function isNumber(pkg: PackageModel, node: SyntaxNode, number: bigint): boolean {
  const constant = pkg.constantOf(node);
  return constant?.kind === 'int' && constant.value === number;
}

/** `config.Producer.Retry.Max = 0`, not behind a condition that may be somebody's option, and not set again. */
function ofSarama(pkg: PackageModel, statement: SyntaxNode): Evidence | undefined {
  const setting = saramaSetting(pkg, statement, ['Producer', 'Retry', 'Max']);
  if (!setting || !isNumber(pkg, setting.value, 0n)) return undefined;
  const fn = pkg.functionOf(statement);
  const others = [...(fn?.node.descendants('assignment_statement') ?? [])];
  const isSetAgain = others.some(
    (each) => each !== statement && each.text.includes(`${setting.config.text}.Producer.Retry.Max`),
  );
  if (isSetAgain) return undefined;
  const made = madeWith(pkg, setting.config);
  // consumers do not look at it
  if (made.length > 0 && made.every((name) => name.startsWith('NewConsumer'))) return undefined;
  const errors = others.flatMap((each) => saramaSetting(pkg, each, ['Producer', 'Return', 'Errors']) ?? []);
  const isSilent = errors.some(({ config, value }) => {
    const constant = pkg.constantOf(value);
    return config.text === setting.config.text && constant?.kind === 'bool' && !constant.value;
  });
  // a SyncProducer needs the errors: it does not start without
  const isAsync = !made.includes('NewSyncProducer');
  const isUnacknowledged = others
    .flatMap((each) => saramaSetting(pkg, each, ['Producer', 'RequiredAcks']) ?? [])
    .some(
      ({ config, value }) =>
        config.text === setting.config.text && NO_RESPONSE.test(qualifiedId(pkg, value) ?? ''),
    );
  return { library: 'sarama', value: setting.value, isUntold: isSilent && isAsync, isUnacknowledged };
}

/** A writer with one attempt that nothing sets again. */
function ofWriter(flow: RuleContext['flow'], pkg: PackageModel, literal: SyntaxNode): Evidence | undefined {
  const type = namedId(pkg.typeOf(literal)) ?? '';
  if (!WRITERS.has(type)) return undefined;
  const { fields, isComplete } = flow.configuredValue(literal);
  const attempts = fields.get('MaxAttempts');
  const [value, ...others] = attempts?.expressions ?? [];
  if (attempts?.set !== 'constant' || !value || others.length > 0) return undefined;
  if (!isNumber(pkg, value, 1n) || isConditional(pkg, value)) return undefined;
  const isAsync = fields.get('Async')?.value;
  const isBehind = typeof isAsync === 'object' && isAsync.kind === 'bool' && isAsync.value;
  const acks = fields.get('RequiredAcks');
  return {
    library: 'kafka-go',
    value,
    isUntold: isBehind && isComplete && !fields.has('Completion'),
    isUnacknowledged: type === WRITER && (acks ? isNone(acks) : isComplete),
  };
}

/** Whether a field is set to 0 and to nothing else. */
function isNone({ set, value }: ConfiguredField): boolean {
  return set === 'constant' && typeof value === 'object' && value.kind === 'int' && value.value === 0n;
}
