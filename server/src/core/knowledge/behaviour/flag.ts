import type { PackageBehaviour } from './model.ts';

export const FLAG: PackageBehaviour = {
  paths: ['flag'],
  functions: {
    'FlagSet.SetOutput': {
      stores: [0],
      source: 'flag.go: SetOutput sets the destination for usage and error messages',
    },
  },
};
