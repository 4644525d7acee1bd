/** Writers exclude everybody; readers exclude writers. */
export type LockMode = 'write' | 'read';

/** What a call does to the lock that it is called on. */
export interface LockOperation {
  readonly kind: 'lock' | 'unlock' | 'try';
  readonly mode: LockMode;
}

/** By method name. */
export const LOCK_METHODS: ReadonlyMap<string, LockOperation> = new Map<string, LockOperation>([
  ['Lock', { kind: 'lock', mode: 'write' }],
  ['Unlock', { kind: 'unlock', mode: 'write' }],
  ['TryLock', { kind: 'try', mode: 'write' }],
  ['RLock', { kind: 'lock', mode: 'read' }],
  ['RUnlock', { kind: 'unlock', mode: 'read' }],
  ['TryRLock', { kind: 'try', mode: 'read' }],
]);

/**
 * Types whose `LOCK_METHODS` lock, by canonical name. None of them may be locked twice by the goroutine that holds it.
 * Sources: sync/mutex.go ("If the lock is already in use, the calling goroutine blocks until the mutex is available",
 * "A locked Mutex is not associated with a particular goroutine"), sync/rwmutex.go ("this prohibits recursive
 * read-locking"; RLocker gives a sync.Locker that read-locks, so that a Locker is not among them);
 * github.com/sasha-s/go-deadlock deadlock.go.
 */
export const LOCK_TYPES: ReadonlySet<string> = new Set([
  'sync.Mutex',
  'sync.RWMutex',
  'github.com/sasha-s/go-deadlock.Mutex',
  'github.com/sasha-s/go-deadlock.RWMutex',
]);

/**
 * Functions that call a function argument before they return, with the index of that argument.
 * Sources: sync/once.go, sync/map.go (Range), sort/slice.go, slices/sort.go, path/filepath/path.go, io/fs/walk.go,
 * strings/strings.go.
 */
export const CALLS_ARGUMENT: ReadonlyMap<string, number> = new Map([
  ['sync.Once.Do', 0],
  ['sync.Map.Range', 0],
  ['sort.Slice', 1],
  ['sort.SliceStable', 1],
  ['sort.Search', 1],
  ['slices.SortFunc', 1],
  ['slices.SortStableFunc', 1],
  ['slices.IndexFunc', 1],
  ['slices.ContainsFunc', 1],
  ['slices.DeleteFunc', 1],
  ['path/filepath.Walk', 1],
  ['path/filepath.WalkDir', 1],
  ['io/fs.WalkDir', 2],
  ['strings.Map', 0],
  ['strings.FieldsFunc', 1],
]);

/**
 * Functions that call the `Error` or `String` method of what they print, with the index of the first printed argument
 * (fmt/print.go, (*pp).handleMethods; log/log.go prints through fmt).
 */
export const PRINTS: ReadonlyMap<string, number> = new Map([
  ['fmt.Print', 0],
  ['fmt.Println', 0],
  ['fmt.Printf', 1],
  ['fmt.Sprint', 0],
  ['fmt.Sprintln', 0],
  ['fmt.Sprintf', 1],
  ['fmt.Errorf', 1],
  ['fmt.Fprint', 1],
  ['fmt.Fprintln', 1],
  ['fmt.Fprintf', 2],
  ['log.Print', 0],
  ['log.Println', 0],
  ['log.Printf', 1],
  ['log.Logger.Print', 0],
  ['log.Logger.Println', 0],
  ['log.Logger.Printf', 1],
]);

/** What undoes a method that locks. */
export const UNLOCK_OF: ReadonlyMap<string, string> = new Map([
  ['Lock', 'Unlock'],
  ['TryLock', 'Unlock'],
  ['RLock', 'RUnlock'],
  ['TryRLock', 'RUnlock'],
]);
