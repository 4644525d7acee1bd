package used

import (
	"testing"

	"example.com/fortests/fixed"
	"example.com/fortests/open"
	"example.com/fortests/picked"
	"example.com/fortests/registered"
	"example.com/fortests/told"
)

func TestDo(t *testing.T) {
	fake := picked.NewFake()
	go fake.Start()
	go fake.Open()
	go fixed.ServeFixed()
	go registered.ServeRegistered(func(string) {})
	Do()
}

func TestWithTold(t *testing.T) {
	fake, err := told.Start("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	fake.Close()
	shared, err := open.Start(":0")
	if err != nil {
		t.Fatal(err)
	}
	shared.Close()
}
