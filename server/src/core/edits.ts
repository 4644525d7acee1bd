import type { Place, Position, TextEdit } from './finding.ts';
import type { FileModel } from './semantic/model.ts';
import type { SyntaxNode } from './syntax/tree.ts';

/** Offsets at which the lines of a text start. Only LF ends a line (with or without CR before it), as for the Go compiler. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Zero-based position of a UTF-16 offset. */
export function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return { line: low, character: offset - starts[low]! };
}

const STARTS = new WeakMap<FileModel, number[]>();

function startsOf(file: FileModel): number[] {
  let starts = STARTS.get(file);
  if (!starts) {
    starts = lineStarts(file.text);
    STARTS.set(file, starts);
  }
  return starts;
}

export function placeOf(file: FileModel, start: number, end: number): Place {
  const starts = startsOf(file);
  return {
    file: file.path,
    start: positionAt(starts, start),
    end: positionAt(starts, end),
    startOffset: start,
    endOffset: end,
  };
}

/** The node's range cut to its first line, so that a squiggle never spans lines. */
export function anchorPlace(file: FileModel, node: SyntaxNode): Place {
  const lineEnd = file.text.indexOf('\n', node.start);
  let end = lineEnd >= 0 ? Math.min(node.end, lineEnd) : node.end;
  while (end > node.start + 1 && /\s/.test(file.text[end - 1]!)) end--;
  return placeOf(file, node.start, end);
}

/**
 * Applies edits of one file.
 * @param edits not overlapping, in any order
 * @throws RangeError when two edits overlap
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort(
    (a, b) => a.place.startOffset - b.place.startOffset || a.place.endOffset - b.place.endOffset,
  );
  let result = '';
  let at = 0;
  for (const edit of sorted) {
    if (edit.place.startOffset < at)
      throw new RangeError(`overlapping edits at offset ${edit.place.startOffset}`);
    result += text.slice(at, edit.place.startOffset) + edit.newText;
    at = edit.place.endOffset;
  }
  return result + text.slice(at);
}

/** The end of line that most lines of the text have. */
export function majorityEol(text: string): '\n' | '\r\n' {
  const all = text.split('\n').length - 1;
  const carriage = text.split('\r\n').length - 1;
  return carriage * 2 > all ? '\r\n' : '\n';
}

/**
 * The smallest single replacement that turns one text into another, or undefined when they are equal. Never splits a
 * surrogate pair or a CRLF.
 */
export function minimalReplacement(
  before: string,
  after: string,
): { start: number; end: number; newText: string } | undefined {
  if (before === after) return undefined;
  const limit = Math.min(before.length, after.length);
  let head = 0;
  while (head < limit && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < limit - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const splits = (text: string, at: number): boolean =>
    at > 0 &&
    at < text.length &&
    (/[\uD800-\uDBFF]/.test(text[at - 1]!) || (text[at - 1] === '\r' && text[at] === '\n'));
  while (head > 0 && (splits(before, head) || splits(after, head))) head--;
  while (tail > 0 && (splits(before, before.length - tail) || splits(after, after.length - tail))) tail--;
  return { start: head, end: before.length - tail, newText: after.slice(head, after.length - tail) };
}
