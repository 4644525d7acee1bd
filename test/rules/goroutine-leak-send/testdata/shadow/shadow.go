package shadow

// The flag of the inner block is another variable.
func shadowed(ready bool, other func() bool, work func() int) int {
	result := make(chan int)
	if ready {
		go func() {
			result <- work()
		}()
	}
	{
		ready := other()
		if !ready {
			println("not yet")
		}
	}
	if ready {
		return <-result
	}
	return 0
}

// The flag that decides about the receive is not the one under which the goroutine started.
func confused(ready bool, other func() bool, work func() int) int {
	result := make(chan int)
	if ready {
		go func() {
			result <- work() // want goroutine-leak-send warning high
		}()
		ready := other()
		if ready {
			return <-result
		}
	}
	return 0
}

// The caller calls otherwise what both loops go over.
func fill(out chan<- int, items []int) {
	for _, item := range items {
		out <- item
	}
}

func renamed(tasks []int) int {
	out := make(chan int)
	go fill(out, tasks)
	sum := 0
	for range tasks {
		sum += <-out
	}
	return sum
}
