package expected

import (
	"net"
	"reflect"
	"strings"
	"testing"
)

var errNoTLS = net.UnknownNetworkError("tls")

func same(t *testing.T, want, got any) {
	t.Helper()
	if !reflect.DeepEqual(want, got) {
		t.Fatalf("%v is not %v", got, want)
	}
}

// A helper of the tests wants a certain error.
func TestRefusesNetwork(t *testing.T) {
	_, err := net.Dial("tls", "127.0.0.1:1")
	same(t, errNoTLS, err)
}

// It wants the address that was dialled.
func TestAddress(t *testing.T) {
	conn, err := net.Dial("tcp", "127.0.0.1:1") // want conn-not-closed
	if err != nil {
		t.Fatal(err)
	}
	same(t, "127.0.0.1:1", conn.RemoteAddr().String())
}

// A nil error would panic in the condition.
func TestNamesNetwork(t *testing.T) {
	if _, err := net.Dial("unix", ""); !strings.Contains(err.Error(), "unix") {
		t.Fatal(err)
	}
}

// Only behind another condition is it asked for its text.
func TestMayNameNetwork(t *testing.T) {
	if _, err := net.Dial("tcp", "127.0.0.1:1"); err != nil && !strings.Contains(err.Error(), "refused") { // want conn-not-closed
		t.Log(err)
	}
}
