import { each, type PackageBehaviour } from '../model.ts';

/**
 * The reader becomes the body of a request, which its transport closes (net/http/client.go, Do: "The request Body, if
 * non-nil, will be closed by the underlying Transport, even on errors"); options that are refused before leave it open.
 */
const POSTS = {
  takesOver: [1],
  source: 'request.go: req, err := http.NewRequestWithContext(ctx, method, path, body)',
} as const;

/** The client, and the interfaces that it is handed on as (client/interface.go, client/client_interfaces.go). */
const ALL = ['Client', 'APIClient', 'CommonAPIClient'];
const OF_IMAGES = [...ALL, 'ImageAPIClient', 'ImageBuildAPIClient'];
const OF_PLUGINS = [...ALL, 'PluginAPIClient'];

const POSTED = {
  ...each(['ImageLoad', 'ImageBuild'], POSTS, OF_IMAGES),
  ...each(['PluginCreate'], POSTS, OF_PLUGINS),
};

export const DOCKER: PackageBehaviour = {
  paths: ['github.com/docker/docker/client'],
  functions: {
    ...POSTED,
    ...each(['CopyToContainer'], { ...POSTS, takesOver: [3] }, [...ALL, 'ContainerAPIClient']),
  },
};

/** The same client as a module of its own, whose CopyToContainer gets the reader in its options. */
export const MOBY: PackageBehaviour = {
  paths: ['github.com/moby/moby/client'],
  functions: POSTED,
};
