package attempts

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTable(t *testing.T) {
	cases := []struct {
		name  string
		files []string
	}{
		{name: "none"},
		{name: "two", files: []string{"a", "b"}},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			for _, name := range each.files {
				f, err := os.Create(filepath.Join(t.TempDir(), name))
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close()
			}
		})
	}
}

func TestGiven(t *testing.T) {
	cases := []struct {
		name  string
		files []string
	}{
		{name: "none"},
		{name: "given", files: os.Args},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			for _, name := range each.files {
				f, err := os.Create(filepath.Join(t.TempDir(), name))
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close() // want defer-in-loop hint low
			}
		})
	}
}
