package open

import "testing"

func TestStart(t *testing.T) {
	listener, err := Start(":8599")
	if err != nil {
		t.Skip(err)
	}
	listener.Close()
}
