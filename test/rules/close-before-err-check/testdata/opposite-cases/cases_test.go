package cases

import (
	"errors"
	"net/http"
	"testing"
)

type row struct {
	address string
	wanted  error
	other   error
}

var rows = []row{{address: "http://127.0.0.1:1/", wanted: http.ErrServerClosed}}

// Whether an error is wanted or not, one of the cases looks at the one that came.
func TestEitherWay(t *testing.T) {
	for _, each := range rows {
		response, err := http.Get(each.address)
		switch {
		case each.wanted == nil && err != nil:
			t.Fatal(err)
		case each.wanted != nil && err == nil:
			t.Fatal("it came back")
		case each.wanted != nil && err != nil:
			if !errors.Is(err, each.wanted) {
				t.Fatal(err)
			}
			return
		default:
		}
		defer response.Body.Close()
	}
}

// With another one wanted nobody looks.
func TestSomeWay(t *testing.T) {
	for _, each := range rows {
		response, err := http.Get(each.address)
		switch {
		case each.wanted == nil && err != nil:
			t.Fatal(err)
		case each.other != nil && err != nil:
			return
		}
		response.Body.Close() // want close-before-err-check
	}
}

// What is wanted may change between two switches.
func TestTwice(t *testing.T) {
	for _, each := range rows {
		response, err := http.Get(each.address)
		switch {
		case each.wanted == nil && err != nil:
			t.Fatal(err)
		}
		each.wanted = nil
		switch {
		case each.wanted != nil && err != nil:
			t.Fatal(err)
		}
		response.Body.Close() // want close-before-err-check
	}
}
