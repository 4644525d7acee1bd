package unasked

import (
	"net"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The test waits until nobody listens any more.
func TestStopped(t *testing.T) {
	require.Eventually(t, func() bool {
		_, err := net.Dial("tcp", "127.0.0.1:1") // want conn-not-closed hint low
		return err != nil && strings.Contains(err.Error(), "refused")
	}, time.Second, time.Millisecond)
}

func TestStoppedByBranch(t *testing.T) {
	require.Eventually(t, func() bool {
		_, err := net.Dial("tcp", "127.0.0.1:1") // want conn-not-closed hint low
		if err != nil {
			return true
		}
		return false
	}, time.Second, time.Millisecond)
}

// Here it waits until somebody does.
func TestStarted(t *testing.T) {
	require.Eventually(t, func() bool {
		_, err := net.Dial("tcp", "127.0.0.1:1") // want conn-not-closed
		return err == nil
	}, time.Second, time.Millisecond)
}
