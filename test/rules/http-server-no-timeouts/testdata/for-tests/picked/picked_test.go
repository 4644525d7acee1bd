package picked

import "testing"

func TestClose(t *testing.T) {
	if err := NewFake().Close(); err != nil {
		t.Fatal(err)
	}
}
