package clean

import (
	"context"
	"time"
)

// armed again only after it has fired
func rearmed(ctx context.Context, work func()) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
			work()
		}
	}
}

func once(messages <-chan string) string {
	select {
	case message := <-messages:
		return message
	case <-time.After(time.Minute):
		return ""
	}
}

// the one that comes ends the loop
func first(messages <-chan string, retry func()) string {
	for {
		select {
		case message := <-messages:
			return message
		case <-time.After(time.Minute):
			retry()
		}
	}
}

// gone in a moment
func short(messages <-chan string, handle func(string)) {
	for {
		select {
		case message := <-messages:
			handle(message)
		case <-time.After(100 * time.Millisecond):
			return
		}
	}
}

func oneTimer(messages <-chan string, handle func(string)) {
	timer := time.NewTimer(time.Minute)
	defer timer.Stop()
	for {
		select {
		case message := <-messages:
			handle(message)
			if !timer.Stop() {
				<-timer.C
			}
			timer.Reset(time.Minute)
		case <-timer.C:
			return
		}
	}
}

// at most five of them at a time
func clock(ctx context.Context, work func()) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			work()
		case <-time.After(5 * time.Second):
		case <-ctx.Done():
			return
		}
	}
}

func threeTimes(messages <-chan string, handle func(string)) {
	for i := 0; i < 3; i++ {
		select {
		case message := <-messages:
			handle(message)
		case <-time.After(time.Minute):
			return
		}
	}
}

func before(messages <-chan string, handle func(string)) {
	end := time.After(time.Hour)
	for {
		select {
		case message := <-messages:
			handle(message)
		case <-end:
			return
		}
	}
}

// the case runs it, not the select
func inBody(messages <-chan string) {
	for range messages {
		<-time.After(2 * time.Second)
	}
}

const mostTries = 3

func tries(done <-chan struct{}, isOver func() bool, wait time.Duration) {
	for try := 0; try < mostTries && !isOver(); try++ {
		select {
		case <-done:
		case <-time.After(wait):
		}
	}
}
