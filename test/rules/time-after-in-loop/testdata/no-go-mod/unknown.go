package unknown

import "time"

func consume(messages <-chan string, handle func(string)) {
	for {
		select {
		case message := <-messages:
			handle(message)
		case <-time.After(time.Hour): // want time-after-in-loop info low
			return
		}
	}
}
