package run

import "log"

// Safely is called for whatever may panic.
func Safely(do func()) {
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
		}
	}()
	do()
}

func Twice(do func()) {
	Safely(do)
	Safely(do)
}
