package clean

import (
	"sync"
	"time"
)

func deferred(stop <-chan struct{}, work func()) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			work()
		case <-stop:
			return
		}
	}
}

func literal(stop <-chan struct{}) {
	ticker := time.NewTicker(time.Second)
	defer func() { ticker.Stop() }()
	<-stop
}

// the goroutine stops it
func handedOver(stop <-chan struct{}, work func()) {
	ticker := time.NewTicker(time.Second)
	go func() {
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				work()
			case <-stop:
				return
			}
		}
	}()
}

// passed on, returned, stored
func lent(loop func(<-chan time.Time)) {
	ticker := time.NewTicker(time.Second)
	go loop(ticker.C)
}

func given() <-chan time.Time {
	return time.Tick(time.Second)
}

func made() *time.Ticker {
	ticker := time.NewTicker(time.Second)
	return ticker
}

type poller struct {
	mu     sync.Mutex
	ticker *time.Ticker
	c      <-chan time.Time
}

func newPoller() *poller {
	return &poller{ticker: time.NewTicker(time.Second), c: time.Tick(time.Second)}
}

func (p *poller) start() {
	p.ticker = time.NewTicker(time.Second)
	p.c = time.NewTicker(time.Minute).C
}

func (p *poller) restart() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ticker.Stop()
	ticker := time.NewTicker(time.Minute)
	p.ticker = ticker
}

func swapped(intervals <-chan time.Duration) {
	ticker := time.NewTicker(time.Second)
	defer func() { ticker.Stop() }()
	for interval := range intervals {
		ticker.Stop()
		ticker = time.NewTicker(interval)
	}
}
