package results

import (
	"net"
	"testing"

	"github.com/stretchr/testify/assert"
)

// dial gives no connection with an error.
func dial(address string) (net.Conn, error) {
	var conn net.Conn
	var err error
	if address != "" {
		conn, err = net.Dial("tcp", address)
	} else {
		conn, err = net.Dial("tcp", "127.0.0.1:80")
	}
	return conn, err
}

func TestRefused(t *testing.T) {
	conn, err := dial("127.0.0.1:1")
	if !assert.Error(t, err) {
		conn.Close()
	}
	conn, err = dial("127.0.0.1:2")
	if !assert.Error(t, err, "nobody listens") {
		conn.Close()
	}
	conn, err = dial("127.0.0.1:3")
	if !assert.NotNil(t, err) {
		conn.Close()
	}
	conn, err = dial("127.0.0.1:4")
	if assert.NoError(t, err) {
		conn.Close()
	}
}

func TestTells(t *testing.T) {
	conn, err := dial("127.0.0.1:1")
	if assert.ErrorContains(t, err, "refused") {
		return
	}
	if err == nil {
		conn.Close()
	}
}

func TestSaysNot(t *testing.T) {
	conn, err := dial("127.0.0.1:1")
	if !assert.False(t, err == nil) {
		conn.Close()
	}
}

// An error that tells something else is one too.
func TestTellsOther(t *testing.T) {
	conn, err := dial("127.0.0.1:1") // want conn-not-closed info high
	if !assert.ErrorContains(t, err, "refused") {
		return
	}
	conn.Close()
}

func TestIsSwapped(t *testing.T) {
	conn, err := dial("127.0.0.1:1") // want conn-not-closed info high
	if assert.Error(t, err) {
		conn.Close()
	}
}

func TestIsOverwritten(t *testing.T) {
	conn, err := dial("127.0.0.1:1") // want conn-not-closed info high
	assert.NoError(t, err)
	conn, err = dial("127.0.0.1:2")
	if !assert.Error(t, err) {
		conn.Close()
	}
}
