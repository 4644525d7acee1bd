package edge

import "context"

// a select is no protection: a closed channel is always ready to panic
func stream(ctx context.Context, next func() int) int {
	out := make(chan int)
	defer close(out)
	go func() {
		for {
			select {
			case out <- next(): // want send-after-close warning high
			case <-ctx.Done():
				return
			}
		}
	}()
	return <-out
}

// the deferred close of each copy comes before the send of another
func copies(sources []func() (int, bool)) []int {
	out := make(chan int)
	for _, source := range sources {
		go func(source func() (int, bool)) {
			defer close(out)
			for {
				v, ok := source()
				if !ok {
					return
				}
				out <- v // want send-after-close warning high
			}
		}(source)
	}
	var all []int
	for v := range out {
		all = append(all, v)
	}
	return all
}

// an error leaves the loop that counts
func failsEarly(addrs []string, join func(string) error) error {
	joined := make(chan error, len(addrs))
	defer close(joined)
	for _, addr := range addrs {
		go func() {
			joined <- join(addr) // want send-after-close warning high
		}()
	}
	for range addrs {
		if err := <-joined; err != nil {
			return err
		}
	}
	return nil
}

// so does a context
func givesUp(ctx context.Context, addrs []string, join func(string) error) {
	joined := make(chan error, len(addrs))
	defer close(joined)
	for _, addr := range addrs {
		go func() {
			joined <- join(addr) // want send-after-close warning high
		}()
	}
	for range addrs {
		select {
		case <-joined:
		case <-ctx.Done():
			return
		}
	}
}
