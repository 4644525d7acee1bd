package shared

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestFallsBack(t *testing.T) {
	f := target(filepath.Join(t.TempDir(), "absent", "file"))
	assert.Same(t, os.Stdout, f)
}

func TestCreates(t *testing.T) {
	f := target(filepath.Join(t.TempDir(), "file")) // want file-not-closed hint medium
	assert.NotSame(t, os.Stdout, f)
}
