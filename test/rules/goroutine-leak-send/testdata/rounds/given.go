package rounds

// Each caller makes room for as many as it asks for.
func askedFor(count int, ask func(int) string, answers chan<- string) {
	started := make(chan struct{}, 1)
	for i := range count {
		go func() { answers <- ask(i) }()
	}
	started <- struct{}{}
}

func askedOnce(ask func(int) string) {
	count := 1
	answers := make(chan string, count)
	askedFor(count, ask, answers)
}

func askedOften(ask func(int) string) {
	count := 500
	answers := make(chan string, count)
	askedFor(count, ask, answers)
}

func askedMore(count int, ask func(int) string, answers chan<- string) {
	for i := range count {
		go func() { answers <- ask(i) }() // want goroutine-leak-send
	}
}

// One of these has less room than it asks for.
func askedTwice(ask func(int) string) string {
	answers := make(chan string, 1)
	askedMore(3, ask, answers)
	return <-answers
}

func askedThrice(ask func(int) string) {
	answers := make(chan string, 3)
	askedMore(3, ask, answers)
}
