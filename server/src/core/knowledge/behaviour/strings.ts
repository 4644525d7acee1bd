import type { PackageBehaviour } from './model.ts';

export const STRINGS: PackageBehaviour = {
  paths: ['strings'],
  functions: {
    'Builder.Write': { neverFails: true, source: 'builder.go: Write always returns len(p), nil' },
    'Builder.WriteByte': { neverFails: true, source: 'builder.go: The returned error is always nil' },
    'Builder.WriteRune': { neverFails: true, source: 'builder.go: returns the length of r and a nil error' },
    'Builder.WriteString': {
      neverFails: true,
      source: 'builder.go: returns the length of s and a nil error',
    },
  },
};
