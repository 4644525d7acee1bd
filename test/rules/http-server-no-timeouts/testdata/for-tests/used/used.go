package used

import (
	"testing"

	"example.com/fortests/served"
)

// Do is what the program does; where its tests run it serves nothing.
func Do() {
	if !testing.Testing() {
		_ = served.ServePublic(":8080")
	}
}
