package fakes

import "testing"

func filesystems() []filesystem { return []filesystem{basic{}, &memory{}} }

// One of the implementations keeps everything in memory.
func TestEach(t *testing.T) {
	for _, fs := range filesystems() {
		f, err := fs.Create("a") // want file-not-closed low
		if err != nil {
			t.Fatal(err)
		}
		if f.Name() != "a" {
			t.Error(f.Name())
		}
	}
}

func open(d disk) string {
	f, err := d.Open("a") // want file-not-closed
	if err != nil {
		return ""
	}
	return f.Name()
}

func TestDisk(t *testing.T) {
	if open(realDisk{}) != "a" {
		t.Error("no file")
	}
}
