package main

import "testing"

func TestTested(t *testing.T) {
	t.Log(tested("f"))
}
