package main

import (
	"fmt"
	"net/http"

	"example.com/notcalled/meter"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, meter.New().Count())
	})
	fmt.Println(http.ListenAndServe("localhost:8080", nil))
}
