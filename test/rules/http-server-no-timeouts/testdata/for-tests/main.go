package main

import "example.com/fortests/used"

func main() { used.Do() }
