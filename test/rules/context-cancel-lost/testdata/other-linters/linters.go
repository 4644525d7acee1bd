package linters

import (
	"context"
	"fmt"
	"time"
)

func told(parent context.Context) {
	ctx, _ := context.WithTimeout(parent, time.Second) //nolint:govet
	fmt.Println(ctx.Err())
	//nolint:govet // the timer ends it
	late, _ := context.WithTimeout(parent, time.Second)
	fmt.Println(late.Err())
	//nolint:lostcancel
	later, _ := context.WithTimeout(parent, time.Second)
	fmt.Println(later.Err())
}

//nolint:govet // of which check, nobody can tell
func all(parent context.Context) {
	ctx, _ := context.WithTimeout(parent, time.Second) // want context-cancel-lost
	fmt.Println(ctx.Err())
}

func another(parent context.Context) {
	ctx, _ := context.WithTimeout(parent, time.Second) //nolint:errcheck // want context-cancel-lost
	fmt.Println(ctx.Err())
}
