package clean

import "sync"

type lineReader struct {
	group sync.WaitGroup
	quit  chan struct{}
	lines chan string
}

func newReader() *lineReader {
	r := &lineReader{quit: make(chan struct{}), lines: make(chan string)}
	go r.run()
	return r
}

func (r *lineReader) run() {
	r.group.Add(1)
	defer r.group.Done()
	for {
		select {
		case <-r.quit:
			return
		case line := <-r.lines:
			println(line)
		}
	}
}

// Close comes past the send only when run has taken it, and that is counted by then.
func (r *lineReader) Close() {
	r.quit <- struct{}{}
	r.group.Wait()
}
