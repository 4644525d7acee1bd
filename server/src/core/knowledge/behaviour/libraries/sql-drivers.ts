import { each, type PackageBehaviour } from '../model.ts';

export const GO_SQL_DRIVER_MYSQL: PackageBehaviour = {
  paths: ['github.com/go-sql-driver/mysql'],
  functions: {
    RegisterReaderHandler: {
      takesOver: [1],
      source:
        'infile.go: RegisterReaderHandler registers a handler function which is used to receive a io.Reader',
    },
  },
};

export const LIB_PQ: PackageBehaviour = {
  paths: ['github.com/lib/pq'],
  functions: {
    NewListener: {
      mustRelease: { result: 0, path: [], by: ['Close'] },
      source: 'notify.go: NewListener creates a new database connection dedicated to LISTEN / NOTIFY',
    },
    ...each(
      ['Listen', 'Unlisten', 'UnlistenAll', 'Ping'],
      {
        blocks: { category: 'sql' },
        source: 'notify.go: Listen starts listening for notifications on a channel',
      },
      ['Listener'],
    ),
  },
};
