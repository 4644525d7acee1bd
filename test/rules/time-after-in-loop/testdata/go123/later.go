package go123

import (
	"context"
	"time"
)

const idleTime = 5 * time.Minute

func consume(messages <-chan string, handle func(string), idle func()) {
	for {
		select {
		case message := <-messages:
			handle(message)
		case <-time.After(5 * time.Minute):
			idle()
		}
	}
}

func labelled(ctx context.Context, messages <-chan string, handle func(string)) {
loop:
	for {
		select {
		case message, ok := <-messages:
			if !ok {
				break loop
			}
			handle(message)
		case <-time.After(idleTime):
			break loop
		case <-ctx.Done():
			return
		}
	}
}

func started(messages <-chan string, handle func(string)) {
	go func() {
		for {
			select {
			case message := <-messages:
				handle(message)
			case <-time.After(time.Hour):
				return
			}
		}
	}()
}

func sends(out chan<- int, next func() int) {
	for {
		select {
		case out <- next():
		case t := <-time.After(10 * time.Second):
			_ = t
			return
		}
	}
}

func polls(messages <-chan string, work func()) {
	for {
		select {
		case <-messages:
			return
		case <-time.After(time.Minute):
			return
		default:
			work()
		}
	}
}

func each(messages <-chan string, others <-chan int, use func(int)) {
	for range messages {
		select {
		case v := <-others:
			use(v)
		case <-time.After(time.Minute):
		}
	}
}
