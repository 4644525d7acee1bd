import { each, type PackageBehaviour } from './model.ts';

export const HASH: PackageBehaviour = {
  paths: ['hash'],
  functions: {
    ...each(
      ['Write'],
      {
        neverFails: true,
        source:
          'hash.go: Write (via the embedded io.Writer interface) adds more data to the running hash. It never returns an error',
      },
      ['Hash', 'Hash32', 'Hash64'],
    ),
  },
};
