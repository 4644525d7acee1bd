import { each, type PackageBehaviour } from './model.ts';

export const SYNC: PackageBehaviour = {
  paths: ['sync'],
  functions: {
    ...each(['Mutex.Lock', 'RWMutex.Lock', 'Locker.Lock'], {
      blocks: { category: 'wait' },
      source:
        'mutex.go: If the lock is already in use, the calling goroutine blocks until the mutex is available',
    }),
    'RWMutex.RLock': {
      blocks: { category: 'wait' },
      source:
        'rwmutex.go: If the lock is already locked for reading or writing, Lock blocks until the lock is available',
    },
    'WaitGroup.Wait': {
      blocks: { category: 'wait' },
      source: 'waitgroup.go: Wait blocks until the [WaitGroup] task counter is zero',
    },
    'Cond.Wait': {
      blocks: { category: 'wait' },
      source: 'cond.go: Wait atomically unlocks c.L and suspends execution of the calling goroutine',
    },
    'Once.Do': {
      blocks: { category: 'wait' },
      source: 'once.go: no call to Do returns until the one call to f returns',
    },
  },
};
