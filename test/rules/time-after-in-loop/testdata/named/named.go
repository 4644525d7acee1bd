package named

import "time"

const standardPause = 30 * time.Second

// Nothing but tests gives them another value.
var (
	pause = standardPause
	nap   = 500 * time.Millisecond
)

// A setter may give this one another.
var rest = standardPause

func SetRest(length time.Duration) { rest = length }

func consume(messages <-chan string, handle func(string)) {
	for {
		select {
		case message := <-messages:
			handle(message)
		case <-time.After(pause): // want time-after-in-loop warning high
		}
	}
}

func consumeSoon(messages <-chan string, handle func(string)) {
	for {
		select {
		case message := <-messages:
			handle(message)
		case <-time.After(nap):
		}
	}
}

func consumeRested(messages <-chan string, handle func(string)) {
	for {
		select {
		case message := <-messages:
			handle(message)
		case <-time.After(rest): // want time-after-in-loop info low
		}
	}
}
