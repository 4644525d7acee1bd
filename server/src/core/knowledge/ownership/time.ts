import { CLOSER, type OwnershipType } from './model.ts';

/** time/tick.go: before Go 1.23 the garbage collector does not recover a ticker that was not stopped; since then it does. */
export const TICKER: OwnershipType = {
  ...CLOSER,
  name: 'ticker',
  source: 'time/tick.go: "Stop the ticker to release associated resources", needed before Go 1.23',
  types: ['time.Ticker'],
  heldAs: [],
  acquire: new Map([['time.NewTicker', 0]]),
  release: new Set(['Stop']),
  lends: new Set(['C']),
};
