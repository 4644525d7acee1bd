package used

import (
	"testing"

	"example.com/fortests/fixed"
	"example.com/fortests/picked"
	"example.com/fortests/registered"
)

func TestDo(t *testing.T) {
	fake := picked.NewFake()
	go fake.Start()
	go fake.Open()
	go fixed.ServeFixed()
	go registered.ServeRegistered(func(string) {})
	Do()
}
