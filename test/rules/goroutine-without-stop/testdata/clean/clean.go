package clean

import (
	"context"
	"log"
	"time"
)

type loop struct {
	stop chan struct{}
	work chan int
}

func start(ctx context.Context) *loop {
	l := &loop{stop: make(chan struct{}), work: make(chan int)}
	go l.run()
	go l.follow(ctx)
	go l.serve()
	go l.count()
	go l.try()
	go l.dies()
	go l.bounded()
	return l
}

func (l *loop) run() {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
		case <-l.stop:
			return
		}
	}
}

func (l *loop) follow(ctx context.Context) {
	for {
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			return
		}
	}
}

// It also receives from somebody, who may be what ends it.
func (l *loop) serve() {
	ticker := time.NewTicker(time.Second)
	for {
		select {
		case <-ticker.C:
		case <-l.work:
		}
	}
}

// It ends when it has counted.
func (l *loop) count() {
	n := 0
	for range time.Tick(time.Second) {
		if n++; n == 10 {
			break
		}
	}
}

// It looks whether it should go on.
func (l *loop) try() {
	for {
		time.Sleep(time.Second)
		select {
		case <-l.stop:
			return
		default:
		}
	}
}

// It ends with the process.
func (l *loop) dies() {
	for {
		time.Sleep(time.Second)
		if l.work == nil {
			log.Fatal("no work")
		}
	}
}

func (l *loop) bounded() {
	for i := 0; i < 3; i++ {
		time.Sleep(time.Second)
	}
}

// Not a goroutine of its own: its caller ends with it, or never.
func forever() {
	for {
		time.Sleep(time.Second)
	}
}

func callsForever() { forever() }
