import { CLOSER, methods, type OwnershipType, results } from './model.ts';

/** A function of unknown body that is given an open file mostly reads or writes it and leaves closing to the caller. */
const FILE_BASE: typeof CLOSER = {
  ...CLOSER,
  heldAs: [...CLOSER.heldAs, 'io.ReadSeekCloser'],
  unknownCallee: 'likely-uses',
};

/** os/file.go: a descriptor is open until Close; the finalizer closes it when the garbage collector finds it, if ever. */
export const FILE: OwnershipType = {
  ...FILE_BASE,
  name: 'file',
  source: 'os/file.go, File.Close',
  types: ['os.File'],
  acquire: new Map([
    ...results(0, [
      'os.Open',
      'os.Create',
      'os.OpenFile',
      'os.CreateTemp',
      'io/ioutil.TempFile',
      'os.OpenInRoot',
    ]),
    ...results(0, methods('os.Root', ['Open', 'Create', 'OpenFile'])),
    // os/file.go: Pipe "returns a connected pair of Files"; the second one has a row of its own
    ['os.Pipe', 0],
    // net/fd_unix.go, dup: a descriptor of its own ("It is the caller's responsibility to close f when finished")
    ...results(0, methods('net.TCPConn', ['File'])),
    ...results(0, methods('net.UDPConn', ['File'])),
    ...results(0, methods('net.UnixConn', ['File'])),
    ...results(0, methods('net.TCPListener', ['File'])),
    ...results(0, methods('net.UnixListener', ['File'])),
  ]),
  // os/file_unix.go, Fd: who has the number can use the descriptor
  exposes: new Set(['Fd', 'SyscallConn']),
};

/** The end of os.Pipe that is written to. */
export const PIPE_WRITER: OwnershipType = {
  ...FILE,
  name: 'pipe-writer',
  acquire: new Map([['os.Pipe', 1]]),
};

/** io/fs/fs.go: "The File interface is the minimum implementation required of the file"; Open gives one to be closed. */
export const FILE_SYSTEM_FILE: OwnershipType = {
  ...FILE_BASE,
  name: 'file-system-file',
  types: ['io/fs.File', 'net/http.File'],
  acquire: new Map([
    ['io/fs.FS.Open', 0],
    // net/http/fs.go: FileSystem and Dir open files of the operating system
    ['net/http.FileSystem.Open', 0],
    ['net/http.Dir.Open', 0],
  ]),
};

/** mime/multipart/formdata.go, FileHeader.Open: a part that was too large for the memory is opened from its temporary file. */
export const UPLOADED_FILE: OwnershipType = {
  ...FILE_BASE,
  name: 'uploaded-file',
  source: 'mime/multipart/formdata.go, FileHeader.Open',
  types: ['mime/multipart.File'],
  acquire: new Map([
    ['mime/multipart.FileHeader.Open', 0],
    // net/http/request.go: FormFile opens the first file for the key
    ['net/http.Request.FormFile', 0],
  ]),
};

/** archive/zip/reader.go: ReadCloser.Close "closes the Zip file, rendering it unusable for I/O". */
export const ARCHIVE: OwnershipType = {
  ...FILE_BASE,
  name: 'archive',
  types: ['archive/zip.ReadCloser'],
  acquire: new Map([['archive/zip.OpenReader', 0]]),
};
