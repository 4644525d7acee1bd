package outgrown

type quota struct{ lines int }

// None are wanted, or the last of them has come: never both.
func (q quota) collect(lines <-chan string) {
	full := make(chan struct{})
	go func() {
		if q.lines == 0 {
			close(full)
		}
		var all []string
		for line := range lines {
			all = append(all, line)
			if len(all) == q.lines {
				close(full)
				return
			}
		}
	}()
	<-full
}

func (q quota) count(lines <-chan string) {
	full := make(chan struct{})
	go func() {
		if q.lines == 0 {
			close(full)
		}
		seen := 0
		for range lines {
			seen++
			if q.lines == seen {
				close(full)
				return
			}
		}
	}()
	<-full
}

// It starts anew, so that the number may be the same again.
func (q quota) pages(lines <-chan string) {
	full := make(chan struct{})
	go func() {
		if q.lines == 0 {
			close(full)
		}
		seen := 0
		for line := range lines {
			seen++
			if line == "" {
				seen = 0
			}
			if seen == q.lines {
				close(full) // want channel-closed-twice
				return
			}
		}
	}()
	<-full
}

// Behind more than that it is closed whatever came before.
func (q quota) beyond(lines <-chan string) {
	full := make(chan struct{})
	go func() {
		if q.lines < 1 {
			close(full)
		}
		seen := 0
		for range lines {
			seen++
			if seen > q.lines {
				close(full) // want channel-closed-twice
				return
			}
		}
	}()
	<-full
}
