package dial

import "testing"

func TestOld(t *testing.T) {
	if err := NewOld("localhost:7000").Ping(); err != nil {
		t.Skip(err)
	}
}
