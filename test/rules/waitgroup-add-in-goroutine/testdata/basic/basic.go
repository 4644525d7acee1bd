package basic

import "sync"

func each(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		go func(job func()) {
			wg.Add(1) // want waitgroup-add-in-goroutine warning high
			defer wg.Done()
			job()
		}(job)
	}
	wg.Wait()
}

func deferredFirst(job func()) {
	wg := &sync.WaitGroup{}
	go func() {
		defer wg.Done()
		wg.Add(1) // want waitgroup-add-in-goroutine warning high
		job()
	}()
	wg.Wait()
}

func later(job func() bool) {
	var wg sync.WaitGroup
	go func() {
		if !job() {
			return
		}
		wg.Add(1) // want waitgroup-add-in-goroutine warning high
		defer func() {
			wg.Done()
		}()
		job()
	}()
	wg.Wait()
}

func given(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		go work(&wg, job)
	}
	wg.Wait()
}

func work(wg *sync.WaitGroup, job func()) {
	wg.Add(1) // want waitgroup-add-in-goroutine warning high
	defer wg.Done()
	job()
}

// counts others, and is not counted itself
func nested(jobs [][]func()) {
	var wg sync.WaitGroup
	for _, list := range jobs {
		go func(list []func()) {
			for _, job := range list {
				wg.Add(1) // want waitgroup-add-in-goroutine warning high
				go func(job func()) {
					defer wg.Done()
					job()
				}(job)
			}
		}(list)
	}
	wg.Wait()
}
