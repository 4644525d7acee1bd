package fixes

import (
	"context"
	"errors"
)

type point struct{ x, y int }

type reader interface{ read() }

// Each result gets its zero value, the error says why.
func allResults(ctx context.Context, in <-chan int) (int, string, bool, *point, point, [2]int, []int, map[string]int, reader, func(), error) {
	select { // want select-blocks-forever info high
	case v := <-in:
		return v, "", false, nil, point{}, [2]int{}, nil, nil, nil, nil, nil
	}
}

func generic[T any](ctx context.Context, in <-chan T) (value T, kind context.Context) {
	select { // want select-blocks-forever info high
	case value = <-in:
	}
	return value, ctx
}

func noResult(out chan<- int) {
	select { // want select-blocks-forever info high
	case out <- 1:
	}
	println("sent")
}

// default would let the function end without a value.
func last(in <-chan int) error {
	select { // want select-blocks-forever info high
	case <-in:
		return errors.New("in")
	}
}

// In a loop neither a fresh timer per round nor a busy loop is offered.
func inLoop(ctx context.Context, in <-chan int) {
	for {
		select { // want select-blocks-forever info high
		case v := <-in:
			if v == 0 {
				return
			}
			println(v)
		}
	}
}

// The context nearest to the wait that can end; a name that hides it is none.
func nearest(parent context.Context, in <-chan int) {
	ctx, cancel := context.WithCancel(parent)
	defer cancel()
	println(ctx.Err())
	go func() {
		select { // want select-blocks-forever info high
		case <-in:
		}
	}()
	go func() {
		ctx := 1
		_ = ctx
		select { // want select-blocks-forever info high
		case <-in:
		}
	}()
}

// Nothing ends this context.
func background(in <-chan int) {
	ctx := context.Background()
	_ = ctx
	select { // want select-blocks-forever info high
	case <-in:
	}
}

// A package under its own name, and a name that is taken.
func taken(in <-chan int) {
	time := 1
	_ = time
	select { // want select-blocks-forever info high
	case <-in:
	}
}
