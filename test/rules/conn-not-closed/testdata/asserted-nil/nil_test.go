package asserted

import (
	"net"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The test passes only without a connection.
func TestNone(t *testing.T) {
	conn, err := net.Dial("tcp", "127.0.0.1:1")
	require.NoError(t, err)
	require.Nil(t, conn)
}

func TestNoneAndOn(t *testing.T) {
	conn, _ := net.Dial("tcp", "127.0.0.1:1")
	if !assert.Nil(t, conn) {
		conn.Close()
	}
}

// The error is nil, so that there is one.
func TestThere(t *testing.T) {
	conn, err := net.Dial("tcp", "127.0.0.1:1") // want conn-not-closed
	require.Nil(t, err)
	require.NotNil(t, conn)
}

// Whether the test stops or goes on, it has failed where there is one.
func TestNoneSaid(t *testing.T) {
	conn, err := net.Dial("tcp", "127.0.0.1:1")
	assert.Nil(t, conn)
	assert.Nil(t, err)
}

// Of the error it says nothing of the kind.
func TestThereAndOn(t *testing.T) {
	conn, err := net.Dial("tcp", "127.0.0.1:1") // want conn-not-closed
	assert.Nil(t, err)
	assert.NotNil(t, conn)
}

func must(t *testing.T, holds bool) {
	t.Helper()
	if !holds {
		t.Fatal("not so")
	}
}

func mustNot(t *testing.T, what string, holds bool) {
	t.Helper()
	if holds {
		t.Fatal(what)
	}
}

// The helper comes back only with an error.
func TestFailsForHelper(t *testing.T) {
	conn, err := net.Dial("tcp", "127.0.0.1:1")
	must(t, err != nil)
	conn, err = net.Dial("tcp", "127.0.0.1:2")
	mustNot(t, "somebody listens", err == nil)
	t.Log(conn)
}

func TestSucceedsForHelper(t *testing.T) {
	conn, err := net.Dial("tcp", "127.0.0.1:1") // want conn-not-closed
	must(t, err == nil)
	t.Log(conn.LocalAddr())
}

func note(t *testing.T, holds bool) {
	t.Helper()
	if !holds {
		t.Log("not so")
	}
}

// It comes back either way.
func TestNoted(t *testing.T) {
	conn, err := net.Dial("tcp", "127.0.0.1:1") // want conn-not-closed
	note(t, err != nil)
	t.Log(conn)
}
