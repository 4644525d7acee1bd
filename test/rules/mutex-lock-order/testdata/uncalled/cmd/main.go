package main

import "example.com/uncalled/internal/store"

func main() {
	calls := &store.Calls{}
	go calls.Add("a")
	go calls.Count()
	both := &store.Both{}
	go both.Add("a")
	println(both.All())
}
