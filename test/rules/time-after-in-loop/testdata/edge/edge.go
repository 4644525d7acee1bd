package edge

import "time"

// how long is not known here
func consume(messages <-chan string, handle func(string), idle time.Duration) {
	for {
		select {
		case message := <-messages:
			handle(message)
		case <-time.After(idle): // want time-after-in-loop info low
			return
		}
	}
}

// worked out in each round: no timer can be made before
func perMessage(messages <-chan string, handle func(string), wait func() time.Duration) {
	for {
		select {
		case message := <-messages:
			handle(message)
		case <-time.After(wait()): // want time-after-in-loop info low
			return
		}
	}
}

func taken(messages <-chan string, timer func(string)) {
	for {
		select {
		case message := <-messages:
			timer(message)
		case <-time.After(time.Minute): // want time-after-in-loop warning high
			return
		}
	}
}
