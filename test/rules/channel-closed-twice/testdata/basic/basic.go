package basic

func deferredToo(run func() error) error {
	done := make(chan struct{})
	defer close(done) // want channel-closed-twice warning high
	go wait(done)
	if err := run(); err != nil {
		close(done)
		return err
	}
	return nil
}

func wait(done <-chan struct{}) { <-done }

func inTurn(run func() error) <-chan error {
	errs := make(chan error, 1)
	if err := run(); err != nil {
		errs <- err
		close(errs)
	}
	close(errs) // want channel-closed-twice warning high
	return errs
}

func workers(n int, work func() int) []int {
	results := make(chan int)
	for i := 0; i < n; i++ {
		go func() {
			defer close(results) // want channel-closed-twice warning high
			results <- work()
		}()
	}
	var all []int
	for v := range results {
		all = append(all, v)
	}
	return all
}

func everyRound(items []int) {
	done := make(chan struct{})
	for range items {
		close(done) // want channel-closed-twice warning high
	}
}
