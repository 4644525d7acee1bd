package intests

import (
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"
)

// WaitFor is for tests: the answer that ends the task ends the loop.
func WaitFor(t *testing.T, url string) {
	for {
		time.Sleep(time.Second)
		resp, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close() // want defer-in-loop hint low
		var task struct{ Status string }
		if err := json.NewDecoder(resp.Body).Decode(&task); err != nil {
			t.Fatal(err)
		}
		switch state := task.Status; state {
		case "done":
			return
		case "failed":
			t.Error("failed")
		}
	}
}

// Probe goes on whatever the answers are.
func Probe(t *testing.T, url string) {
	for range 1000 {
		time.Sleep(time.Second)
		resp, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close() // want defer-in-loop hint low
		first := make([]byte, 16)
		if _, err := io.ReadFull(resp.Body, first); err != nil {
			t.Fatal(err)
		}
		t.Log(string(first))
	}
}
