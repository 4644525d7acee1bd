package harness

import (
	"testing"

	"example.com/fortests/fake"
)

// Start gives a test the service that it asks.
func Start(t *testing.T, address string) {
	t.Helper()
	go func() {
		if err := fake.Serve(address, "127.0.0.1:0"); err != nil {
			t.Log(err)
		}
	}()
}
