// Package registry loads images.
package registry

import (
	"bufio"
	"context"
	"io"

	"github.com/docker/docker/client"
	"go.uber.org/mock/gomock"
)

// Loader loads an image from a reader.
type Loader interface {
	Load(ctx context.Context, image io.Reader) error
}

type docker struct{ client *client.Client }

func (d *docker) Load(ctx context.Context, image io.Reader) error {
	answer, err := d.client.ImageLoad(ctx, image, true)
	if err != nil {
		return err
	}
	return answer.Body.Close()
}

// Counter counts the lines of a reader.
type Counter interface {
	Lines(text io.Reader) (int, error)
}

type lines struct{}

func (lines) Lines(text io.Reader) (int, error) {
	scanner := bufio.NewScanner(text)
	count := 0
	for scanner.Scan() {
		count++
	}
	return count, scanner.Err()
}

// MockCounter answers what a test expects.
type MockCounter struct{ ctrl *gomock.Controller }

// Lines records the call.
func (m *MockCounter) Lines(text io.Reader) (int, error) {
	results := m.ctrl.Call(m, "Lines", text)
	count, _ := results[0].(int)
	err, _ := results[1].(error)
	return count, err
}
