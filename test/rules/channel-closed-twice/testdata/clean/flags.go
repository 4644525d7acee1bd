package clean

// What is deferred asks whether it has been closed before.
func flaggedByDeferred(check func() bool) {
	release := make(chan struct{})
	released := false
	defer func() {
		if !released {
			close(release)
		}
	}()
	go func() { <-release }()
	if !check() {
		return
	}
	close(release)
	released = true
	check()
}
