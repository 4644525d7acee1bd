package main

import "example.com/notrun/internal/used"

func main() {
	stop := make(chan struct{})
	used.Serve(stop)
}
