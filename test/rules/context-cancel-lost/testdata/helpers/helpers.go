package helpers

import (
	"context"
	"fmt"
	"time"
)

func setUp() (int, context.CancelFunc, context.Context) {
	ctx, cancel := context.WithCancel(context.Background())
	return 1, cancel, ctx
}

func below(parent context.Context) (context.Context, context.CancelFunc) {
	return context.WithCancel(parent)
}

func timed() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), time.Hour)
}

// No timer, and nothing is registered with Background.
func dropped() {
	one, _, ctx := setUp() // want context-cancel-lost low
	fmt.Println(one, ctx.Err())
	ctx, _ = below(context.Background()) // want context-cancel-lost low
	fmt.Println(ctx.Err())
}

func held(parent context.Context) {
	ctx, _ := below(parent) // want context-cancel-lost high
	fmt.Println(ctx.Err())
	late, _ := timed() // want context-cancel-lost high
	fmt.Println(late.Err())
}

// A helper in a variable.
func local(wait func(context.Context)) {
	start := func() (context.CancelFunc, int) {
		ctx, cancel := context.WithCancel(context.Background())
		go wait(ctx)
		return cancel, 1
	}
	_, one := start() // want context-cancel-lost low
	fmt.Println(one)
}
