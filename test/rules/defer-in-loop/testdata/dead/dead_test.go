package dead

import (
	"os"
	"testing"
)

// Nothing in the literals runs: the test skips itself first of all.
func TestSkipped(t *testing.T) {
	t.Skip("takes a day")

	read := func(names []string) {
		for _, name := range names {
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
		}
	}
	read(nil)
	t.Run("inner", func(t *testing.T) {
		check := func(names []string) {
			for _, name := range names {
				f, err := os.Open(name)
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close()
			}
		}
		check(nil)
	})
}

func TestRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a day")
	}
	read := func(names []string) {
		for _, name := range names {
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close() // want defer-in-loop hint low
		}
	}
	read(nil)
}

// A literal that is declared before the jump runs where it is called.
func TestDeclaredBefore(t *testing.T) {
	read := func(names []string) {
		for _, name := range names {
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close() // want defer-in-loop hint low
		}
	}
	read(nil)
	return
}
