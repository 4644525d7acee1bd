/**
 * Functions that do one thing with a descriptor while they run and keep nothing of it, by package: whoever opened the file still has it
 * to close. Left out are locks (man 2 flock: "released ... when all such duplicate file descriptors have been closed"), which may be
 * kept by leaving the file open, and what gives the descriptor to others (Dup, UnixRights, EpollCtl).
 */
const OPERATIONS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...['syscall', 'golang.org/x/sys/unix'].map(
    (path) =>
      [
        path,
        [
          ...[
            'Faccessat',
            'Fadvise',
            'Fallocate',
            'Fchmod',
            'Fchown',
            'FcntlFstore',
            'FcntlInt',
            'Fdatasync',
          ],
          ...['Fgetxattr', 'Flistxattr', 'Fremovexattr', 'Fsetxattr', 'Fstat', 'Fstatat', 'Fstatfs', 'Fsync'],
          ...['Ftruncate', 'Futimes', 'Getdents', 'ReadDirent', 'Read', 'Pread', 'Write', 'Pwrite', 'Seek'],
          ...['IoctlGetInt', 'IoctlGetTermios', 'IoctlGetWinsize', 'IoctlRetInt', 'IoctlSetInt'],
          ...['IoctlSetPointerInt', 'IoctlSetTermios', 'IoctlSetWinsize'],
          ...['Mkdirat', 'Mknodat', 'Openat', 'Openat2', 'Readlinkat', 'Renameat', 'Symlinkat', 'Unlinkat'],
          // man 2 mmap: "the file descriptor, fd, can be closed immediately without invalidating the mapping"
          'Mmap',
          // man 2 setns: the thread is in the namespace, whatever becomes of the descriptor
          'Setns',
        ],
      ] as const,
  ),
  ...['golang.org/x/term', 'golang.org/x/crypto/ssh/terminal'].map(
    (path) => [path, ['GetSize', 'GetState', 'IsTerminal', 'MakeRaw', 'ReadPassword', 'Restore']] as const,
  ),
  ['github.com/mattn/go-isatty', ['IsTerminal', 'IsCygwinTerminal']],
]);

/** Their names with the package in front: `golang.org/x/sys/unix.Fstat`. */
export const DESCRIPTOR_OPERATIONS: ReadonlySet<string> = new Set(
  [...OPERATIONS].flatMap(([path, names]) => names.map((name) => `${path}.${name}`)),
);

/** Functions whose first argument is the number of a system call, and those numbers that are such operations. */
export const SYSTEM_CALLS: ReadonlySet<string> = new Set(
  ['syscall', 'golang.org/x/sys/unix'].flatMap((path) =>
    ['Syscall', 'Syscall6', 'RawSyscall', 'RawSyscall6'].map((name) => `${path}.${name}`),
  ),
);
export const SYSTEM_OPERATIONS: ReadonlySet<string> = new Set(
  ['syscall', 'golang.org/x/sys/unix'].flatMap((path) =>
    ['SYS_IOCTL', 'SYS_FSTAT', 'SYS_FSYNC', 'SYS_FTRUNCATE', 'SYS_READ', 'SYS_WRITE'].map(
      (name) => `${path}.${name}`,
    ),
  ),
);
