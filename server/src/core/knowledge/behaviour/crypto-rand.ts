import type { PackageBehaviour } from './model.ts';

export const CRYPTO_RAND: PackageBehaviour = {
  paths: ['crypto/rand'],
  functions: {
    Read: {
      neverFailsSince: [1, 24],
      source: 'rand.go: It never returns an error, and always fills b entirely',
    },
    // for a maximum that is not positive it panics
    Int: { failsOnlyWith: 0, source: 'util.go: returns an error if rand.Read returns one' },
  },
};
