package scope

var events = make(chan int)

var Published = make(chan int)

// A package variable that nobody feeds, and one that others can reach.
func listen() {
	go func() {
		select { // want select-blocks-forever warning high
		case <-events:
		}
	}()
	go func() {
		other := make(chan int)
		select {
		case <-Published:
		case <-other:
		}
	}()
}

// A name that hides another is another channel.
func shadowed() {
	done := make(chan struct{})
	close(done)
	{
		done := make(chan struct{})
		go func() {
			select { // want select-blocks-forever warning high
			case <-done:
			}
		}()
	}
}
