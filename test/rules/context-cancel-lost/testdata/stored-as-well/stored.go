package stored

import (
	"context"
	"time"
)

type poller struct {
	stop context.CancelFunc
}

// The struct has it too, and ends it.
func (p *poller) begin(parent context.Context, poll func(context.Context)) context.CancelFunc {
	ctx, cancel := context.WithTimeout(parent, time.Hour)
	go poll(ctx)
	p.stop = cancel
	return cancel
}

func (p *poller) end() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
}

func beginAlone(parent context.Context, poll func(context.Context)) context.CancelFunc {
	ctx, cancel := context.WithTimeout(parent, time.Hour)
	go poll(ctx)
	return cancel
}

type starter interface {
	begin(parent context.Context, poll func(context.Context)) context.CancelFunc
}

// A double gives what it was told to give.
type double struct{ results []any }

func (d *double) begin(parent context.Context, poll func(context.Context)) context.CancelFunc {
	result, _ := d.results[0].(context.CancelFunc)
	return result
}

type loose struct{ poll func(context.Context) }

func (l loose) launch(parent context.Context) context.CancelFunc {
	ctx, cancel := context.WithTimeout(parent, time.Hour)
	go l.poll(ctx)
	return cancel
}

type launcher interface {
	launch(parent context.Context) context.CancelFunc
}

func use(ctx context.Context, p *poller, s starter, l launcher, poll func(context.Context)) {
	p.begin(ctx, poll)
	s.begin(ctx, poll)
	l.launch(ctx)         // want context-cancel-lost
	beginAlone(ctx, poll) // want context-cancel-lost
}
