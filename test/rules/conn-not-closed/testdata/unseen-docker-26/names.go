package containers

import (
	"context"

	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/client"
)

// Before version 27.4 the client keeps its idle connections until it is closed.
func Names(ctx context.Context) ([]string, error) {
	cli, err := client.NewClientWithOpts(client.FromEnv) // want conn-not-closed
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
