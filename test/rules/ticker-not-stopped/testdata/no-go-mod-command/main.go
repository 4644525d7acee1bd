package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	if err := count(os.Args[1:]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// The command ends behind it, whichever Go version this is.
func count(names []string) error {
	stop := make(chan struct{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		ticker := time.NewTicker(time.Second)
		for {
			select {
			case <-ticker.C:
				fmt.Print(".")
			case <-stop:
				return
			}
		}
	}()
	for _, name := range names {
		if _, err := os.ReadFile(name); err != nil {
			close(stop)
			<-done
			return err
		}
	}
	close(stop)
	<-done
	return nil
}
