// Package recover shows a goroutine of a handler whose panic ends the server.
package recover

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

const asServer = "PREMORTEM_PROOF_SERVER"

type event struct {
	User *struct{ Name string }
}

// hook reads the event in a goroutine of its own, with or without a deferred recover.
func hook(recovers bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var e event
		if err := json.NewDecoder(r.Body).Decode(&e); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			if recovers {
				defer func() {
					if p := recover(); p != nil {
						log.Printf("panic: %v\n%s", p, debug.Stack())
					}
				}()
			}
			fmt.Fprintln(io.Discard, e.User.Name)
		}()
		<-done
		if !recovers {
			// the runtime is about to end the process
			select {}
		}
		w.WriteHeader(http.StatusAccepted)
	}
}

// TestMain runs the server when the test starts itself as one, until standard input is closed.
func TestMain(m *testing.M) {
	mode := os.Getenv(asServer)
	if mode == "" {
		os.Exit(m.Run())
	}
	server := httptest.NewServer(hook(mode == "recovers"))
	fmt.Println(server.URL)
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}

// run posts an event without a user twice, and tells the answers, what the server wrote and its exit code.
func run(t *testing.T, mode string) (answers []error, stderr string, code int) {
	t.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), asServer+"="+mode)
	var written strings.Builder
	command.Stderr = &written
	stdin, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	url, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Timeout: 5 * time.Second}
	for range 2 {
		response, err := client.Post(strings.TrimSpace(url), "application/json", strings.NewReader("{}"))
		if err == nil {
			_ = response.Body.Close()
		}
		answers = append(answers, err)
	}
	_ = stdin.Close()
	err = command.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return answers, written.String(), command.ProcessState.ExitCode()
}

func TestThePanicOfOneGoroutineEndsTheServer(t *testing.T) {
	answers, stderr, code := run(t, "plain")
	if answers[0] == nil || answers[1] == nil {
		t.Errorf("answers %v, want none", answers)
	}
	if code != 2 || !strings.Contains(stderr, "panic: runtime error: invalid memory address") {
		t.Errorf("exit code %d with %q, want 2 and the panic", code, stderr)
	}
}

func TestTheServerGoesOnWithRecover(t *testing.T) {
	answers, stderr, code := run(t, "recovers")
	if answers[0] != nil || answers[1] != nil {
		t.Errorf("answers %v, want two", answers)
	}
	if code != 0 || strings.Count(stderr, "panic: runtime error: invalid memory address") != 2 {
		t.Errorf("exit code %d with %q, want 0 and two panics in the log", code, stderr)
	}
}
