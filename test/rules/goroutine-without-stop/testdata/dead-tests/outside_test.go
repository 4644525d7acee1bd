package queue_test

import (
	"testing"

	queue "example.com/queue"
)

func TestExport(t *testing.T) {
	queue.Export()
}
