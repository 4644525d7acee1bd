import type { Report, Rule, RuleContext } from '../rule.ts';
import { whyNotRun } from '../support/called.ts';
import {
  anchorOf,
  type Contextless,
  calledName,
  contextlessOf,
  factsOf,
  passContext,
  weightForCaller,
} from '../support/contextless.ts';
import { CARD } from './exec-without-context.card.ts';

export const execWithoutContext: Rule<Contextless> = {
  meta: {
    name: 'exec-without-context',
    group: 'context',
    severity: 'warning',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['os/exec'], ['Command']],
    inTests: 'off',
    aliases: ['nolint:noctx'],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { call: 'cmd.Run', context: 'a ctx at hand is not passed on' },
      'zh-cn': { call: 'cmd.Run', context: '手边的 ctx 没有传进去' },
    },
    example: {
      bad: `package example

import (
	"context"
	"os/exec"
)

func clone(ctx context.Context, url, folder string) error {
	return exec.Command("git", "clone", url, folder).Run()
}
`,
      good: `package example

import (
	"context"
	"os/exec"
	"time"
)

func clone(ctx context.Context, url, folder string) error {
	cmd := exec.CommandContext(ctx, "git", "clone", url, folder)
	cmd.WaitDelay = 10 * time.Second
	return cmd.Run()
}
`,
    },
    isProved: true,
    sources: [
      'os/exec/exec.go, CommandContext: "The provided context is used to interrupt the process (by calling cmd.Cancel or os.Process.Kill) if the context becomes done before the command completes on its own"',
      'os/exec/exec.go, Cmd.WaitDelay: "If WaitDelay is zero (the default), I/O pipes will be read until EOF, which might not occur until orphaned subprocesses of the command have also closed their descriptors for the pipes"',
    ],
  },

  *detect(context: RuleContext) {
    yield* contextlessOf(context, 'exec');
  },

  report(found: Contextless, context: RuleContext): Report {
    const { call, hand, waits } = found;
    const run = waits[0]!;
    const name = calledName(call);
    const isChained = run.contains(call);
    const weight = weightForCaller(found, context);
    const dead = weight.lowered ? undefined : whyNotRun(context, call);
    return {
      anchor: anchorOf(call),
      message: hand
        ? {
            en: `${name} does not get ${hand.text}: the command runs on when the caller has given up`,
            'zh-cn': `${name} 没有用上 ${hand.text}：调用方放弃后命令仍在运行`,
          }
        : {
            en: `${isChained ? 'The command' : calledName(run)} has no limit: if the program hangs, the caller waits forever`,
            'zh-cn': `${isChained ? '这个命令' : calledName(run)}没有时限：程序卡住时，调用方会一直等下去`,
          },
      ...weight,
      ...(dead ? { confidence: 'low', lowered: dead } : {}),
      related: isChained
        ? []
        : [{ node: anchorOf(run), message: { en: 'it is waited for here', 'zh-cn': '在这里等待它结束' } }],
      facts: { ...factsOf(found, context), call: calledName(run) },
    };
  },

  fix(found: Contextless, context: RuleContext) {
    const fix = passContext(found, context);
    return fix ? [fix] : [];
  },
};
