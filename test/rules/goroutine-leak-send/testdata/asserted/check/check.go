package check

import (
	"reflect"
	"testing"
)

func Same(t *testing.T, want, got any) {
	t.Helper()
	if !reflect.DeepEqual(want, got) {
		t.Logf("%v is not %v", got, want)
		t.FailNow()
	}
}
