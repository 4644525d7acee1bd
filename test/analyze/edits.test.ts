import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  applyEdits,
  lineStarts,
  majorityEol,
  minimalReplacement,
  positionAt,
} from '../../server/src/core/edits.ts';
import type { TextEdit } from '../../server/src/core/finding.ts';

const edit = (start: number, end: number, newText: string): TextEdit => ({
  newText,
  place: {
    file: 'p.go',
    start: { line: 0, character: 0 },
    end: { line: 0, character: 0 },
    startOffset: start,
    endOffset: end,
  },
});

test('edits apply in any order, insertions at one place in the order given', () => {
  expect(applyEdits('0123456789', [edit(8, 9, 'x'), edit(0, 0, 'a'), edit(2, 4, '')])).toBe('a014567x9');
  expect(applyEdits('ab', [edit(1, 1, 'x'), edit(1, 1, 'y')])).toBe('axyb');
  expect(applyEdits('ab', [edit(2, 2, 'end')])).toBe('abend');
  expect(() => applyEdits('0123', [edit(0, 2, ''), edit(1, 3, '')])).toThrow(RangeError);
});

test('positions: only LF ends a line', () => {
  const text = 'a\r\nb\rc\n\n😀d';
  const starts = lineStarts(text);
  expect(starts).toEqual([0, 3, 7, 8]);
  expect(positionAt(starts, 0)).toEqual({ line: 0, character: 0 });
  expect(positionAt(starts, 4)).toEqual({ line: 1, character: 1 });
  expect(positionAt(starts, 7)).toEqual({ line: 2, character: 0 });
  expect(positionAt(starts, 10)).toEqual({ line: 3, character: 2 });
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', '中', '\uD83D') }), (random) => {
      const lines = lineStarts(random);
      for (let offset = 0; offset <= random.length; offset++) {
        const { line, character } = positionAt(lines, offset);
        expect(line).toBe(random.slice(0, offset).split('\n').length - 1);
        expect(lines[line]! + character).toBe(offset);
      }
    }),
    { seed: 7 },
  );
});

test('the majority decides the end of line', () => {
  expect(majorityEol('')).toBe('\n');
  expect(majorityEol('a\r\nb\r\nc\n')).toBe('\r\n');
  expect(majorityEol('a\nb\nc\r\n')).toBe('\n');
  expect(majorityEol('no end')).toBe('\n');
});

test('a minimal replacement gives the other text and splits neither a pair nor a CRLF', () => {
  const unit = fc.constantFrom('a', 'b', '\n', '\r\n', '😀', '😁', '中');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 8 }), fc.string({ unit, maxLength: 8 }), (before, after) => {
      const change = minimalReplacement(before, after);
      if (before === after) {
        expect(change).toBeUndefined();
        return;
      }
      const { start, end, newText } = change!;
      expect(before.slice(0, start) + newText + before.slice(end)).toBe(after);
      expect(start).toBeLessThanOrEqual(end);
      for (const at of [start, end]) {
        expect(before.slice(at - 1, at + 1)).not.toBe('\r\n');
        expect(before.slice(at - 1, at)).not.toMatch(/[\uD800-\uDBFF]/);
      }
      expect(newText).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/);
    }),
    { seed: 11, numRuns: 2000 },
  );
});
