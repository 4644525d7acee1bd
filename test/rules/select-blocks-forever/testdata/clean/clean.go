package clean

import (
	"context"
	"net/http"
	"os"
	"os/signal"
	"time"
)

func forever() {
	go func() {
		select {}
	}()
}

func timers(d time.Duration) {
	timer := time.NewTimer(d)
	ticker := time.NewTicker(d)
	defer ticker.Stop()
	select {
	case <-timer.C:
	}
	select {
	case <-ticker.C:
	}
	select {
	case <-time.After(d):
	}
	tick := time.Tick(d)
	select {
	case <-tick:
	}
}

func optionalTimeout(d time.Duration) {
	never := make(chan int)
	var timeout <-chan time.Time
	if d > 0 {
		timeout = time.After(d)
	}
	go func() {
		select {
		case <-never:
		case <-timeout:
		}
	}()
}

type service struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func contexts(ctx context.Context, s *service, r *http.Request) {
	select {
	case <-ctx.Done():
	}
	select {
	case <-s.ctx.Done():
	}
	select {
	case <-r.Context().Done():
	}
	done := ctx.Done()
	select {
	case <-done:
	}
	own, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		select {
		case <-own.Done():
		}
	}()
}

func reassigned(parent context.Context) {
	ctx := context.Background()
	if parent != nil {
		ctx = parent
	}
	go func() {
		select {
		case <-ctx.Done():
		}
	}()
}

func signals() {
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt)
	select {
	case <-interrupted:
	}
}

func tries(ch chan int) {
	select {
	case ch <- 1:
	default:
	}
	for {
		select {
		case v := <-ch:
			_ = v
		default:
			return
		}
	}
}

// Stored where it is not seen, or handed on.
var registry = map[string]chan int{}

func registered(name string) {
	reply := make(chan int)
	registry[name] = reply
	go func() {
		other := make(chan int)
		select {
		case <-reply:
		case <-other:
		}
	}()
}

func handedOn(queue chan<- chan int) {
	reply := make(chan int)
	other := make(chan int)
	queue <- reply
	go func() {
		select {
		case <-reply:
		case <-other:
		}
	}()
}

type request struct {
	reply any
}

func inInterface(send func(request)) {
	reply := make(chan int)
	other := make(chan int)
	send(request{reply: reply})
	go func() {
		select {
		case <-reply:
		case <-other:
		}
	}()
}

func byAddress(fill func(*chan int)) {
	var reply chan int
	other := make(chan int)
	fill(&reply)
	go func() {
		select {
		case <-reply:
		case <-other:
		}
	}()
}

func toUnknown(use func(chan int)) {
	reply := make(chan int)
	other := make(chan int)
	use(reply)
	go func() {
		select {
		case <-reply:
		case <-other:
		}
	}()
}

func fromElements(all []chan int) {
	other := make(chan int)
	for _, ch := range all {
		go func() {
			select {
			case <-ch:
			case <-other:
			}
		}()
	}
}

// Two goroutines that run the same select meet each other.
func partners() {
	meet := make(chan int)
	for range 2 {
		go func() {
			select {
			case <-meet:
			case meet <- 1:
			}
		}()
	}
}

// A case that is switched off by a nil channel.
func switched(in <-chan int) {
	out := make(chan int)
	go func() {
		var ready chan int
		for {
			select {
			case v, ok := <-in:
				if !ok {
					return
				}
				_ = v
				ready = out
			case ready <- 1:
				ready = nil
			}
		}
	}()
	for v := range out {
		_ = v
	}
}
