import { each, type PackageBehaviour } from '../model.ts';

const BODY = { result: 0, path: ['Body'], by: ['Close'] };

export const RESTY: PackageBehaviour = {
  paths: ['github.com/go-resty/resty/v2'],
  functions: {
    // the body is read and closed, except after SetDoNotParseResponse(true)
    ...each(
      ['Get', 'Head', 'Post', 'Put', 'Delete', 'Options', 'Patch', 'Send', 'Execute'],
      {
        blocks: { category: 'http' },
        source: 'client.go: defer closeq(resp.Body)',
      },
      ['Request'],
    ),
    'Request.SetContext': {
      storesContext: 0,
      source: 'request.go: SetContext method sets the [context.Context] for current [Request]',
    },
    'Response.RawBody': {
      mustRelease: { result: 0, path: [], by: ['Close'] },
      source:
        'response.go: Do not forget to close the body, otherwise you might get into connection leaks, no connection reuse',
    },
  },
};

export const RETRYABLEHTTP: PackageBehaviour = {
  paths: ['github.com/hashicorp/go-retryablehttp'],
  functions: {
    'Client.Do': {
      blocks: { category: 'http' },
      mustRelease: BODY,
      source: 'client.go: Do wraps calling an HTTP method with retries',
    },
    ...each(['Get', 'Post', 'PostForm', 'Client.Get', 'Client.Post', 'Client.PostForm'], {
      blocks: { category: 'http' },
      mustRelease: BODY,
      source: 'client.go: Get is a convenience helper for doing simple GET requests',
    }),
    // a reader is read into memory, a ReadSeeker is kept for the retries
    NewRequestWithContext: {
      storesContext: 0,
      takesOver: [3],
      source: 'client.go: NewRequestWithContext creates a new wrapped request with the provided context',
    },
    NewRequest: { takesOver: [2], source: 'client.go: NewRequest creates a new wrapped request' },
  },
};

export const CTXHTTP: PackageBehaviour = {
  paths: ['golang.org/x/net/context/ctxhttp'],
  functions: {
    ...each(['Do', 'Get', 'Head', 'Post', 'PostForm'], {
      blocks: { category: 'http' },
      storesContext: 0,
      mustRelease: BODY,
      source: 'ctxhttp.go: resp, err := client.Do(req.WithContext(ctx))',
    }),
  },
};

/** Functions that look only at the header of a *http.Response, or read its body and leave closing to the caller. */
export const RESPONSE_READERS: readonly PackageBehaviour[] = [
  {
    paths: [
      'github.com/docker/distribution/registry/client/auth/challenge',
      'github.com/docker/distribution/registry/client/auth',
      'github.com/distribution/distribution/v3/internal/client/auth/challenge',
    ],
    functions: {
      ResponseChallenges: {
        borrows: [0],
        source: 'authchallenge.go: ResponseChallenges returns a list of authorization challenges',
      },
    },
  },
  {
    paths: ['google.golang.org/api/googleapi'],
    functions: {
      CheckResponse: {
        borrows: [0],
        source: 'googleapi.go: CheckResponse returns an error (of type *Error) if the response',
      },
    },
  },
];
