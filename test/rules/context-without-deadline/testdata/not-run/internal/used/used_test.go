package used

import (
	"testing"

	"example.com/notrun/support"
)

func TestAnswer(t *testing.T) {
	if err := support.Await("http://localhost:8080"); err != nil {
		t.Fatal(err)
	}
}
