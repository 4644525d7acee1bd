package images

import (
	"context"
	"os"

	"example.com/images/registry"
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
