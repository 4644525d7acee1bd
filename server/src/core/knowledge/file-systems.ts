/** What holds the files that a file system opens. */
export type FileSystemKind = 'memory' | 'system';

/**
 * Types whose files hold no descriptor (embed/embed.go: openFile "is a single open file", over the bytes of the program,
 * Close returns nil; testing/fstest/mapfs.go, openMapFile; archive/zip/reader.go: Reader.Open reads from what the archive
 * was given; golang.org/x/tools/txtar/fs.go), and types that open those of the operating system (net/http/fs.go, Dir;
 * github.com/spf13/afero os.go).
 */
export const FILE_SYSTEM_TYPES: ReadonlyMap<string, FileSystemKind> = new Map([
  ['embed.FS', 'memory'],
  ['testing/fstest.MapFS', 'memory'],
  ['archive/zip.Reader', 'memory'],
  ['archive/zip.ReadCloser', 'memory'],
  ['github.com/spf13/afero.MemMapFs', 'memory'],
  ['net/http.Dir', 'system'],
  ['os.Root', 'system'],
  ['github.com/spf13/afero.OsFs', 'system'],
]);

/**
 * Functions that give such a file system (os/dir.go, os/root.go, github.com/spf13/afero memmap.go and os.go;
 * github.com/rakyll/statik fs/fs.go, New: "unzips all files and stores them in an in-memory map").
 */
export const FILE_SYSTEM_MAKERS: ReadonlyMap<string, FileSystemKind> = new Map([
  ['os.DirFS', 'system'],
  ['os.Root.FS', 'system'],
  ['github.com/spf13/afero.NewOsFs', 'system'],
  ['github.com/spf13/afero.NewMemMapFs', 'memory'],
  ['golang.org/x/tools/txtar.FS', 'memory'],
  ['github.com/rakyll/statik/fs.New', 'memory'],
  ['github.com/rakyll/statik/fs.NewWithNamespace', 'memory'],
]);

/** Functions whose file system opens the files of the one at their first argument (io/fs/sub.go, net/http/fs.go, afero). */
export const FILE_SYSTEM_WRAPPERS: ReadonlySet<string> = new Set([
  'io/fs.Sub',
  'net/http.FS',
  'github.com/spf13/afero.NewIOFS',
  'github.com/spf13/afero.NewBasePathFs',
  'github.com/spf13/afero.NewReadOnlyFs',
]);
