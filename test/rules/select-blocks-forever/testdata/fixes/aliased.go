package fixes

import clock "time"

func aliased(in <-chan int) clock.Duration {
	wait(in)
	return clock.Second
}

func wait(in <-chan int) {
	select { // want select-blocks-forever info high
	case <-in:
	}
}

// fed from nowhere that is seen
var _ = aliased
