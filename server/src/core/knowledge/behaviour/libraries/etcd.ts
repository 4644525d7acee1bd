import { each, type PackageBehaviour } from '../model.ts';

const CALL = { category: 'client', context: 0, result: 'settled' } as const;

export const ETCD: PackageBehaviour = {
  paths: ['go.etcd.io/etcd/client/v3'],
  methods: {
    KV: { blocks: CALL, source: 'kv.go: type KV interface' },
    Cluster: { blocks: CALL, source: 'cluster.go: type Cluster interface' },
    Maintenance: { blocks: CALL, source: 'maintenance.go: type Maintenance interface' },
  },
  functions: {
    New: {
      mustRelease: { result: 0, path: [], by: ['Close'] },
      source: "client.go: Close shuts down the client's etcd connections",
    },
    'KV.Txn': { storesContext: 0, source: 'kv.go: Txn creates a transaction' },
    'Txn.Commit': {
      blocks: { category: 'client' },
      source: 'txn.go: Commit tries to commit the transaction',
    },
    // the channel lives as long as the context: without an end of it the watch stays on the server
    'Watcher.Watch': {
      storesContext: 0,
      source: 'watch.go: If the context "ctx" is canceled or timed out, returned "WatchChan" is closed',
    },
    ...each(
      ['Grant', 'Revoke', 'TimeToLive', 'Leases', 'KeepAliveOnce'],
      {
        blocks: CALL,
        source: 'lease.go: Grant creates a new lease',
      },
      ['Lease'],
    ),
    'Lease.KeepAlive': {
      storesContext: 0,
      source: 'lease.go: KeepAlive attempts to keep the given lease alive forever',
    },
    'Maintenance.Snapshot': {
      blocks: { ...CALL, result: 'tied' },
      storesContext: 0,
      mustRelease: { result: 0, path: [], by: ['Close'] },
      source: 'maintenance.go: Snapshot provides a reader for a point-in-time snapshot of etcd',
    },
  },
};

export const ETCD_CONCURRENCY: PackageBehaviour = {
  paths: ['go.etcd.io/etcd/client/v3/concurrency'],
  functions: {
    NewSession: {
      mustRelease: { result: 0, path: [], by: ['Close', 'Orphan'] },
      source: 'session.go: NewSession gets the leased session for a client',
    },
    'Mutex.Lock': {
      blocks: CALL,
      source: 'mutex.go: Lock locks the mutex with a cancelable context',
    },
    ...each(
      ['TryLock', 'Unlock'],
      { blocks: CALL, source: 'mutex.go: TryLock locks the mutex if not already locked by another session' },
      ['Mutex'],
    ),
    'Election.Campaign': {
      blocks: CALL,
      source: 'election.go: Campaign puts a value as eligible for the election on the prefix key',
    },
    'Election.Observe': {
      storesContext: 0,
      source: 'election.go: Observe returns a channel that reliably observes ordered leader proposals',
    },
  },
};
