package assigned

import (
	"context"
	"time"
)

type queue struct {
	changed chan struct{}
	started bool
}

func (q *queue) next() (at time.Time, name string) { return time.Time{}, "" }

func (q *queue) empty() bool { return q.changed == nil }

// a change goes round, and the timer of the last round runs on
func (q *queue) watch(ctx context.Context, run func(string)) {
	var due <-chan time.Time
	for {
		at, name := q.next()
		if at.IsZero() {
			due = nil
		} else {
			due = time.After(time.Until(at)) // want time-after-in-loop info low
		}
		select {
		case <-ctx.Done():
			return
		case <-due:
			run(name)
		case <-q.changed:
		}
	}
}

func declared(messages <-chan string, handle func(string)) {
	for {
		idle := time.After(time.Hour) // want time-after-in-loop warning high
		select {
		case message := <-messages:
			handle(message)
		case <-idle:
			return
		}
	}
}

// as often as the event comes, which may be once: here it is the end
func stopping(jobs <-chan func(), stop <-chan struct{}, kill func()) {
	var limit <-chan time.Time
	for {
		select {
		case job := <-jobs:
			job()
		case <-stop:
			limit = time.After(time.Minute)
		case <-limit:
			kill()
			return
		}
	}
}

// one timer at a time
func onlyOne(events <-chan string, flush func()) {
	var quiet <-chan time.Time
	for {
		if quiet == nil {
			quiet = time.After(time.Minute)
		}
		select {
		case <-events:
		case <-quiet:
			flush()
			quiet = nil
		}
	}
}

func onlyOneMarked(events <-chan string, flush func()) {
	var quiet <-chan time.Time
	armed := false
	for {
		if !armed {
			armed = true
			quiet = time.After(time.Minute)
		}
		select {
		case <-events:
		case <-quiet:
			flush()
			armed = false
		}
	}
}

// one for each batch
func oncePerBatch(events <-chan string, flush func([]string)) {
	var batch []string
	var full <-chan time.Time
	for {
		if len(batch) == 1 {
			full = time.After(time.Minute)
		}
		select {
		case event := <-events:
			batch = append(batch, event)
		case <-full:
			flush(batch)
			batch = nil
		}
	}
}

func (q *queue) onlyOneByField(events <-chan string, flush func()) {
	var quiet <-chan time.Time
	for {
		if !q.started {
			q.started = true
			quiet = time.After(time.Minute)
		}
		select {
		case <-events:
		case <-quiet:
			flush()
		}
	}
}

func (q *queue) whenEmpty(events <-chan string, flush func()) {
	var quiet <-chan time.Time
	for {
		if q.empty() {
			quiet = time.After(time.Minute)
		}
		select {
		case <-events:
		case <-quiet:
			flush()
		}
	}
}

// in a case, when there is none
func firstOnly(events <-chan string, flush func()) {
	var quiet <-chan time.Time
	for {
		select {
		case <-events:
			if quiet == nil {
				quiet = time.After(time.Minute)
			}
		case <-quiet:
			flush()
			quiet = nil
		}
	}
}

func marked(events <-chan string, flush func()) {
	var quiet <-chan time.Time
	armed := false
	for {
		select {
		case <-events:
			if armed {
				continue
			}
			armed = true
			quiet = time.After(time.Minute)
		case <-quiet:
			flush()
			armed = false
		}
	}
}

// a batch has one timer
func batched(events <-chan string, flush func([]string)) {
	var batch []string
	var full <-chan time.Time
	for {
		select {
		case event := <-events:
			if len(batch) == 0 {
				full = time.After(time.Minute)
			}
			batch = append(batch, event)
		case <-full:
			flush(batch)
			batch = nil
		}
	}
}

func (q *queue) byField(events <-chan string, flush func()) {
	var quiet <-chan time.Time
	for {
		select {
		case <-events:
			if !q.started {
				q.started = true
				quiet = time.After(time.Minute)
			}
		case <-quiet:
			flush()
		}
	}
}

func (q *queue) byMethod(events <-chan string, flush func()) {
	var quiet <-chan time.Time
	for {
		select {
		case <-events:
			if q.empty() {
				quiet = time.After(time.Minute)
			}
		case <-quiet:
			flush()
		}
	}
}

// made again only after it has fired
func rearmed(events <-chan string, work func()) {
	due := time.After(time.Minute)
	for {
		select {
		case <-events:
		case <-due:
			work()
			due = time.After(time.Minute)
		}
	}
}

// the round waits for it
func waited(messages <-chan string, handle func(string)) {
	for {
		pause := time.After(time.Minute)
		select {
		case message := <-messages:
			handle(message)
		case <-pause:
			continue
		}
		<-pause
	}
}

// one limit for all that an inner loop receives
func grouped(groups <-chan (<-chan string), handle func(string)) {
	for group := range groups {
		limit := time.After(time.Minute)
		for open := true; open; {
			select {
			case message, ok := <-group:
				handle(message)
				open = ok
			case <-limit:
				open = false
			}
		}
	}
}

// kept by somebody else
func passed(messages <-chan string, handle func(string), keep func(<-chan time.Time)) {
	for {
		idle := time.After(time.Hour)
		keep(idle)
		select {
		case message := <-messages:
			handle(message)
		case <-idle:
			return
		}
	}
}
