import { CLOSER, type OwnershipType, results } from './model.ts';

/** context/context.go: "Calling the CancelFunc cancels the child and its children, removes the parent's reference to the child, and stops any associated timers." */
export const CANCEL_FUNCTION: OwnershipType = {
  ...CLOSER,
  name: 'cancel-function',
  isMadeByLibraries: true,
  source: 'context/context.go: "Calling the CancelFunc ... stops any associated timers"',
  types: ['context.CancelFunc', 'context.CancelCauseFunc'],
  heldAs: [],
  acquire: new Map([
    ...results(1, [
      'context.WithCancel',
      'context.WithCancelCause',
      'context.WithTimeout',
      'context.WithTimeoutCause',
      'context.WithDeadline',
      'context.WithDeadlineCause',
      'os/signal.NotifyContext',
    ]),
  ]),
  role: 'closer',
  release: new Set(),
};
