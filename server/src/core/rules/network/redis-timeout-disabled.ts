import { assignmentsOf } from '../../flow/assignments.ts';
import { originsOf } from '../../flow/origins.ts';
import { commandsOnClients } from '../../flow/redis-commands.ts';
import { isGivenTest } from '../../flow/start-up.ts';
import { REDIS_OPTIONS, REDIS_PARSE_URL, WAITS_BY_DESIGN } from '../../knowledge/redis-clients.ts';
import type { PackageModel } from '../../semantic/model.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { importedName } from '../support/imports.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './redis-timeout-disabled.card.ts';

interface Setting {
  readonly field: string;
  readonly value: SyntaxNode;
  /** The options: the literal, or the variable that is assigned to. */
  readonly options: SyntaxNode;
}

interface Evidence extends Setting {
  readonly amount: bigint;
  /** The value of the other limit, where it is turned off too. */
  readonly also: SyntaxNode | undefined;
  /** Whether the context of a call bounds it: go-redis v7 and v8. */
  readonly isBoundedByContext: boolean;
  /** Whether a command is seen that the client runs and that should be answered at once. */
  readonly isCommanded: boolean;
}

export const redisTimeoutDisabled: Rule<Evidence> = {
  meta: {
    name: 'redis-timeout-disabled',
    group: 'network',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['redis'], ['ReadTimeout', 'WriteTimeout']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { field: 'ReadTimeout', value: '-1' },
      'zh-cn': { field: 'ReadTimeout', value: '-1' },
    },
    example: {
      bad: `package example

import (
	"context"

	"github.com/redis/go-redis/v9"
)

var rdb = redis.NewClient(&redis.Options{Addr: "redis:6379", ReadTimeout: -1})

func session(ctx context.Context, id string) (string, error) {
	return rdb.Get(ctx, "session:"+id).Result()
}
`,
      good: `package example

import (
	"context"

	"github.com/redis/go-redis/v9"
)

var rdb = redis.NewClient(&redis.Options{Addr: "redis:6379"})

func session(ctx context.Context, id string) (string, error) {
	return rdb.Get(ctx, "session:"+id).Result()
}
`,
    },
    sources: [
      'github.com/redis/go-redis/v9 options.go: ReadTimeout "-1 - no timeout (block indefinitely). -2 - disables SetReadDeadline calls completely"; init: WriteTimeout 0 becomes ReadTimeout, PoolTimeout 30 s without one',
      'github.com/redis/go-redis/v9 redis.go: (*baseClient).context gives context.Background() unless ContextTimeoutEnabled; v8 internal/pool/conn.go: deadline takes the one of the context',
      'github.com/redis/go-redis/v9 pubsub.go: Receive waits without a limit whatever ReadTimeout says; commands.go: BLPop sets a read timeout of its own',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    const found = new Map<SyntaxNode, Evidence>();
    for (const setting of settingsIn(pkg, file.tree.root)) {
      const { field, value, options } = setting;
      const constant = pkg.constantOf(value);
      if (constant?.kind !== 'int' || constant.value >= 0n) continue;
      const type = optionsOf(pkg, options) ?? '';
      const fn = pkg.functionOf(value);
      if (fn && isGivenTest(pkg, fn)) continue;
      const { fields } = flow.configuredValue(options);
      const set = fields.get(field);
      // set again, or for whoever runs the program to set
      if (set && set.set !== 'constant') continue;
      const enabled = fields.get('ContextTimeoutEnabled');
      const isOff =
        !enabled ||
        (typeof enabled.value === 'object' && enabled.value.kind === 'bool' && !enabled.value.value);
      // the context of each call is the limit
      if (!isOff && constant.value !== -2n) continue;
      const commands = commandsOf(pkg, options);
      if (commands === 'waiting') continue;
      const other = found.get(options);
      found.set(options, {
        ...setting,
        ...other,
        amount: other?.amount ?? constant.value,
        also: other ? value : undefined,
        isBoundedByContext: OBEYS_CONTEXT.test(type),
        isCommanded: commands === 'commands',
      });
    }
    yield* found.values();
  },

  report(
    { field, value, amount, isBoundedByContext, isCommanded }: Evidence,
    { file, package: pkg }: RuleContext,
  ): Report {
    const waits =
      field === 'ReadTimeout' ? 'for a server that does not answer' : 'for a server that does not read';
    const waitsZh = field === 'ReadTimeout' ? '服务器不应答' : '服务器不读取';
    return {
      anchor: value,
      message: {
        en: `${field} ${amount < -2n ? 'below 0' : amount} turns the limit off: a command waits forever ${waits}`,
        'zh-cn': `${field} 为${amount < -2n ? '负数' : ` ${amount} `}，等于取消限制：${waitsZh}时命令会一直等下去`,
      },
      severity: 'warning',
      confidence: isCommanded && !isBoundedByContext ? 'high' : 'medium',
      ...(isBoundedByContext ? { lowered: BY_CONTEXT } : {}),
      related: [],
      facts: {
        field,
        value: value.text.replaceAll(/\s+/g, ' '),
        function: pkg.functionOf(value)?.name ?? file.packageName,
        line: String(lineOf(file, value)),
      },
    };
  },

  fix({ field, value, also }: Evidence, { file, package: pkg, config }: RuleContext): readonly RuleFix[] {
    const time = importedName(pkg, file, 'time', 'time', value);
    if (!time) return [];
    const duration = config.fixDefaults.contextTimeout.replaceAll(/\btime\./g, `${time}.`);
    return [
      {
        title: {
          en: `Let a command fail after ${duration}: set ${field}`,
          'zh-cn': `让命令在 ${duration} 后失败：设置 ${field}`,
        },
        safety: 'suggested',
        edits: [value, ...(also ? [also] : [])].map(({ start, end }) => ({
          file,
          start,
          end,
          newText: duration,
        })),
        imports: duration.includes(`${time}.`) ? [{ path: 'time', name: time }] : [],
      },
    ];
  },
};

