import { each, type PackageBehaviour } from './model.ts';

export const BYTES: PackageBehaviour = {
  paths: ['bytes'],
  functions: {
    ...each(
      ['Write', 'WriteByte', 'WriteRune', 'WriteString'],
      { neverFails: true, source: 'buffer.go: The return value n is the length of p; err is always nil' },
      ['Buffer'],
    ),
    'Buffer.ReadFrom': {
      readsToEnd: 0,
      source: 'buffer.go: ReadFrom reads data from r until EOF and appends it to the buffer',
    },
  },
};
