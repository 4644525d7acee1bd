package assertions

import (
	"errors"
	"net"
	"syscall"
	"testing"

	"github.com/samber/lo"
	"github.com/stretchr/testify/assert"
)

// isRefused asks a library.
func isRefused(err error) bool {
	number, ok := lo.ErrorsAs[syscall.Errno](err)
	if !ok {
		return false
	}
	return number == syscall.ECONNREFUSED
}

func TestRefused(t *testing.T) {
	_, err := net.Dial("tcp", "127.0.0.1:1")
	assert.True(t, isRefused(err))
}

func isInUse(err error) bool {
	number, ok := errors.AsType[syscall.Errno](err)
	if !ok {
		return false
	}
	return number == syscall.EADDRINUSE
}

func isNumber(err error) bool {
	_, ok := err.(syscall.Errno)
	return ok
}

func TestInUse(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, err = net.Listen("tcp", listener.Addr().String())
	assert.True(t, isInUse(err))
}

func TestNumber(t *testing.T) {
	_, err := net.Dial("tcp", "127.0.0.1:0")
	if !isNumber(err) {
		t.Fatal(err)
	}
}

// isOther holds for no error too.
func isOther(err error) bool {
	_, ok := err.(syscall.Errno)
	return !ok
}

func TestOther(t *testing.T) {
	_, err := net.Dial("tcp", "127.0.0.1:1") // want conn-not-closed info high
	assert.True(t, isOther(err))
}
