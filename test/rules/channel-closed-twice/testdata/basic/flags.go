package basic

// The flag is only set once more has been checked: an early return closes again.
func flagged(check func() bool) {
	release := make(chan struct{})
	released := false
	defer func() {
		if !released {
			close(release) // want channel-closed-twice
		}
	}()
	go func() { <-release }()
	close(release)
	if !check() {
		return
	}
	released = true
}
