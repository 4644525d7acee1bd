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
