package edge

import "context"

type key struct{}

type worker struct {
	ctx  context.Context
	jobs chan int
}

func newWorker(jobs chan int) *worker {
	return &worker{ctx: context.Background(), jobs: jobs}
}

func with(ctx context.Context, job int) context.Context {
	return context.WithoutCancel(context.WithValue(ctx, key{}, job))
}

func handle(context.Context) error { return nil }

// A helper of the program wraps it: lowered.
func (w *worker) helped(ctx context.Context) {
	for job := range w.jobs {
		ctx = with(ctx, job) // want context-grows-in-loop
		_ = handle(ctx)
	}
}

// A field that outlives the loop.
func (w *worker) held() {
	for job := range w.jobs {
		w.ctx = context.WithValue(w.ctx, key{}, job) // want context-grows-in-loop
		_ = handle(w.ctx)
	}
}

// Only after an error: lowered; the inner loop starts anew.
func (w *worker) sometimes(ctx context.Context) {
	var cancel context.CancelFunc
	for range w.jobs {
		if err := handle(ctx); err != nil {
			ctx, cancel = context.WithCancel(ctx) // want context-grows-in-loop
			defer cancel()
		}
		inner := ctx
		for range 100 {
			inner, _ = context.WithCancel(inner) // want context-grows-in-loop
			_ = handle(inner)
		}
	}
}

// Two layers in each round, one finding.
func (w *worker) twice(ctx context.Context) {
	for job := range w.jobs {
		ctx = context.WithValue(ctx, key{}, job) // want context-grows-in-loop
		ctx = context.WithValue(ctx, key{}, "again")
		_ = handle(ctx)
	}
}

type label string

// The key is of the round, but nothing that follows asks for any of them.
func (w *worker) labelled(ctx context.Context, names []string) {
	for _, name := range names {
		ctx = context.WithValue(ctx, label(name), true) // want context-grows-in-loop
		_ = handle(ctx)
	}
}

// The context goes on, but each layer hides the one before.
func (w *worker) hidden(ctx context.Context, names []string) error {
	for _, name := range names {
		ctx = context.WithValue(ctx, label("name"), name) // want context-grows-in-loop
		_ = handle(ctx)
	}
	return handle(ctx)
}

// A channel gives keys without end.
func (w *worker) endless(ctx context.Context, names <-chan string) error {
	for name := range names {
		ctx = context.WithValue(ctx, label(name), true) // want context-grows-in-loop
		_ = handle(ctx)
	}
	return handle(ctx)
}
