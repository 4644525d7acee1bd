package basic

// The other side wants one more ping than there are.
func pingPong(names []string) {
	pings := make(chan string, 1)
	pongs := make(chan struct{}, 1)
	go func() {
		for range names {
			println(<-pings)
			pongs <- struct{}{}
		}
		println(<-pings) // want goroutine-leak-receive
	}()
	for _, name := range names {
		pings <- name
		<-pongs
	}
}
