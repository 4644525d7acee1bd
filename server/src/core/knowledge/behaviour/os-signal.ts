import type { PackageBehaviour } from './model.ts';

export const OS_SIGNAL: PackageBehaviour = {
  paths: ['os/signal'],
  functions: {
    Notify: { stores: [0], source: 'signal.go: Package signal will not block sending to c' },
    NotifyContext: {
      storesContext: 0,
      source: 'signal.go: NotifyContext returns a copy of the parent context that is marked done',
    },
  },
};
