package clean

import (
	"log"
	"os"
	"sync"
)

func deferredFirst(jobs []func() error) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func(job func() error) {
			defer wg.Done()
			if err := job(); err != nil {
				return
			}
		}(job)
	}
	wg.Wait()
}

func everyPath(job func() error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if err := job(); err != nil {
			wg.Done()
			return
		}
		wg.Done()
	}()
	wg.Wait()
}

// the same condition decides twice
func correlated(job func() error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		err := job()
		if err != nil {
			wg.Done()
		}
		log.Print("ran")
		if err == nil {
			wg.Done()
		}
	}()
	wg.Wait()
}

// the process ends
func fatal(job func() error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if err := job(); err != nil {
			log.Fatal(err)
		}
		if job() != nil {
			os.Exit(1)
		}
		if job() != nil {
			panic("no")
		}
		wg.Done()
	}()
	wg.Wait()
}

// one Done per job
func workers(jobs []func()) {
	var wg sync.WaitGroup
	queue := make(chan func())
	for i := 0; i < 4; i++ {
		go func() {
			for job := range queue {
				job()
				wg.Done()
			}
		}()
	}
	for _, job := range jobs {
		wg.Add(1)
		queue <- job
	}
	wg.Wait()
	close(queue)
}

// the worker that gets the job tells
func dispatched(jobs []func(), isCached func() bool) {
	var wg sync.WaitGroup
	queue := make(chan func())
	go func() {
		for job := range queue {
			job()
			wg.Done()
		}
	}()
	for _, job := range jobs {
		wg.Add(1)
		go func(job func()) {
			if isCached() {
				wg.Done()
				return
			}
			queue <- job
		}(job)
	}
	wg.Wait()
	close(queue)
}

// a goroutine of the goroutine tells
func passedOn(job func(), isLong bool) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if isLong {
			go func() {
				defer wg.Done()
				job()
			}()
			return
		}
		wg.Done()
	}()
	wg.Wait()
}

// a helper tells
func helper(job func() error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if err := job(); err != nil {
			finish(&wg)
			return
		}
		wg.Done()
	}()
	wg.Wait()
}

func finish(wg *sync.WaitGroup) { wg.Done() }

// what gets the method tells
func method(after func(func()), isLater bool) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if isLater {
			after(wg.Done)
			return
		}
		wg.Done()
	}()
	wg.Wait()
}

// there may be no group
func optional(wg *sync.WaitGroup, job func()) {
	if wg != nil {
		wg.Add(1)
	}
	go func() {
		job()
		if wg != nil {
			wg.Done()
		}
	}()
	if wg != nil {
		wg.Wait()
	}
}

// who starts it tells when it cannot
func refused(submit func(func()) bool, job func() bool) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if !job() {
			return
		}
		wg.Done()
	}()
	if !submit(func() {}) {
		wg.Done()
	}
	wg.Wait()
}

// counted only under the same condition
func counted(isTracked bool, job func()) {
	var wg sync.WaitGroup
	if isTracked {
		wg.Add(1)
	}
	go func() {
		job()
		if isTracked {
			wg.Done()
		}
	}()
	wg.Wait()
}

// two goroutines share one Done
func either(a, b func() bool) {
	var wg sync.WaitGroup
	var once sync.Once
	wg.Add(1)
	go func() {
		if a() {
			once.Do(func() { wg.Done() })
		}
	}()
	go func() {
		if b() {
			once.Do(func() { wg.Done() })
		}
	}()
	wg.Wait()
}

// it never ends, and neither shall the function
func forever(tick func()) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		for {
			tick()
		}
	}()
	wg.Wait()
}

func unwaited(job func() bool) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if job() {
			wg.Done()
		}
	}()
}

// as many as it counts do: only those that are cancelled
func subset(total int, lock func(int) error, cancel func(int)) {
	var all, cancelled sync.WaitGroup
	all.Add(total)
	half := total / 2
	cancelled.Add(half)
	for i := 0; i < total; i++ {
		go func() {
			defer all.Done()
			if err := lock(i); err != nil {
				cancelled.Done()
			}
		}()
	}
	for i := range half {
		cancel(i)
	}
	cancelled.Wait()
	all.Wait()
}

// a Wait behind which nothing is done blocks on purpose
func blocking(replicate func() error) error {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if err := replicate(); err != nil {
			panic(err)
		}
	}()
	wg.Wait()
	return nil
}

// one tells for both
func toldTwice(first, second func()) {
	var wg sync.WaitGroup
	ready := make(chan struct{})
	wg.Add(1)
	go func() {
		first()
		close(ready)
	}()
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer wg.Done()
		<-ready
		second()
	}()
	wg.Wait()
	log.Println("both are over")
}

// a function that both call tells
func toldByHelper(first, second func(done func())) {
	var wg sync.WaitGroup
	done := func() { wg.Done() }
	wg.Add(1)
	go first(done)
	wg.Add(1)
	go second(done)
	wg.Wait()
	log.Println("both are over")
}
