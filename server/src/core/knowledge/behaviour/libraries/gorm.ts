import { each, type PackageBehaviour } from '../model.ts';

const FINISHERS = [
  'Create',
  'CreateInBatches',
  'Save',
  'First',
  'Take',
  'Last',
  'Find',
  'FindInBatches',
  'FirstOrInit',
  'FirstOrCreate',
  'Update',
  'Updates',
  'UpdateColumn',
  'UpdateColumns',
  'Delete',
  'Count',
  'Row',
  'Scan',
  'Pluck',
  'Connection',
  'Transaction',
  'Commit',
  'Rollback',
  'Exec',
];

export const GORM: PackageBehaviour = {
  paths: ['gorm.io/gorm'],
  functions: {
    Open: { takesOver: [0], source: 'gorm.go: Open initialize db session based on dialector' },
    'DB.WithContext': {
      storesContext: 0,
      source: "gorm.go: WithContext change current instance db's context to ctx",
    },
    ...each(
      FINISHERS,
      { blocks: { category: 'sql' }, source: 'finisher_api.go: return tx.callbacks.Create().Execute(tx)' },
      ['DB'],
    ),
    'DB.Rows': {
      blocks: { category: 'sql' },
      mustRelease: { result: 0, path: [], by: ['Close'] },
      source: 'finisher_api.go: func (db *DB) Rows() (*sql.Rows, error)',
    },
    'DB.ScanRows': {
      borrows: [0],
      // scan.go, Scan: case *int, ..., *string, *time.Time: `for initialized || rows.Next()`
      readsRestOf: 0,
      source: 'finisher_api.go: func (db *DB) ScanRows(rows *sql.Rows, dest interface{}) error',
    },
    // errors are in the Error field; Rollback without a transaction only sets it
    'DB.Begin': {
      blocks: { category: 'sql' },
      mustRelease: { result: 0, path: [], by: ['Commit', 'Rollback'] },
      source: 'finisher_api.go: Begin begins a transaction with any transaction options opts',
    },
  },
};

export const JINZHU_GORM: PackageBehaviour = {
  paths: ['github.com/jinzhu/gorm'],
  functions: {
    Open: {
      blocks: { category: 'sql' },
      source: 'main.go: Send a ping to make sure the database connection is alive',
    },
    'DB.Rows': {
      blocks: { category: 'sql' },
      mustRelease: { result: 0, path: [], by: ['Close'] },
      source: 'main.go: Rows return `*sql.Rows` with given conditions',
    },
    'DB.ScanRows': {
      borrows: [0],
      source: 'main.go: ScanRows scan `*sql.Rows` to give struct',
    },
    'DB.Begin': {
      blocks: { category: 'sql' },
      mustRelease: { result: 0, path: [], by: ['Commit', 'Rollback', 'RollbackUnlessCommitted'] },
      source: 'main.go: Begin begins a transaction',
    },
    'DB.BeginTx': {
      blocks: { category: 'sql', context: 0, result: 'tied' },
      storesContext: 0,
      mustRelease: { result: 0, path: [], by: ['Commit', 'Rollback', 'RollbackUnlessCommitted'] },
      source: 'main.go: BeginTx begins a transaction with options',
    },
  },
};
