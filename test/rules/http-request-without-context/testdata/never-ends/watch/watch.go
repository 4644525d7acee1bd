package watch

import (
	"context"

	"example.com/never-ends/notes"
)

// Publish hands on what it got.
func Publish(ctx context.Context, board notes.Board, text string) error {
	return board.Post(ctx, text)
}
