package images

import (
	"context"
	"os"

	"example.com/images/registry"
	"github.com/docker/docker/api/types"
	"github.com/docker/docker/client"
)

// The client sends the file as the body of a request, which closes it.
func load(ctx context.Context, loader registry.Loader, path string) error {
	image, err := os.Open(path)
	if err != nil {
		return err
	}
	return loader.Load(ctx, image)
}

// A scanner only reads, and a mock does what a test says.
func count(counter registry.Counter, path string) (int, error) {
	text, err := os.Open(path) // want file-not-closed
	if err != nil {
		return 0, err
	}
	return counter.Lines(text)
}

// Its interface is the client.
func build(ctx context.Context, docker client.APIClient, path string) error {
	files, err := os.Open(path)
	if err != nil {
		return err
	}
	answer, err := docker.ImageBuild(ctx, files, types.ImageBuildOptions{})
	if err != nil {
		return err
	}
	return answer.Body.Close()
}
