import type { PackageBehaviour } from './model.ts';

export const TIME: PackageBehaviour = {
  paths: ['time'],
  functions: {
    Sleep: {
      blocks: { category: 'wait' },
      source: 'sleep.go: Sleep pauses the current goroutine for at least the duration d',
    },
  },
};
