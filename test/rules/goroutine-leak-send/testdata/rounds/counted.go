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
