package counted

// The goroutine takes the answer of the second one, if there is one.
func fastest(one, other func() int) int {
	answers := make(chan int, 2)
	asked := 0
	if one != nil {
		asked++
		go func() { answers <- one() }()
	}
	if other != nil {
		asked++
		go func() { answers <- other() }()
	}
	first := <-answers
	if asked == 2 {
		go func() {
			println(<-answers) // want goroutine-leak-receive info low
		}()
	}
	return first
}

// Nothing counts who sends.
func fastestOf(one, other func() int, isSure bool) int {
	answers := make(chan int, 2)
	if one != nil {
		go func() { answers <- one() }()
	}
	if other != nil {
		go func() { answers <- other() }()
	}
	first := <-answers
	if isSure {
		go func() {
			println(<-answers) // want goroutine-leak-receive warning high
		}()
	}
	return first
}
