// Package dial shows when the Dial of a resolver is called.
package dial

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

const childMode = "PREMORTEM_PROOF_PREFER_GO"

// TestMain looks a name up in a child of the tests: which resolver is chosen is decided once per process.
func TestMain(m *testing.M) {
	mode, isChild := os.LookupEnv(childMode)
	if !isChild {
		os.Exit(m.Run())
	}
	calls := make(chan struct{}, 64)
	resolver := &net.Resolver{
		PreferGo: mode == "true",
		Dial: func(context.Context, string, string) (net.Conn, error) {
			select {
			case calls <- struct{}{}:
			default:
			}
			return nil, errors.New("no server")
		},
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	resolver.LookupHost(ctx, "name.invalid")
	cancel()
	fmt.Printf("called=%t\n", len(calls) > 0)
}

// isDialCalled runs the look-up in a process whose environment asks for the resolver of the C library, as macOS does by default.
func isDialCalled(t *testing.T, preferGo bool) bool {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(program)
	child.Env = append(os.Environ(), "GODEBUG=netdns=cgo+1", fmt.Sprintf("%s=%t", childMode, preferGo))
	output, err := child.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	if strings.Contains(string(output), "without support for the cgo resolver") {
		t.Skip("built without cgo: there is only Go's resolver")
	}
	return strings.Contains(string(output), "called=true")
}

func TestDialIsIgnoredWithoutPreferGo(t *testing.T) {
	if isDialCalled(t, false) {
		t.Error("Dial was called, want it ignored")
	}
}

func TestDialIsCalledWithPreferGo(t *testing.T) {
	if !isDialCalled(t, true) {
		t.Error("Dial was not called")
	}
}
