package probe

import (
	"errors"
	"testing"
)

func TestPretended(t *testing.T) {
	p := newProbe("127.0.0.1:1")
	p.pretendsFail = true
	if _, err := p.connect(); !errors.Is(err, errPretended) {
		t.Fatal(err)
	}
}

func TestOthers(t *testing.T) {
	if _, err := newPicky("127.0.0.1:1").connectPicky(); err == nil {
		t.Fatal("connected")
	}
	if _, err := farAway.connect("127.0.0.1:1"); err == nil {
		t.Fatal("connected")
	}
}
