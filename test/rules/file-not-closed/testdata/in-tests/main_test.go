package intests

import (
	"os"
	"path/filepath"
	"testing"
)

// The process of the tests ends behind it.
func TestMain(m *testing.M) {
	seed, _ := os.Create(filepath.Join(os.TempDir(), "seed.yaml"))
	_, _ = seed.WriteString("kind: seed\n")
	for range 3 {
		each, err := os.Create(filepath.Join(os.TempDir(), "each.yaml")) // want file-not-closed info high
		if err != nil {
			continue
		}
		_, _ = each.WriteString("kind: each\n")
	}
	m.Run()
}
