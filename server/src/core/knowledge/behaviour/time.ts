import type { PackageBehaviour } from './model.ts';

export const TIME: PackageBehaviour = {
  paths: ['time'],
  functions: {
    AfterFunc: {
      stores: [1],
      source: 'sleep.go: AfterFunc waits for the duration to elapse and then calls f in its own goroutine',
    },
    Sleep: {
      blocks: { category: 'wait' },
      source: 'sleep.go: Sleep pauses the current goroutine for at least the duration d',
    },
  },
};
