package ask

import (
	"context"
	"net"
	"time"
)

func name(address string) string {
	names, err := net.LookupAddr(address)
	if err != nil || len(names) == 0 {
		return ""
	}
	return names[0]
}

// Every caller gives a context that never ends.
func Endless(ctx context.Context, address string) string {
	found := make(chan string)
	go func() {
		found <- name(address) // want goroutine-leak-send low
	}()
	select {
	case answer := <-found:
		return answer
	case <-ctx.Done():
		return ""
	}
}

// The context of a request ends.
func Ended(ctx context.Context, address string) string {
	found := make(chan string)
	go func() {
		found <- name(address) // want goroutine-leak-send high
	}()
	select {
	case answer := <-found:
		return answer
	case <-ctx.Done():
		return ""
	}
}

// The timer ends it.
func Timed(ctx context.Context, address string) string {
	found := make(chan string)
	go func() {
		found <- name(address) // want goroutine-leak-send high
	}()
	select {
	case answer := <-found:
		return answer
	case <-ctx.Done():
		return ""
	case <-time.After(time.Second):
		return "late"
	}
}
