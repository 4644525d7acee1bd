package clean

import (
	"context"
	"testing"
)

func TestPing(t *testing.T) {
	s := NewStore(nil)
	if err := s.db.PingContext(context.Background()); err != nil {
		t.Fatal(err)
	}
}
