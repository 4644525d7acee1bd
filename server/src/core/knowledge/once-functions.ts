/** sync/oncefunc.go: functions that return one which invokes the function that they get only once. */
export const ONCE_MAKERS: ReadonlySet<string> = new Set([
  'sync.OnceFunc',
  'sync.OnceValue',
  'sync.OnceValues',
]);

/** They run the function that they get once for each value: that of a package variable in the life of the process. */
export const GUARDS: ReadonlySet<string> = new Set(['sync.Once.Do', ...ONCE_MAKERS]);
