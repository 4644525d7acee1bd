package timer

import (
	"context"
	"time"
)

// publisher takes messages; each has until its context ends.
type publisher interface {
	Publish(ctx context.Context, text string)
	Close()
}

type message struct {
	ctx  context.Context
	text string
}

type queue struct{ messages chan message }

func (q *queue) Publish(ctx context.Context, text string) {
	next := message{ctx: ctx, text: text}
	next.pass(q.messages)
}

func (q *queue) Close() {}

func (m message) pass(messages chan<- message) {
	select {
	case messages <- m:
	case <-m.ctx.Done():
	}
}

// The goroutine behind the queue goes on with the context.
func announce(out publisher) {
	ctx, _ := context.WithTimeout(context.Background(), 4*time.Second) // want context-cancel-lost low
	out.Publish(ctx, "hello")
}

// printer is over with it when the method returns.
type printer interface {
	Print(ctx context.Context, text string)
	Flush()
}

type screen struct{ lines []string }

func (s *screen) Print(ctx context.Context, text string) {
	next := message{ctx: ctx, text: text}
	if next.isLate() {
		return
	}
	s.lines = append(s.lines, text)
}

func (s *screen) Flush() { s.lines = nil }

func (m message) isLate() bool { return m.ctx.Err() != nil }

// It has the method of the name, but not the others.
type archive struct{ contexts []context.Context }

func (a *archive) Print(ctx context.Context, text string) { a.contexts = append(a.contexts, ctx) }

func show(out printer) {
	ctx, _ := context.WithTimeout(context.Background(), 4*time.Second) // want context-cancel-lost high
	out.Print(ctx, "hello")
}
