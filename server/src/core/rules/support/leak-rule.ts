import type { Localized, Severity } from '../../finding.ts';
import type { Leak, OwnedResource } from '../../flow/model.ts';
import type { Report, Rule, RuleContext, RuleFix, RuleMeta } from '../rule.ts';
import { anchorOf, exitNode, witnessPlaces } from './leaks.ts';
import { lineOf } from './lines.ts';
import { isInLastRun, isOfPool, type KeptSpan, keptFor, spanOf, toldLeak } from './process.ts';
import { type Release, releaseFixes, releaseOfOwner, valueText } from './release-fixes.ts';

/** The words of a rule about values that must be released. */
export interface LeakWords {
  /** What the value is where no variable names it: `the rows`. */
  readonly thing: Localized;
  /** What is not done to it, as a participle: `closed`, `committed or rolled back`. */
  readonly released: Localized;
  /** The same in one word, for messages that say more of how long it lasts: `ended`. */
  readonly releasedInShort?: Localized;
  /** What one value that nobody releases keeps: `one connection`. */
  readonly kept: Localized;
  /** The message for a value that is dropped on the spot, where the usual one does not fit. */
  readonly dropped?: Localized;
}

/** A rule that reports the values of one ownership type which some path does not release. */
export interface LeakRule {
  readonly meta: RuleMeta;
  /** Rows of the ownership table: `sql-rows`. */
  readonly types: readonly string[];
  /** For all of the types, or by the value. */
  readonly words: LeakWords | ((resource: OwnedResource) => LeakWords);
  /** How the value is released by a fix; undefined where no fix is right. */
  release(resource: OwnedResource, context: RuleContext): Release | undefined;
  /** Severity at high confidence; when not given `warning`, and `info` for what `main` or a command never releases. */
  severity?(resource: OwnedResource, leak: Leak, context: RuleContext): Severity;
  /** Why a finding is weaker than its card says in general. */
  lowered?(resource: OwnedResource, leak: Leak, context: RuleContext): Localized | undefined;
  /** Whether what a value keeps does not outlast its function, for a reason that only the rule knows: the finding gets low confidence. */
  isBounded?(resource: OwnedResource, context: RuleContext): boolean;
  /** Whether nothing is kept where a leak leaves, for a reason that only the rule knows. */
  isHarmless?(resource: OwnedResource, leak: Leak, context: RuleContext): boolean;
  /** Leaks that only the rule knows, of a value that no path loses. */
  furtherLeaks?(resource: OwnedResource, context: RuleContext): readonly Leak[];
  /** The message where the usual one by the reason of the leak does not fit. */
  message?(leak: Leak, name: string, context: RuleContext): Localized | undefined;
  /** Fixes where the usual release is not the remedy: they take the place of it. */
  fixes?(resource: OwnedResource, context: RuleContext): readonly RuleFix[] | undefined;
}

