package sources

import "time"

type source struct {
	next  chan int
	limit time.Duration
}

// Round again only when a source has ended: the next round takes another.
func first(pick func() *source, drop func(*source)) (int, bool) {
	for {
		from := pick()
		if from == nil {
			return 0, false
		}
		timer := time.NewTimer(from.limit)
		defer timer.Stop()
		select {
		case item, ok := <-from.next:
			if ok {
				return item, true
			}
			drop(from)
		case <-timer.C:
			return 0, false
		}
	}
}

// Round again with every item.
func all(from *source, use func(int)) {
	for {
		timer := time.NewTimer(from.limit)
		defer timer.Stop() // want defer-in-loop
		select {
		case item, ok := <-from.next:
			if !ok {
				return
			}
			use(item)
		case <-timer.C:
			return
		}
	}
}
