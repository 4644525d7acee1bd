import { each, type PackageBehaviour } from '../model.ts';

const CALL = { category: 'client', context: 0, result: 'settled' } as const;

export const AWS: readonly PackageBehaviour[] = [
  {
    paths: ['github.com/aws/aws-sdk-go-v2/config'],
    functions: {
      LoadDefaultConfig: {
        blocks: CALL,
        source: "config.go: LoadDefaultConfig reads the SDK's default external configurations",
      },
    },
  },
  {
    paths: ['github.com/aws/aws-sdk-go-v2/service/s3'],
    methods: {
      Client: { blocks: CALL, source: 'api_client.go: func (c *Client) invokeOperation(' },
    },
    functions: {
      'Client.Options': { source: 'api_client.go: Options returns a copy of the client configuration' },
      // the body of an answer that is an error is closed by the client
      'Client.GetObject': {
        blocks: { ...CALL, result: 'tied' },
        storesContext: 0,
        mustRelease: { result: 0, path: ['Body'], by: ['Close'] },
        source: 'api_op_GetObject.go: Body io.ReadCloser',
      },
      ...each(
        ['PutObject', 'UploadPart'],
        {
          blocks: CALL,
          // the reader is in the input, which is the caller's
          borrows: [1],
          source: 'api_op_PutObject.go: Body io.Reader',
        },
        ['Client'],
      ),
      'Client.SelectObjectContent': {
        blocks: { ...CALL, result: 'tied' },
        storesContext: 0,
        source: 'api_op_SelectObjectContent.go: GetStream returns the type to interact with the event stream',
      },
    },
  },
  {
    paths: ['github.com/aws/aws-sdk-go-v2/service/dynamodb', 'github.com/aws/aws-sdk-go-v2/service/sqs'],
    methods: {
      Client: { blocks: CALL, source: 'api_client.go: func (c *Client) invokeOperation(' },
    },
    functions: {
      'Client.Options': { source: 'api_client.go: Options returns a copy of the client configuration' },
    },
  },
];
