package basic

import "time"

func poll(stop <-chan struct{}, work func()) {
	ticker := time.NewTicker(time.Second) // want ticker-not-stopped warning high
	for {
		select {
		case <-ticker.C:
			work()
		case <-stop:
			return
		}
	}
}

func started(stop <-chan struct{}, work func()) {
	go func() {
		ticker := time.NewTicker(time.Second) // want ticker-not-stopped warning high
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

func counted(n int) {
	for range time.Tick(time.Second) { // want ticker-not-stopped warning high
		n--
		if n == 0 {
			return
		}
	}
}

func broken(alive func() bool) int {
	for range time.Tick(5 * time.Second) { // want ticker-not-stopped warning high
		if !alive() {
			break
		}
	}
	return 1
}

func named(stop <-chan struct{}, work func()) {
	tick := time.Tick(time.Second) // want ticker-not-stopped warning high
	for {
		select {
		case <-tick:
			work()
		case <-stop:
			return
		}
	}
}

// through another local variable
func switched(stop <-chan struct{}, on <-chan bool, work func()) {
	tick := time.Tick(time.Second) // want ticker-not-stopped warning high
	var current <-chan time.Time
	for {
		select {
		case <-on:
			current = tick
		case <-current:
			work()
		case <-stop:
			return
		}
	}
}

// NewTicker panics for a duration that is not positive, Tick gives nil
func configured(interval time.Duration, done func() bool) {
	for range time.Tick(interval) { // want ticker-not-stopped warning high
		if done() {
			return
		}
	}
}

func onlyChannel(stop <-chan struct{}, work func()) {
	tick := time.NewTicker(time.Second).C // want ticker-not-stopped warning high
	for {
		select {
		case <-tick:
			work()
		case <-stop:
			return
		}
	}
}

// one more in each iteration, though the function never returns
func perIteration(events <-chan int, work func()) {
	for {
		select {
		case <-events:
		case <-time.Tick(time.Minute): // want ticker-not-stopped warning high
			work()
		}
	}
}

func replaced(intervals <-chan time.Duration, work func()) {
	ticker := time.NewTicker(time.Second) // want ticker-not-stopped warning high
	for {
		select {
		case interval, ok := <-intervals:
			if !ok {
				ticker.Stop()
				return
			}
			ticker = time.NewTicker(interval) // want ticker-not-stopped warning high
		case <-ticker.C:
			work()
		}
	}
}

func early(stop <-chan struct{}, ready func() bool) {
	ticker := time.NewTicker(time.Second) // want ticker-not-stopped warning high
	for range ticker.C {
		if ready() {
			return
		}
		select {
		case <-stop:
			ticker.Stop()
			return
		default:
		}
	}
}
