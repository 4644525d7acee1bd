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
