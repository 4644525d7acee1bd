import { each, type PackageBehaviour } from './model.ts';

export const CONTEXT: PackageBehaviour = {
  paths: ['context'],
  functions: {
    ...each(
      [
        'WithCancel',
        'WithCancelCause',
        'WithDeadline',
        'WithDeadlineCause',
        'WithTimeout',
        'WithTimeoutCause',
      ],
      {
        storesContext: 0,
        source:
          "context.go: The returned context's Done channel is closed when the returned cancel function is called or when the parent context's Done channel is closed, whichever happens first",
      },
    ),
    WithValue: {
      storesContext: 0,
      takesOver: [2],
      source: 'context.go: WithValue returns a derived context that points to the parent Context',
    },
    WithoutCancel: {
      source:
        'context.go: WithoutCancel returns a derived context that points to the parent context and is not canceled when parent is canceled',
    },
    AfterFunc: {
      storesContext: 0,
      stores: [1],
      source: 'context.go: AfterFunc arranges to call f in its own goroutine after ctx is canceled',
    },
  },
};
