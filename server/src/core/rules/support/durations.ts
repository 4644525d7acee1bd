/** A number of nanoseconds as Go prints whole ones: `1m30s`, `500ms`. */
export function durationText(nanoseconds: bigint): string {
  const units: readonly (readonly [string, bigint])[] = [
    ['h', 3_600_000_000_000n],
    ['m', 60_000_000_000n],
    ['s', 1_000_000_000n],
    ['ms', 1_000_000n],
    ['µs', 1_000n],
    ['ns', 1n],
  ];
  let rest = nanoseconds;
  let text = '';
  for (const [name, unit] of units) {
    if (rest >= unit) text += `${rest / unit}${name}`;
    rest %= unit;
  }
  return text;
}

/** A duration of whole milliseconds as a Go expression, with the name of package time: `25 * time.Second`. */
export function durationExpression(nanoseconds: bigint, time: string): string | undefined {
  const units: readonly (readonly [string, bigint])[] = [
    ['Minute', 60_000_000_000n],
    ['Second', 1_000_000_000n],
    ['Millisecond', 1_000_000n],
  ];
  const unit = units.find(([, size]) => nanoseconds % size === 0n);
  return unit && `${nanoseconds / unit[1]} * ${time}.${unit[0]}`;
}
