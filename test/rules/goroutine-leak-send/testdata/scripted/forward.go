package scripted

import "context"

// It hands over what it has, unless it is told that the other side has failed.
func forward(ctx context.Context, out chan<- string, failed <-chan error, texts []string) error {
	for _, text := range texts {
		select {
		case out <- text:
		case <-ctx.Done():
			return ctx.Err()
		case err := <-failed:
			return err
		}
	}
	return nil
}
