package images

import (
	"context"

	"github.com/docker/docker/api/types/image"
	"github.com/docker/docker/client"
)

// the idle connection stays open
func count(ctx context.Context) (int, error) {
	docker, err := client.NewClientWithOpts(client.FromEnv) // want conn-not-closed
	if err != nil {
		return 0, err
	}
	images, err := docker.ImageList(ctx, image.ListOptions{})
	return len(images), err
}
