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
