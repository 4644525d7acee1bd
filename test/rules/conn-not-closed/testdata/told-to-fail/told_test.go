package told

import (
	"net"
	"testing"
)

// The helper is told whether a connection has to come about.
func checkPort(t *testing.T, port string, open bool) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", port))
	switch {
	case err != nil && open:
		t.Error("nobody listens:", err)
	case err == nil && !open:
		t.Error("somebody listens")
	}
	return conn
}

func TestStopped(t *testing.T) {
	checkPort(t, "4011", false)
}

func TestStoppedAndKept(t *testing.T) {
	conn := checkPort(t, "4011", false)
	t.Log(conn)
}

func TestRunning(t *testing.T) {
	checkPort(t, "4011", true) // want conn-not-closed
}

const isOpen = false

func TestConstant(t *testing.T) {
	checkPort(t, "4011", isOpen)
}

func TestEachState(t *testing.T) {
	for _, open := range []bool{true, false} {
		checkPort(t, "4011", open) // want conn-not-closed
	}
}

// It says whether the reason is told: the connection is there all the same.
func dial(t *testing.T, port string, verbose bool) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", port))
	if err != nil && verbose {
		t.Error(err)
	}
	return conn
}

func TestQuiet(t *testing.T) {
	dial(t, "4011", false) // want conn-not-closed
}

// Only one of the two ways dials.
func dialWhen(t *testing.T, port string, wanted bool) net.Conn {
	t.Helper()
	if !wanted {
		return nil
	}
	conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", port))
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

func TestNotWanted(t *testing.T) {
	dialWhen(t, "4011", false)
}

func TestWanted(t *testing.T) {
	dialWhen(t, "4011", true) // want conn-not-closed
}

// What it is told is turned round before it asks.
func checkClosed(t *testing.T, port string, closed bool) net.Conn {
	t.Helper()
	closed = !closed
	conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", port))
	if err == nil && !closed {
		t.Error("somebody listens")
	}
	return conn
}

func TestTurned(t *testing.T) {
	checkClosed(t, "4011", false) // want conn-not-closed
}
