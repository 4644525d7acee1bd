import { CLOSER, type OwnershipType, results } from './model.ts';

/** os/file.go: a descriptor is open until Close; the finalizer closes it when the garbage collector finds it, if ever. */
export const FILE: OwnershipType = {
  ...CLOSER,
  name: 'file',
  source: 'os/file.go, File.Close',
  types: ['os.File'],
  acquire: new Map([
    ...results(0, ['os.Open', 'os.Create', 'os.OpenFile', 'os.CreateTemp', 'io/ioutil.TempFile']),
    ...results(0, ['os.Root.Open', 'os.Root.Create', 'os.Root.OpenFile']),
  ]),
  // os/file_unix.go, Fd: who has the number can use the descriptor
  exposes: new Set(['Fd', 'SyscallConn']),
};
