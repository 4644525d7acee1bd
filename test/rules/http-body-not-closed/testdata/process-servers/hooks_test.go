package hooks

import (
	"net/http"
	"net/http/httptest"
	"os/exec"
	"testing"
)

// start runs the program under test, which tells the URL what happens.
func start(t *testing.T, hooks string) string {
	t.Helper()
	cmd := exec.Command("./service", "-hooks", hooks)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return "http://127.0.0.1:7070"
}

// The service answers, of which nothing is seen; the server here answers the service.
func TestCreated(t *testing.T) {
	hooks := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("go on"))
	}))
	defer hooks.Close()
	resp, err := http.Post(start(t, hooks.URL), "text/plain", nil)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusCreated {
		t.Fatal(resp.Status)
	}
}

// What is asked here writes an answer.
func TestAnswered(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("done"))
	}))
	defer server.Close()
	resp, err := http.Post(server.URL, "text/plain", nil) // want http-body-not-closed
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK {
		t.Fatal(resp.Status)
	}
}
