package journaltest

import (
	"path/filepath"
	"testing"

	"example.com/journal/journal"
)

// New gives a writer of a folder of its own.
func New(t *testing.T) *journal.Writer {
	writer, err := journal.Start(filepath.Join(t.TempDir(), "journal"))
	if err != nil {
		t.Errorf("no journal: %v", err)
		return nil
	}
	t.Cleanup(func() { writer.Close() })
	return writer
}
