package scripted

import "testing"

// Every row ends with the response that is chosen.
func TestChoose(t *testing.T) {
	for _, row := range [][]*response{
		{{ok: true, name: "a"}},
		{{name: "a"}, {ok: true, name: "b"}},
	} {
		responses := make(chan *response)
		go func() {
			for _, each := range row {
				responses <- each // want goroutine-leak-send low
			}
			close(responses)
		}()
		if got := choose(responses); got != row[len(row)-1] {
			t.Error(got)
		}
	}
}

// The test itself leaves.
func TestLeaves(t *testing.T) {
	numbers := make(chan int)
	go func() {
		for _, each := range []int{1, 2} {
			numbers <- each // want goroutine-leak-send warning high
		}
	}()
	if <-numbers != 1 {
		t.Error("not 1")
	}
}
