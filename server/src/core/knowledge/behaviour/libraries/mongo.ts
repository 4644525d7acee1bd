import { each, type PackageBehaviour } from '../model.ts';

const CALL = { category: 'client', context: 0, result: 'settled' } as const;
const CURSOR = { result: 0, path: [], by: ['Close'] };

const CALLS = [
  'Aggregate',
  'BulkWrite',
  'CountDocuments',
  'DeleteMany',
  'DeleteOne',
  'Distinct',
  'Drop',
  'EstimatedDocumentCount',
  'FindOne',
  'FindOneAndDelete',
  'FindOneAndReplace',
  'FindOneAndUpdate',
  'InsertMany',
  'InsertOne',
  'ReplaceOne',
  'UpdateByID',
  'UpdateMany',
  'UpdateOne',
];

export const MONGO: PackageBehaviour = {
  paths: ['go.mongodb.org/mongo-driver/mongo', 'go.mongodb.org/mongo-driver/v2/mongo'],
  functions: {
    ...each(
      CALLS,
      {
        blocks: CALL,
        source: 'collection.go: func (coll *Collection) InsertOne(ctx context.Context, document interface{},',
      },
      ['Collection'],
    ),
    ...each(['Collection.Find', 'Collection.Aggregate', 'Database.Aggregate', 'Database.ListCollections'], {
      blocks: CALL,
      mustRelease: CURSOR,
      source:
        'cursor.go: Close closes this cursor. Next and TryNext must not be called after Close has been called',
    }),
    ...each(['Client.Watch', 'Database.Watch', 'Collection.Watch'], {
      blocks: CALL,
      mustRelease: CURSOR,
      source: 'change_stream.go: Close closes this change stream and the underlying cursor',
    }),
    ...each(
      ['Next', 'TryNext'],
      { blocks: CALL, source: 'cursor.go: Next blocks until a document is available or an error occurs' },
      ['Cursor', 'ChangeStream'],
    ),
    'Cursor.All': {
      closes: [-1],
      blocks: CALL,
      source: 'cursor.go: This method will close the cursor after retrieving all documents',
    },
    ...each(
      ['Ping', 'Disconnect'],
      {
        blocks: CALL,
        source:
          'client.go: Ping sends a ping command to verify that the client can connect to the deployment',
      },
      ['Client'],
    ),
    'Client.StartSession': {
      mustRelease: { result: 0, path: [], by: ['EndSession'] },
      source: 'client.go: StartSession starts a new session configured with the given options',
    },
    Connect: {
      mustRelease: { result: 0, path: [], by: ['Disconnect'] },
      source: 'client.go: Disconnect closes sockets to the topology referenced by this Client',
    },
  },
};
