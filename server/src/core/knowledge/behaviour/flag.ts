import { each, type PackageBehaviour } from './model.ts';

export const FLAG: PackageBehaviour = {
  paths: ['flag'],
  functions: {
    ...each(['Func', 'BoolFunc', 'FlagSet.Func', 'FlagSet.BoolFunc'], {
      stores: [2],
      source: 'flag.go: Each time the flag is seen, fn is called with the value of the flag',
    }),
    'FlagSet.SetOutput': {
      stores: [0],
      source: 'flag.go: SetOutput sets the destination for usage and error messages',
    },
  },
};
