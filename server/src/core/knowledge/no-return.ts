import { BEHAVIOUR } from './behaviour/index.ts';

/**
 * Functions that never return, by canonical name: `panic` unwinds and runs deferred calls, `no-return` ends the process
 * or the goroutine.
 */
export const NO_RETURN: ReadonlyMap<string, 'panic' | 'no-return'> = new Map(
  [...BEHAVIOUR].flatMap(([id, { neverReturns }]) =>
    neverReturns ? [[id, neverReturns === 'panic' ? 'panic' : 'no-return'] as const] : [],
  ),
);
