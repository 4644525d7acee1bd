package clean

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

func waits(jobs <-chan func(), stop <-chan struct{}) {
	for {
		select {
		case job := <-jobs:
			job()
		case <-stop:
			return
		}
	}
}

// all that is there, then on
func drained(jobs <-chan func()) {
	for {
		select {
		case job := <-jobs:
			job()
		default:
			return
		}
	}
}

func drainedLabel(jobs <-chan func()) int {
	n := 0
loop:
	for {
		select {
		case <-jobs:
			n++
		default:
			break loop
		}
	}
	return n
}

func sleeps(jobs <-chan func()) {
	for {
		select {
		case job := <-jobs:
			job()
		default:
			time.Sleep(10 * time.Millisecond)
		}
	}
}

// asks between pieces of work
func polls(ctx context.Context, work func() bool) {
	for {
		select {
		case <-ctx.Done():
			return
		default:
		}
		if !work() {
			return
		}
	}
}

func computes(ctx context.Context, x int) int {
	for {
		select {
		case <-ctx.Done():
			return x
		default:
			x = x*31 + 7
		}
	}
}

func eachOf(ctx context.Context, values []int) (sum int) {
	for _, v := range values {
		select {
		case <-ctx.Done():
			return
		default:
		}
		sum += v
	}
	return
}

func bounded(ready <-chan struct{}) bool {
	for i := 0; i < 1000; i++ {
		select {
		case <-ready:
			return true
		default:
		}
	}
	return false
}

func overChannel(ctx context.Context, jobs <-chan func()) {
	for range jobs {
		select {
		case <-ctx.Done():
			return
		default:
		}
	}
}

func receives(a, b <-chan int, use func(int)) {
	for {
		select {
		case v := <-a:
			use(v)
		default:
			use(<-b)
		}
	}
}

func waitsBelow(a, b <-chan int, use func(int)) {
	for {
		select {
		case v := <-a:
			use(v)
			continue
		default:
		}
		select {
		case v := <-a:
			use(v)
		case v := <-b:
			use(v)
		}
	}
}

func once(ch chan int, v int) bool {
	select {
	case ch <- v:
		return true
	default:
		return false
	}
}

func produces(out chan<- int, next func() int) {
	for {
		select {
		case out <- next():
		default:
		}
	}
}

func locks(mu *sync.Mutex, stop <-chan struct{}, state *int) {
	for {
		select {
		case <-stop:
			return
		default:
		}
		mu.Lock()
		*state++
		mu.Unlock()
	}
}

// the condition of the loop ends it in the second round
func once2(ch <-chan int) (v int) {
	for tried := false; !tried; tried = true {
		select {
		case v = <-ch:
		default:
		}
	}
	return v
}

// asks once more before it leaves
func recheck(jobs <-chan func(), running *atomic.Bool) {
	for {
		select {
		case job := <-jobs:
			job()
		default:
			running.Store(false)
			select {
			case job := <-jobs:
				job()
			default:
				return
			}
		}
	}
}

func raises(ctx context.Context, value *atomic.Int64) {
	for {
		select {
		case <-ctx.Done():
			return
		default:
		}
		value.Add(1)
	}
}

// where default is taken, somebody else has just taken the last one: the loop ends
func drainedByLength(jobs chan func()) {
	for len(jobs) > 0 {
		select {
		case job := <-jobs:
			job()
		default:
		}
	}
	for 0 < len(jobs) && cap(jobs) > 1 {
		select {
		case job := <-jobs:
			job()
		default:
		}
	}
}

// with room for one, either the send can go or the receive
type latest struct {
	values chan int
}

func newLatest() *latest { return &latest{values: make(chan int, 1)} }

func (l *latest) set(v int) {
	for {
		select {
		case l.values <- v:
			return
		default:
			select {
			case <-l.values:
			default:
			}
		}
	}
}

func (l *latest) setAfter(v int) {
	for {
		select {
		case <-l.values:
		default:
		}
		select {
		case l.values <- v:
			return
		default:
		}
	}
}

type shelf struct {
	boxes chan string
	most  int
}

// it goes round only while there is more than may stay, so that there is something to take
func (s *shelf) trim(drop func(string)) {
	for len(s.boxes) > s.most {
		select {
		case box := <-s.boxes:
			drop(box)
		default:
		}
	}
}
