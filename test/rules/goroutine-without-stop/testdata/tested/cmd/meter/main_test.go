package main

import (
	"testing"

	"example.com/tested/bench"
)

func TestBench(t *testing.T) {
	var b bench.Bench
	b.RunAll()
	b.RunAll()
}
