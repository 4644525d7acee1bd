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
  isMadeByLibraries: true,
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
  // os/file.go: `func (f *File) Name() string { return f.name }`
  outlasting: new Set(['Name']),
};

/** The end of os.Pipe that is written to. */
export const PIPE_WRITER: OwnershipType = {
  ...FILE,
  name: 'pipe-writer',
  isMadeByLibraries: false,
  acquire: new Map([['os.Pipe', 1]]),
};

/** io/fs/fs.go: "The File interface is the minimum implementation required of the file"; Open gives one to be closed. */
export const FILE_SYSTEM_FILE: OwnershipType = {
  ...FILE_BASE,
  name: 'file-system-file',
  types: ['io/fs.File', 'net/http.File', 'github.com/spf13/afero.File'],
  acquire: new Map([
    ['io/fs.FS.Open', 0],
    // github.com/spf13/afero afero.go: Fs opens files of the operating system or of memory
    ...results(0, methods('github.com/spf13/afero.Fs', ['Open', 'Create', 'OpenFile'])),
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

const BOLT = ['go.etcd.io/bbolt', 'github.com/boltdb/bolt', 'github.com/coreos/bbolt'];
const BADGER = ['', '/v2', '/v3', '/v4'].map((version) => `github.com/dgraph-io/badger${version}`);

/** What libraries open on files, each with descriptors, locks or goroutines of its own until it is closed. */
export const LIBRARY_FILE: OwnershipType = {
  ...CLOSER,
  name: 'library-file',
  types: [
    'github.com/fsnotify/fsnotify.Watcher',
    'github.com/pkg/sftp.File',
    'github.com/syndtr/goleveldb/leveldb.DB',
    ...[...BOLT, ...BADGER].map((path) => `${path}.DB`),
  ],
  acquire: new Map([
    // github.com/fsnotify/fsnotify backend_inotify.go: an inotify descriptor, and a goroutine that reads from it
    ...results(0, methods('github.com/fsnotify/fsnotify', ['NewWatcher', 'NewBufferedWatcher'])),
    // github.com/pkg/sftp client.go: a handle of the server, until Close
    ...results(0, methods('github.com/pkg/sftp.Client', ['Open', 'Create', 'OpenFile'])),
    // github.com/syndtr/goleveldb/leveldb db.go: "The returned DB instance must be closed after use"
    ...results(0, methods('github.com/syndtr/goleveldb/leveldb', ['OpenFile', 'RecoverFile'])),
    // go.etcd.io/bbolt db.go: Open locks the file, Close "releases all database resources"
    ...results(
      0,
      BOLT.map((path) => `${path}.Open`),
    ),
    // github.com/dgraph-io/badger db.go: Open locks the directory and starts goroutines; Close ends them
    ...results(
      0,
      BADGER.map((path) => `${path}.Open`),
    ),
  ]),
};

/**
 * Calls whose result is no more than a name for what the other side keeps for the client that they are called on, with the row
 * of that client (github.com/pkg/sftp client.go, File: a handle and an offset; server.go, Serve, when the session has
 * ended: "close any still-open files").
 */
export const ENDS_WITH_RECEIVER: ReadonlyMap<string, string> = new Map(
  methods('github.com/pkg/sftp.Client', ['Open', 'Create', 'OpenFile']).map((id) => [
    id,
    'client-connection',
  ]),
);
