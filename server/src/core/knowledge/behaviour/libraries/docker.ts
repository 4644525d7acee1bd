import { each, type PackageBehaviour } from '../model.ts';

/**
 * The reader becomes the body of a request, which its transport closes (net/http/client.go, Do: "The request Body, if
 * non-nil, will be closed by the underlying Transport, even on errors"); options that are refused before leave it open.
 */
const POSTS = {
  takesOver: [1],
  source: 'request.go: req, err := http.NewRequestWithContext(ctx, method, path, body)',
} as const;

export const DOCKER: PackageBehaviour = {
  paths: ['github.com/docker/docker/client'],
  functions: {
    ...each(['ImageLoad', 'ImageBuild', 'PluginCreate'], POSTS, ['Client']),
    'Client.CopyToContainer': { ...POSTS, takesOver: [3] },
  },
};

/** The same client as a module of its own, whose CopyToContainer gets the reader in its options. */
export const MOBY: PackageBehaviour = {
  paths: ['github.com/moby/moby/client'],
  functions: each(['ImageLoad', 'ImageBuild', 'PluginCreate'], POSTS, ['Client']),
};
