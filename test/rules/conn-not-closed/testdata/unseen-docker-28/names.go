package containers

import (
	"context"

	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/client"
)

// Since version 27.4 the client closes its idle connections itself.
func Names(ctx context.Context) ([]string, error) {
	cli, err := client.NewClientWithOpts(client.FromEnv)
	if err != nil {
		return nil, err
	}
	found, err := cli.ContainerList(ctx, container.ListOptions{})
	if err != nil {
		return nil, err
	}
	var names []string
	for _, each := range found {
		names = append(names, each.Names...)
	}
	return names, nil
}
