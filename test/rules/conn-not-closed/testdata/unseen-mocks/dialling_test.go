package dialling

import (
	"net"
	"testing"

	"go.uber.org/mock/gomock"
)

// Mock stands for what dials.
type Mock struct{ controller *gomock.Controller }

// Expect tells it of a call that will come.
func (m *Mock) Expect(network string) *gomock.Call {
	m.controller.T.Helper()
	return m.controller.RecordCall(m, "Dial", network)
}

// Whoever calls the mock gets the connection, and closes it.
func TestHandedOut(t *testing.T) {
	m := &Mock{controller: gomock.NewController(t)}
	conn, err := net.Dial("tcp", "127.0.0.1:7000")
	if err != nil {
		t.Fatal(err)
	}
	m.Expect("tcp").Return(conn, nil)
}

// Here it only compares it.
func TestCompared(t *testing.T) {
	m := &Mock{controller: gomock.NewController(t)}
	conn, err := net.Dial("tcp", "127.0.0.1:7000") // want conn-not-closed
	if err != nil {
		t.Fatal(err)
	}
	m.Expect(conn.LocalAddr().Network()).Return(nil, nil)
}
