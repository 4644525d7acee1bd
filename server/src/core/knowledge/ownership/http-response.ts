import { CLOSER, type OwnershipType, results } from './model.ts';

/**
 * net/http: "The client must close the response body when finished with it" (client.go, doc of Get and Client.Do); on
 * error any Response can be ignored. HEAD has no body. Response.Write closes the body (response.go).
 * 204 and 304 never carry a body (transfer.go, bodyAllowedForStatus), so nothing stays checked out.
 */
export const HTTP_RESPONSE: OwnershipType = {
  ...CLOSER,
  // what a helper hands out is the body alone
  heldAs: ['io.ReadCloser'],
  name: 'http-response',
  source: 'net/http/client.go: "The client must close the response body when finished with it"',
  types: ['net/http.Response'],
  acquire: new Map([
    ...results(0, ['net/http.Get', 'net/http.Post', 'net/http.PostForm']),
    ...results(0, [
      'net/http.Client.Do',
      'net/http.Client.Get',
      'net/http.Client.Post',
      'net/http.Client.PostForm',
    ]),
    ...results(0, ['net/http.RoundTripper.RoundTrip', 'net/http.Transport.RoundTrip']),
    // golang.org/x/net/context/ctxhttp/ctxhttp.go: thin wrappers of Client.Do
    ...results(
      0,
      ['Do', 'Get', 'Post', 'PostForm'].map((name) => `golang.org/x/net/context/ctxhttp.${name}`),
    ),
    // github.com/hashicorp/go-retryablehttp client.go: returns the response of its HTTPClient
    ...results(
      0,
      ['Get', 'Post', 'PostForm'].map((name) => `github.com/hashicorp/go-retryablehttp.${name}`),
    ),
    ...results(
      0,
      ['Do', 'Get', 'Post', 'PostForm'].map((name) => `github.com/hashicorp/go-retryablehttp.Client.${name}`),
    ),
  ]),
  // net/http/client.go: a response to HEAD has no body
  givesEmpty: new Map([...results(0, ['net/http.Head', 'net/http.Client.Head'])]),
  shape: { parameter: 'net/http.Request' },
  path: ['Body'],
  releaseSelf: new Set(['Write']),
  absentWhen: { field: 'StatusCode', values: [204n, 304n] },
};
