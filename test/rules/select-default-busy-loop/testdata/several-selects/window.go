package window

type window struct {
	ticks, items chan int
	done         chan struct{}
	sum          int
}

// one loop, one finding
func (w *window) run() {
	for {
		select { // want select-default-busy-loop
		case tick := <-w.ticks:
			w.sum += tick
		default:
		}
		select {
		case item := <-w.items:
			w.sum += item
		case <-w.done:
			return
		default:
		}
	}
}

// the loop inside spins as well
func (w *window) twice() {
	for {
		select { // want select-default-busy-loop
		case tick := <-w.ticks:
			w.sum += tick
		case <-w.done:
			return
		default:
		}
		for w.sum == 0 {
			select { // want select-default-busy-loop
			case item := <-w.items:
				w.sum += item
			default:
			}
		}
	}
}
