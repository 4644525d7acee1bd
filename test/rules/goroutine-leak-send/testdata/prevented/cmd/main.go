package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"sync"

	"github.com/spf13/cobra"
)

func main() {
	command := &cobra.Command{
		Use: "show",
		RunE: func(cmd *cobra.Command, _ []string) error {
			lines := make(chan string)
			var all sync.WaitGroup
			all.Add(2)
			go func() {
				read(lines)
				all.Done()
			}()
			go func() {
				show(cmd.Context(), lines)
				all.Done()
			}()
			all.Wait()
			return nil
		},
	}
	if command.Execute() != nil {
		os.Exit(1)
	}
}

func read(lines chan<- string) {
	scanner := bufio.NewScanner(os.Stdin)
	for scanner.Scan() {
		lines <- scanner.Text() // want goroutine-leak-send info low
	}
	close(lines)
}

func show(ctx context.Context, lines <-chan string) {
	for {
		select {
		case <-ctx.Done():
			return
		case line, ok := <-lines:
			if !ok {
				return
			}
			fmt.Println(line)
		}
	}
}
