package paths

import (
	"errors"
	"log"
	"os"
	"sync"

	"golang.org/x/sync/errgroup"
)

// The owner leaves early.
func earlyReturn(jobs []string) error {
	done := make(chan struct{})
	go func() {
		select { // want select-blocks-forever warning high
		case <-done:
		}
	}()
	if len(jobs) == 0 {
		return errors.New("no jobs")
	}
	close(done)
	return nil
}

func closedOnEveryPath(jobs []string) error {
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case <-done:
		}
	}()
	if len(jobs) == 0 {
		return errors.New("no jobs")
	}
	return nil
}

func closedOnEachPath(jobs []string) error {
	done := make(chan struct{})
	go func() {
		select {
		case <-done:
		}
	}()
	if len(jobs) == 0 {
		close(done)
		return errors.New("no jobs")
	}
	close(done)
	return nil
}

// The counterpart leaves early, and the owner hangs.
func failingWorker(work func() (int, error)) int {
	result := make(chan int)
	go func() {
		v, err := work()
		if err != nil {
			log.Print(err)
			return
		}
		result <- v
	}()
	select { // want select-blocks-forever warning high
	case v := <-result:
		return v
	}
}

// Together the two sends cover every path.
func valueOrError(work func() (int, error)) (int, error) {
	result := make(chan int)
	failed := make(chan error)
	go func() {
		v, err := work()
		if err != nil {
			failed <- err
			return
		}
		result <- v
	}()
	select {
	case v := <-result:
		return v, nil
	case err := <-failed:
		return 0, err
	}
}

func valueOrErrorWithGap(work func() (int, error)) (int, error) {
	result := make(chan int)
	failed := make(chan error)
	go func() {
		v, err := work()
		if errors.Is(err, os.ErrClosed) {
			return
		}
		if err != nil {
			failed <- err
			return
		}
		result <- v
	}()
	select { // want select-blocks-forever warning high
	case v := <-result:
		return v, nil
	case err := <-failed:
		return 0, err
	}
}

// Started under the same condition under which it is stopped.
func sameCondition(watch bool) {
	done := make(chan struct{})
	if watch {
		go func() {
			select {
			case <-done:
			}
		}()
	}
	log.Print("working")
	if watch {
		close(done)
	}
}

func flagged(watch bool) {
	done := make(chan struct{})
	isStarted := false
	if watch {
		isStarted = true
		go func() {
			select {
			case <-done:
			}
		}()
	}
	if isStarted {
		close(done)
	}
}

func oppositeCondition(jobs []string) {
	done := make(chan struct{})
	if len(jobs) != 0 {
		go func() {
			select {
			case <-done:
			}
		}()
	}
	if len(jobs) == 0 {
		return
	}
	close(done)
}

// A path that ends the process leaves nothing behind.
func fatal(jobs []string) {
	done := make(chan struct{})
	go func() {
		select {
		case <-done:
		}
	}()
	if len(jobs) == 0 {
		log.Fatal("no jobs")
	}
	close(done)
}

// A loop with a send is taken to run.
func sendsInLoop(jobs []string) {
	first := make(chan string)
	go func() {
		select {
		case job := <-first:
			log.Print(job)
		}
	}()
	for _, job := range jobs {
		first <- job
		break
	}
}

// The owner first waits for a message of the goroutine, which then does not wait any more.
func handshake(work func() error) error {
	failed := make(chan error)
	done := make(chan struct{})
	go func() {
		if err := work(); err != nil {
			failed <- err
			return
		}
		close(failed)
		select {
		case <-done:
		}
	}()
	if err := <-failed; err != nil {
		return err
	}
	close(done)
	return nil
}

// Only the starter wakes the loop, and the starter returns.
func abandoned(jobs []string) {
	queue := make(chan string)
	go func() {
		for {
			select { // want select-blocks-forever warning high
			case job := <-queue:
				log.Print(job)
			}
		}
	}()
	for _, job := range jobs {
		queue <- job
	}
}

func leavesTheLoop(jobs []string) {
	queue := make(chan string)
	go func() {
		for {
			select {
			case job := <-queue:
				if job == "" {
					return
				}
				log.Print(job)
			}
		}
	}()
	for _, job := range jobs {
		queue <- job
	}
	queue <- ""
}

// Others go on sending after the starter has returned.
func fedByGoroutine(next func() string) {
	queue := make(chan string)
	go func() {
		for {
			select {
			case job := <-queue:
				log.Print(job)
			}
		}
	}()
	go func() {
		for {
			queue <- next()
		}
	}()
}

// Helpers of the package answer, or do not.
func helperCloses() {
	done := make(chan struct{})
	go waitFor(done)
	finish(done)
}

func waitFor(done <-chan struct{}) {
	select {
	case <-done:
	}
}

func finish(done chan<- struct{}) {
	close(done)
}

func helperMayLeave(ok bool) {
	started := make(chan struct{})
	go maybeAnnounce(started, ok)
	select { // want select-blocks-forever warning high
	case <-started:
	}
}

func maybeAnnounce(started chan<- struct{}, ok bool) {
	if !ok {
		return
	}
	close(started)
}

// A closure, a method value and a group run the answer.
func closure(jobs []string) error {
	done := make(chan struct{})
	stop := func() { close(done) }
	go func() {
		select {
		case <-done:
		}
	}()
	if len(jobs) == 0 {
		stop()
		return errors.New("no jobs")
	}
	stop()
	return nil
}

// Whatever runs a closure that answers is taken to run it; the return before is not.
func once(jobs []string) error {
	done := make(chan struct{})
	var stop sync.Once
	go func() {
		select { // want select-blocks-forever warning high
		case <-done:
		}
	}()
	if len(jobs) == 0 {
		return errors.New("no jobs")
	}
	stop.Do(func() { close(done) })
	return nil
}

func inGroup(work func() error) error {
	var group errgroup.Group
	ready := make(chan struct{})
	group.Go(func() error {
		if err := work(); err != nil {
			return err
		}
		close(ready)
		return nil
	})
	group.Go(func() error {
		select { // want select-blocks-forever warning high
		case <-ready:
			return nil
		}
	})
	return group.Wait()
}

// Room in the buffer is an answer, and so is what is already in it.
func buffered() {
	out := make(chan int, 1)
	go func() {
		select {
		case out <- 1:
		}
	}()
}

func filled() int {
	in := make(chan int, 1)
	in <- 1
	select {
	case v := <-in:
		return v
	}
}

// The reader leaves when it finds quit closed; otherwise the watcher hears of it and closes quit.
func closedFirst(receive func() (string, error), interrupted <-chan struct{}) int {
	messages := make(chan string)
	failed := make(chan error, 1)
	quit := make(chan struct{})
	go func() {
		for {
			message, err := receive()
			if err != nil {
				failed <- err
				return
			}
			select {
			case messages <- message:
			case <-quit:
				return
			}
		}
	}()
	go func() {
		select {
		case <-interrupted:
			close(quit)
		case <-failed:
			close(quit)
		case <-quit:
		}
	}()
	count := 0
	for {
		select {
		case <-messages:
			count++
		case <-quit:
			return count
		}
	}
}
