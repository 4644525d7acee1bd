import type { PackageBehaviour } from './model.ts';

export const BYTES: PackageBehaviour = {
  paths: ['bytes'],
  functions: {
    'Buffer.ReadFrom': {
      readsToEnd: 0,
      source: 'buffer.go: ReadFrom reads data from r until EOF and appends it to the buffer',
    },
  },
};