/** The rule in three steps: leaks of the types, a message by the reason of the leak, the release as fix. */
export function leakRule(spec: LeakRule): Rule<OwnedResource> {
  return {
    meta: spec.meta,

    *detect(context: RuleContext) {
      for (const fn of context.file.functions) {
        for (const type of spec.types) {
          for (const resource of context.flow.resourcesOf(fn, type)) {
            if (resource.leaks.length > 0) {
              const leaks = resource.leaks.filter((leak) => !spec.isHarmless?.(resource, leak, context));
              if (leaks.length === resource.leaks.length) yield resource;
              else if (leaks.length > 0) yield { ...resource, leaks };
            } else {
              const leaks = spec.furtherLeaks?.(resource, context) ?? [];
              if (leaks.length > 0) yield { ...resource, leaks };
            }
          }
        }
      }
    },

    report(resource: OwnedResource, context: RuleContext): Report {
      const { file } = context;
      const words = typeof spec.words === 'function' ? spec.words(resource) : spec.words;
      const { leak, little } = toldLeak(resource, context);
      const name = resource.name && valueText(resource);
      const exitLine = lineOf(file, exitNode(leak));
      const isLittle =
        little?.isNothing === true ||
        (little?.isOneRun === true && !isOfPool(resource)) ||
        spec.isBounded?.(resource, context) === true;
      const lowered = little?.note ?? spec.lowered?.(resource, leak, context);
      return {
        anchor: anchorOf(resource.acquisition),
        message:
          spec.message?.(leak, name ?? words.thing.en, context) ??
          message(words, leak, name, exitLine, spanOf(little, file)),
        severity:
          little?.isNothing === false
            ? 'info'
            : (spec.severity?.(resource, leak, context) ?? usualSeverity(resource, leak, context)),
        confidence: isLittle ? 'low' : leak.certainty === 'proved' ? 'high' : 'medium',
        related: witnessPlaces(leak, name ?? words.thing.en, {
          en: `leaves here; it is not ${words.released.en}`,
          'zh-cn': `在这里离开，尚未${words.released['zh-cn']}`,
        }),
        facts: {
          variable: name ?? words.thing.en,
          function: resource.function.name,
          line: String(lineOf(file, resource.acquisition)),
          exitLine: String(exitLine),
        },
        ...(lowered ? { lowered } : {}),
      };
    },

    fix(resource: OwnedResource, context: RuleContext): readonly RuleFix[] {
      const own = spec.fixes?.(resource, context);
      if (own) return own;
      const release = resource.owner ? releaseOfOwner(resource) : spec.release(resource, context);
      return release ? releaseFixes(resource, context, release) : [];
    },
  };
}

/** What `main` or a command never releases ends with the process. */
export function usualSeverity(resource: OwnedResource, leak: Leak, context: RuleContext): Severity {
  return leak.reason === 'never-released' && isInLastRun(resource, leak, context) ? 'info' : 'warning';
}

function message(
  words: LeakWords,
  leak: Leak,
  name: string | undefined,
  line: number,
  span: KeptSpan,
): Localized {
  const released = (span === 'per call' ? undefined : words.releasedInShort) ?? words.released;
  const kept = keptFor(words.kept, span);
  const en = name ?? words.thing.en;
  const zh = name ? `${name} ` : words.thing['zh-cn'];
  switch (leak.reason) {
    case 'discarded':
      return (
        words.dropped ?? {
          en: `${capital(words.thing.en)} is dropped and never ${released.en}: ${kept.en}`,
          'zh-cn': `${words.thing['zh-cn']}被丢弃，永远不会${released['zh-cn']}：${kept['zh-cn']}`,
        }
      );
    case 'overwritten':
      return {
        en: `${en} is overwritten at line ${line} and was not ${released.en}: ${span === 'process' ? kept.en : `each time keeps ${words.kept.en}`}`,
        'zh-cn': `${zh}在第 ${line} 行被覆盖时尚未${released['zh-cn']}：${span === 'process' ? kept['zh-cn'] : `每次占用${words.kept['zh-cn']}`}`,
      };
    case 'loop-iteration':
      return {
        en: `${en} is not ${released.en} when the loop goes round: each iteration keeps ${words.kept.en}`,
        'zh-cn': `进入下一次循环时${name ? ` ${zh}` : zh}尚未${released['zh-cn']}：每次迭代占用${words.kept['zh-cn']}`,
      };
    case 'never-released':
      return {
        en: `${en} is never ${released.en}: ${kept.en}`,
        'zh-cn': `${zh}从未${released['zh-cn']}：${kept['zh-cn']}`,
      };
    default:
      return {
        en: `${en} is not ${released.en} on the path leaving at line ${line}: ${kept.en}`,
        'zh-cn': `从第 ${line} 行离开的路径上${name ? ` ${zh}` : zh}没有${released['zh-cn']}：${kept['zh-cn']}`,
      };
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
