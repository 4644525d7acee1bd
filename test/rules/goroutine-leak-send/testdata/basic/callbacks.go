package basic

import "context"

type outcome struct {
	index int
	err   error
}

// A function that a library calls sends, too; nobody but the owner receives.
func forEach(
	ctx context.Context,
	jobs []string,
	runAll func(context.Context, int, func(context.Context, int) error) error,
	work func(string) error,
) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	outcomes := make(chan outcome)
	go func() {
		err := runAll(ctx, len(jobs), func(ctx context.Context, i int) error {
			if err := work(jobs[i]); err != nil {
				return err
			}
			select {
			case <-ctx.Done():
			case outcomes <- outcome{index: i}:
			}
			return nil
		})
		if err != nil {
			outcomes <- outcome{index: -1, err: err} // want goroutine-leak-send warning high
		}
		close(outcomes)
	}()
	var failure error
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case each, ok := <-outcomes:
			if !ok {
				return failure
			}
			failure = each.err
		}
	}
}
