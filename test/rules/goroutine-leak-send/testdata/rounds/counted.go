package rounds

import "time"

// It receives as often as it has started goroutines, and leaves only then.
func countedInSelect(workers int, work func()) int {
	done := make(chan struct{})
	run := func() {
		work()
		done <- struct{}{}
	}
	for range workers {
		go run()
	}
	ticks := 0
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	finished := 0
loop:
	for {
		select {
		case <-ticker.C:
			ticks++
		case <-done:
			finished++
			if finished == workers {
				break loop
			}
		}
	}
	return ticks
}

// The same, counted down, and by what has come.
func countedDown(items []string, ask func(string) string) (int, []string) {
	done := make(chan struct{})
	answers := make(chan string)
	run := func(item string) {
		answers <- ask(item)
		done <- struct{}{}
	}
	for _, item := range items {
		go run(item)
	}
	var got []string
	left := len(items)
	for {
		select {
		case answer := <-answers:
			got = append(got, answer)
		case <-done:
			left--
			if left == 0 {
				return left, got
			}
		}
	}
}

func countedByLength(items []string, ask func(string) string) []string {
	answers := make(chan string)
	run := func(item string) { answers <- ask(item) }
	for _, item := range items {
		go run(item)
	}
	var got []string
	for {
		got = append(got, <-answers)
		if len(got) == len(items) {
			return got
		}
	}
}

// Time may be up before all have come.
func countedOrLate(workers int, work func()) int {
	done := make(chan struct{})
	run := func() {
		work()
		done <- struct{}{} // want goroutine-leak-send
	}
	for range workers {
		go run()
	}
	late := time.After(time.Second)
	finished := 0
	for {
		select {
		case <-late:
			return finished
		case <-done:
			finished++
			if finished == workers {
				return finished
			}
		}
	}
}

// It does not count what it receives.
func countedOther(workers int, work func() int) int {
	done := make(chan int)
	run := func() {
		done <- work() // want goroutine-leak-send
	}
	for range workers {
		go run()
	}
	sum := 0
	for {
		sum += <-done
		if sum == workers {
			return sum
		}
	}
}

// A variable keeps what the comparison says, and two counters make up the number.
func countedInParts(items []string, try func(string) error) (int, int) {
	results := make(chan error)
	var failed, passed int
	total := len(items)
	for _, item := range items {
		go func() { results <- try(item) }()
	}
	var isComplete bool
	for {
		if err := <-results; err != nil {
			failed++
		} else {
			passed++
		}
		isComplete = total == failed+passed
		if isComplete {
			return failed, passed
		}
	}
}

// The first failure ends it.
func countedOrFailed(items []string, try func(string) error) int {
	results := make(chan error)
	passed := 0
	for _, item := range items {
		go func() {
			results <- try(item) // want goroutine-leak-send
		}()
	}
	for {
		isComplete := passed == len(items)
		if err := <-results; err != nil {
			isComplete = true
		} else {
			passed++
		}
		if isComplete {
			return passed
		}
	}
}
