package main

import (
	"testing"

	"example.com/node/rig"
)

func TestRig(t *testing.T) {
	rig.Start(func() error { return nil })
}
