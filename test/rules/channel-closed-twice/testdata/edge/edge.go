package edge

// a helper of the package closes it first
func helped(run func() error) {
	done := make(chan struct{})
	defer close(done) // want channel-closed-twice warning high
	if run() != nil {
		abort(done)
	}
}

func abort(done chan struct{}) { close(done) }

// two goroutines, each on its own
func both(a, b func()) {
	done := make(chan struct{})
	go func() {
		a()
		close(done) // want channel-closed-twice warning high
	}()
	go func() {
		b()
		close(done) // want channel-closed-twice warning high
	}()
	<-done
}