/** internal/pool/conn.go: `deadline` of v7 and v8 takes the one of the context; v6 has `setReadTimeout` without a context. */
const OBEYS_CONTEXT = /^github\.com\/go-redis\/redis\/v[78]\./;

const BY_CONTEXT = {
  en: 'go-redis v7 and v8 obey the deadline of the context that a command gets: only calls without one wait forever.',
  'zh-cn': 'go-redis v7 和 v8 会遵守命令所带 context 的截止时间：只有没有截止时间的调用才会一直等下去。',
};

/** Where the limits of a client's options are set: in literals, and by statements that are behind no condition. */
function* settingsIn(pkg: PackageModel, root: SyntaxNode): Generator<Setting> {
  const isOptions = (node: SyntaxNode): boolean => optionsOf(pkg, node) !== undefined;
  for (const node of root.descendants('composite_literal', 'assignment_statement')) {
    if (node.kind === 'composite_literal') {
      if (!isOptions(node)) continue;
      for (const element of node.field('body')?.namedChildren ?? []) {
        const field = element.kind === 'keyed_element' ? (element.field('key')?.text ?? '') : '';
        const value = element.field('value')?.firstNamedChild;
        if (isLimit(field) && value) yield { field, value, options: node };
      }
      continue;
    }
    for (const { target, value } of assignmentsOf(node)) {
      const field = target.kind === 'selector_expression' ? (target.field('field')?.text ?? '') : '';
      const options = target.field('operand');
      if (!isLimit(field) || !value || !options || !isOptions(options) || isConditional(pkg, node)) continue;
      yield { field, value, options };
    }
  }
}

/** What a value of options is made by or of, as a canonical name; the types of v6 and v7 are not known, their ParseURL is. */
function optionsOf(pkg: PackageModel, node: SyntaxNode): string | undefined {
  const type = namedId(pkg.typeOf(node)) ?? '';
  if (REDIS_OPTIONS.test(type)) return type;
  if (node.kind !== 'identifier' || type !== '') return undefined;
  const made = originsOf(pkg, node, { fields: false })?.all ?? [];
  const ids = made.map((origin) => pkg.calleeOf(origin.node)?.id ?? '');
  return ids.length > 0 && ids.every((id) => REDIS_PARSE_URL.test(id)) ? ids[0] : undefined;
}

function isLimit(field: string): boolean {
  return field === 'ReadTimeout' || field === 'WriteTimeout';
}

/** Whether a node runs only on some paths of its function. */
function isConditional(pkg: PackageModel, node: SyntaxNode): boolean {
  const fn = pkg.functionOf(node);
  for (let each = node.parent; each && each !== fn?.node; each = each.parent) {
    if (/^(if_statement|expression_case|default_case|type_case)$/.test(each.kind)) return true;
  }
  return false;
}

/** What the clients made of options are used for, as far as it is seen: only for what waits by design, or for commands. */
function commandsOf(pkg: PackageModel, options: SyntaxNode): 'waiting' | 'commands' | 'unseen' {
  const names = commandsOnClients(pkg, options)
    .map((each) => each.field('field')?.text ?? '')
    .filter((name) => name !== 'Close' && name !== 'Ping');
  if (names.length === 0) return 'unseen';
  return names.every((name) => WAITS_BY_DESIGN.has(name)) ? 'waiting' : 'commands';
}
