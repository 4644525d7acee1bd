package basic

import "sync"

func earlyReturn(urls []string, fetch func(string) error) {
	var wg sync.WaitGroup
	for _, url := range urls {
		wg.Add(1)
		go func(url string) {
			if err := fetch(url); err != nil {
				return
			}
			wg.Done() // want waitgroup-never-done warning high
		}(url)
	}
	wg.Wait()
}

func deferredTooLate(open func() (func(), error)) {
	wg := &sync.WaitGroup{}
	wg.Add(1)
	go func() {
		release, err := open()
		if err != nil {
			return
		}
		defer wg.Done() // want waitgroup-never-done warning high
		release()
	}()
	wg.Wait()
}

func given(jobs []func() bool) {
	var wg sync.WaitGroup
	wg.Add(len(jobs))
	for _, job := range jobs {
		go work(&wg, job)
	}
	wg.Wait()
}

func work(wg *sync.WaitGroup, job func() bool) {
	if !job() {
		return
	}
	wg.Done() // want waitgroup-never-done warning high
}

func oneBranch(jobs []func() error, failed chan<- error) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func(job func() error) {
			err := job()
			if err == nil {
				wg.Done() // want waitgroup-never-done warning high
				return
			}
			failed <- err
		}(job)
	}
	wg.Wait()
}

// one of several branches is forgotten
func threeWays(next func() int) {
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		next()
	}()
	go func() {
		switch next() {
		case 0:
			wg.Done() // want waitgroup-never-done warning high
		case 1:
			wg.Done()
		}
	}()
	wg.Wait()
}

func nobody(job func(), done chan<- struct{}) {
	var wg sync.WaitGroup
	wg.Add(1) // want waitgroup-never-done warning high
	go func() {
		job()
	}()
	wg.Wait()
	close(done)
}

// one of two does not know the group
func oneForgets(watch func(), work func() error, outcome chan error) error {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		watch()
	}()
	wg.Add(1) // want waitgroup-never-done warning high
	go func() {
		outcome <- work()
	}()
	go func(wg *sync.WaitGroup) {
		wg.Wait()
		close(outcome)
	}(&wg)
	return <-outcome
}
