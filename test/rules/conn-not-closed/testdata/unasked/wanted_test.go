package unasked

import (
	"net"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// On some rows it asks for an error, and on no other for none.
func TestRefused(t *testing.T) {
	for _, row := range []struct {
		address string
		refused bool
	}{{"127.0.0.1:1", true}, {"127.0.0.1:2", false}} {
		_, err := net.Dial("tcp", row.address) // want conn-not-closed low
		if row.refused {
			require.ErrorContains(t, err, "refused")
		}
	}
}

// The other rows want a connection.
func TestRefusedOrNot(t *testing.T) {
	for _, row := range []struct {
		address string
		refused bool
	}{{"127.0.0.1:1", true}, {"127.0.0.1:2", false}} {
		_, err := net.Dial("tcp", row.address) // want conn-not-closed
		if row.refused {
			require.Error(t, err)
		} else {
			require.NoError(t, err)
		}
	}
}

// It dials until nobody listens any more, and wants that in the end.
func TestGone(t *testing.T) {
	var err error
	for range 10 {
		_, err = net.Dial("tcp", "127.0.0.1:1") // want conn-not-closed low
		if err != nil {
			break
		}
		time.Sleep(time.Millisecond)
	}
	require.Error(t, err)
}
