import type { CardFacts, Finding, Locale } from '../finding.ts';
import { RULES } from '../rules/index.ts';
import { META_RULES } from '../rules/meta.ts';
import type { Card, RuleMeta } from '../rules/rule.ts';

interface Labels {
  readonly confidence: Readonly<Record<Finding['confidence'], string>>;
  readonly signal: string;
  readonly verify: string;
  readonly expect: string;
  readonly intercept: string;
  readonly remedy: string;
  readonly limits: string;
  readonly chain: string;
  readonly bad: string;
  readonly good: string;
  readonly sources: string;
  readonly severity: string;
  readonly fixes: string;
  readonly suppress: string;
  readonly preview: string;
  readonly optIn: string;
  readonly proof: string;
  readonly proofText: string;
  readonly fixClass: Readonly<Record<RuleMeta['fixes'], string>>;
}

const LABELS: Readonly<Record<Locale, Labels>> = {
  en: {
    confidence: { high: 'proved', medium: 'likely', low: 'a guess' },
    signal: 'Signal',
    verify: 'Verify',
    expect: 'Shows the fault',
    intercept: 'Intercept',
    remedy: 'Remedy',
    limits: 'Limits',
    chain: 'Failure chain',
    bad: 'Fails',
    good: 'Holds',
    sources: 'Sources',
    severity: 'Severity',
    fixes: 'Fix',
    suppress: 'Suppress',
    preview:
      'Preview: its findings on real code have not all been judged yet, so it runs only with `--preview`, the setting `premortem.preview`, or when a configuration names it.',
    optIn:
      'Off by default, also with `--preview`: it runs only where its own name stands, with `--only` or in the configuration. Its findings on real code have not all been judged yet.',
    proof: 'Proof',
    proofText: 'A Go test shows the symptom with the fault, and that it is gone without it:',
    fixClass: { safe: 'safe where its conditions are proved', suggested: 'suggested', none: 'none' },
  },
  'zh-cn': {
    confidence: { high: '已证实', medium: '很可能', low: '推测' },
    signal: '信号',
    verify: '验证',
    expect: '判断依据',
    intercept: '拦截',
    remedy: '处理',
    limits: '局限',
    chain: '失效链',
    bad: '会出事的写法',
    good: '稳妥的写法',
    sources: '依据',
    severity: '级别',
    fixes: '修复',
    suppress: '忽略',
    preview:
      '预览：它在真实代码上的结果还没有全部经过判定，因此仅在使用 `--preview`、打开设置 `premortem.preview` 或在配置中写明其名称时运行。',
    optIn:
      '默认关闭，使用 `--preview` 也不会运行：只有在 `--only` 或配置中写明它的名称时才运行。它在真实代码上的结果还没有全部经过判定。',
    proof: '实证',
    proofText: '一个 Go 测试演示了有问题时的症状，以及修复之后症状消失：',
    fixClass: { safe: '条件得到证明时可安全自动修复', suggested: '建议修复，由人决定', none: '无' },
  },
};

/** The description of a rule by name, meta rules included. */
export function metaOf(rule: string): RuleMeta | undefined {
  return (
    RULES.find((candidate) => candidate.meta.name === rule)?.meta ??
    META_RULES.find((meta) => meta.name === rule)
  );
}

/** `{name}`; `${NAME}` belongs to a shell and `%{name}` to the output of curl. */
const PLACEHOLDER = /(?<![$%])\{(\w+)\}/g;

/** A text of a card with the facts of a finding filled in; a placeholder without a fact stays as it is named. */
export function fill(template: string, facts: CardFacts, locale: Locale): string {
  return template.replaceAll(PLACEHOLDER, (whole, name: string) => {
    const value = facts[name];
    if (value === undefined) return whole;
    return typeof value === 'string' ? value : value[locale];
  });
}

/**
 * The short card of a finding: chain, signal, verification, interception, limits.
 * @param format markdown for reports, hover for Markdown without the limits, text for terminals
 */
export function renderCard(finding: Finding, locale: Locale, format: 'markdown' | 'hover' | 'text'): string {
  const meta = metaOf(finding.rule);
  if (!meta) return finding.message[locale];
  const card = meta.card[locale];
  const label = LABELS[locale];
  const say = (text: string): string => fill(text, finding.facts, locale);
  const lines: string[] = [];
  if (format !== 'text') {
    lines.push(`**${card.title}** · ${label.confidence[finding.confidence]}`, '');
    // before the chain: it says where the chain does not begin here
    if (finding.lowered) lines.push(`_${finding.lowered[locale]}_`, '');
    card.chain.forEach((step, index) => {
      lines.push(`${index + 1}. ${say(step)}`);
    });
    if (meta.group === 'meta') lines.push('', `**${label.remedy}** ${say(card.remedy)}`);
    else {
      lines.push('', `**${label.signal}** ${say(card.signal)}`, '');
      lines.push(`**${label.verify}** ${say(card.verifyExpect)}`, '', '```sh', say(card.verify), '```', '');
      lines.push(`**${label.intercept}** ${say(card.intercept)}`);
      if (format === 'markdown') lines.push('', `**${label.limits}** ${say(card.limits)}`);
    }
    return lines.join('\n');
  }
  lines.push(`${card.title} (${label.confidence[finding.confidence]})`);
  if (finding.lowered) lines.push(`  ${finding.lowered[locale]}`);
  card.chain.forEach((step, index) => {
    lines.push(`  ${index + 1}. ${say(step)}`);
  });
  if (meta.group === 'meta') lines.push(`  ${label.remedy}: ${say(card.remedy)}`);
  else {
    lines.push(`  ${label.signal}: ${say(card.signal)}`);
    lines.push(`  ${label.verify}: ${say(card.verify)}`, `    ${say(card.verifyExpect)}`);
    lines.push(`  ${label.intercept}: ${say(card.intercept)}`, `  ${label.limits}: ${say(card.limits)}`);
  }
  return lines.map((line) => line.replaceAll('`', '')).join('\n');
}

