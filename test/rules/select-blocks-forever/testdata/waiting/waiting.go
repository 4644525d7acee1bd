package waiting

import "os/exec"

// The value is in the buffer when the select is reached: it never waits.
func filled(cmd *exec.Cmd, report func(error)) {
	left := make(chan error, 1)
	go func() {
		left <- cmd.Wait()
		report(nil)
		select {
		case err := <-left:
			report(err)
		}
	}()
}

// Each round puts its own value in.
func eachRound(inputs []int, use func(int)) {
	slot := make(chan int, 2)
	for _, input := range inputs {
		slot <- input * 2
		select {
		case v := <-slot:
			use(v)
		}
	}
}

// Another goroutine may take the value first.
func taken(use func(int)) {
	slot := make(chan int, 1)
	go func() {
		for v := range slot {
			use(v)
		}
	}()
	go func() {
		slot <- 1
		select { // want select-blocks-forever info high
		case v := <-slot:
			use(v)
		}
	}()
}

// The second round finds nothing.
func onceForAll(inputs []string, use func(int)) {
	slot := make(chan int, 1)
	go func() {
		slot <- len(inputs)
		for range inputs {
			select { // want select-blocks-forever info high
			case v := <-slot:
				use(v)
			}
		}
	}()
}
