package expected

import (
	"errors"
	"net"
	"syscall"
	"testing"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
)

func TestIsRefused(t *testing.T) {
	_, err := net.Dial("tcp", "127.0.0.1:1")
	assert.True(t, errors.Is(err, syscall.ECONNREFUSED))
}

func TestIsNoUpgrade(t *testing.T) {
	_, _, err := websocket.DefaultDialer.Dial("ws://127.0.0.1:1", nil)
	assert.False(t, err == nil)
}

func TestIsNotRefused(t *testing.T) {
	_, err := net.Dial("tcp", "127.0.0.1:1") // want conn-not-closed
	assert.False(t, errors.Is(err, syscall.ECONNREFUSED))
}

// What is expected stands where the error belongs.
func TestIsSwapped(t *testing.T) {
	_, err := net.Dial("tcp", "127.0.0.1:1")
	assert.ErrorIs(t, errRefused, err)
}

var errRefused = errors.New("refused")

// The test asks the assertion how it came out: it has failed where there is a connection.
func TestIsInUse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if !assert.NoError(t, err) {
		return
	}
	defer l.Close()
	_, err = net.Listen("tcp", l.Addr().String())
	if !assert.Error(t, err) {
		return
	}
	_, err = net.Listen("tcp", l.Addr().String())
	if !assert.ErrorIs(t, err, syscall.EADDRINUSE) {
		t.Log(err)
	}
}

// What is asserted is that there is one.
func TestIsFree(t *testing.T) {
	_, err := net.Listen("tcp", "127.0.0.1:0") // want conn-not-closed
	if !assert.NoError(t, err) {
		return
	}
}
