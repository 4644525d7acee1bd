package told

import "testing"

func TestStart(t *testing.T) {
	listener, err := Start("127.0.0.1:8599")
	if err != nil {
		t.Skip(err)
	}
	listener.Close()
}