/** A text of a card on a page that is about no finding. */
export function fillGenerally(template: string, meta: RuleMeta, locale: Locale): string {
  return fill(template, { ...GENERIC[locale], ...meta.placeholders?.[locale] }, locale);
}

/** The long page of a rule: what `premortem explain` prints and docs/rules holds. */
export function renderRulePage(meta: RuleMeta, locale: Locale): string {
  const card = meta.card[locale];
  const label = LABELS[locale];
  const plain = (text: string): string => fillGenerally(text, meta, locale);
  const colon = locale === 'en' ? ': ' : '：';
  const parts = [
    `# ${meta.name}`,
    `**${card.title}**`,
    plain(card.what),
    `${label.severity}${colon}\`${meta.severity}\` · ${label.fixes}${colon}${label.fixClass[meta.fixes]}`,
    ...(meta.isOptIn ? [`${label.optIn}\n\n\`\`\`yaml\nrules:\n  ${meta.name}: on\n\`\`\``] : []),
    ...(meta.stability === 'preview' && !meta.isOptIn ? [label.preview] : []),
    `## ${label.chain}`,
    card.chain.map((step, index) => `${index + 1}. ${plain(step)}`).join('\n'),
    `## ${label.signal}`,
    plain(card.signal),
  ];
  if (card.verify) {
    parts.push(`## ${label.verify}`, `\`\`\`sh\n${plain(card.verify)}\n\`\`\``, plain(card.verifyExpect));
  }
  parts.push(`## ${label.intercept}`, plain(card.intercept), `## ${label.remedy}`, plain(card.remedy));
  parts.push(`## ${label.limits}`, plain(card.limits));
  if (meta.example.bad) {
    parts.push(
      `## ${label.bad}`,
      `\`\`\`go\n${meta.example.bad}\`\`\``,
      `## ${label.good}`,
      `\`\`\`go\n${meta.example.good}\`\`\``,
    );
  }
  parts.push(
    `## ${label.suppress}`,
    `\`\`\`go\n//premortem:ignore ${meta.name} ${locale === 'en' ? 'reason' : '原因'}\n\`\`\``,
  );
  if (meta.isProved) {
    parts.push(
      `## ${label.proof}`,
      `${label.proofText}\n\n\`\`\`sh\ncd test/proofs && go test -v ./${meta.name}\n\`\`\``,
    );
  }
  if (meta.sources.length > 0)
    parts.push(`## ${label.sources}`, meta.sources.map((source) => `- ${source}`).join('\n'));
  return `${parts.join('\n\n')}\n`;
}

/** What stands for the facts of a finding on a page that is about none. */
const GENERIC: Readonly<Record<Locale, CardFacts>> = {
  en: {
    variable: 'resp',
    closer: 'resp.Body',
    function: 'the function',
    line: 'N',
    exitLine: 'M',
    channel: 'ch',
    call: 'the call',
    origin: 'context.Background()',
    pool: 'db',
    missing: 'SetMaxOpenConns',
    driver: 'the driver',
    target: 'time.Time',
    scanPlace: 'a scan in the module',
    reason: 'on some path nothing sends on it, receives from it or closes it',
    state: 'chan receive',
    started: 'by its constructor',
    blockedAt: 'file.go:N',
    lock: 's.mu',
    unlock: 'Unlock',
    waitState: 'sync.Mutex.Lock',
    blocked: 'Every goroutine that locks it from now on waits forever',
    heldLine: 'M',
    takenAt: 'by a Lock there, or inside the function called',
    lockWait: 'Lock waits for the Lock of the same goroutine, which cannot be released while it waits',
  },
  'zh-cn': {
    variable: 'resp',
    closer: 'resp.Body',
    function: '函数',
    line: 'N',
    exitLine: 'M',
    channel: 'ch',
    call: '这次调用',
    origin: 'context.Background()',
    pool: 'db',
    missing: 'SetMaxOpenConns',
    driver: '驱动',
    target: 'time.Time',
    scanPlace: '模块中的某处扫描',
    reason: '在某条路径上没有人向它发送、从它接收或关闭它',
    state: 'chan receive',
    started: '由构造函数启动',
    blockedAt: 'file.go:N',
    lock: 's.mu',
    unlock: 'Unlock',
    waitState: 'sync.Mutex.Lock',
    blocked: '此后每个要加锁的 goroutine 都会一直等待',
    heldLine: 'M',
    takenAt: '就在这里，或在被调用的函数里',
    lockWait: 'Lock 等待同一个 goroutine 的 Lock，而它在等待期间不可能解锁',
  },
};

/** Whether every placeholder of a card has a generic reading; for the test of the cards. */
export function placeholdersOf(card: Card): string[] {
  const text = [
    card.what,
    ...card.chain,
    card.signal,
    card.verify,
    card.verifyExpect,
    card.intercept,
    card.remedy,
    card.limits,
  ].join('\n');
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1]!);
}
