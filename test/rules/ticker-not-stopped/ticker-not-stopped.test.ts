import { describe, expect, test } from 'vitest';
import { renderCard } from '../../../server/src/core/render/card.ts';
import { findingsIn } from '../../harness/program.ts';

const TICK =
  'package a\n\nimport "time"\n\nfunc wait(interval time.Duration, done func() bool) {\n\tfor range time.Tick(interval) {\n\t\tif done() {\n\t\t\treturn\n\t\t}\n\t}\n}\n';

describe('ticker-not-stopped', () => {
  test('without a go.mod the card says what the version changes', () => {
    const [finding, ...others] = findingsIn(TICK);
    expect(others).toEqual([]);
    expect(finding!.confidence).toBe('medium');
    expect(renderCard(finding!, 'en', 'hover')).toContain('No go.mod says which Go version this is');
    expect(renderCard(finding!, 'zh-cn', 'hover')).toContain('没有 go.mod 说明 Go 版本');
  });

  test('from go 1.23 on the message claims no ticker that runs for ever', () => {
    const text =
      'package a\n\nimport "time"\n\nfunc wait(done func() bool) {\n\tt := time.NewTicker(time.Second)\n\tfor range t.C {\n\t\tif done() {\n\t\t\treturn\n\t\t}\n\t}\n}\n';
    const [before] = findingsIn(text, { go: '1.22' });
    expect(before!.severity).toBe('warning');
    expect(before!.message.en).toContain('each call keeps one running ticker');
    const [since] = findingsIn(text, { go: '1.23', config: { minConfidence: 'low' } });
    expect(since!.severity).toBe('hint');
    expect(since!.confidence).toBe('low');
    expect(findingsIn(text, { go: '1.23' })).toEqual([]);
    expect(since!.message.en).toMatch(/not stopped .*: it fires until the garbage collector finds it$/);
    expect(since!.message['zh-cn']).toContain('被垃圾回收为止');
    expect(since!.message.en).not.toContain('keeps');
  });

  test('NewTicker panics where Tick does not: only a constant duration is replaced safely', () => {
    expect(findingsIn(TICK)[0]!.fixes.map((fix) => fix.safety)).toEqual(['suggested']);
    const constant = TICK.replace('Tick(interval)', 'Tick(time.Second)').replace(
      'interval time.Duration, ',
      '',
    );
    expect(findingsIn(constant)[0]!.fixes.map((fix) => fix.safety)).toEqual(['safe']);
  });

  test('a comment for staticcheck is honoured', () => {
    const text = TICK.replace(
      '\tfor range',
      '\t//lint:ignore SA1015 runs for the life of the process\n\tfor range',
    );
    expect(findingsIn(text)).toEqual([]);
  });
});
