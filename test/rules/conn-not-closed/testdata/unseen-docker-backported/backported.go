package images

import (
	"context"

	"github.com/docker/docker/api/types/image"
	"github.com/docker/docker/client"
)

// since v27.4 the client ends its idle connections itself
func count(ctx context.Context) (int, error) {
	docker, err := client.NewClientWithOpts(client.FromEnv)
	if err != nil {
		return 0, err
	}
	images, err := docker.ImageList(ctx, image.ListOptions{})
	return len(images), err
}
