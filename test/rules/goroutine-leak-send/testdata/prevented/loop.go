package prevented

import "context"

type order struct{ isLast bool }

// handle answers each order until the last one.
func handle(ctx context.Context, orders <-chan order, answers chan<- string) {
	for {
		select {
		case <-ctx.Done():
			return
		case each := <-orders:
			if each.isLast {
				answers <- "last"
				return
			}
			answers <- "next"
		}
	}
}
