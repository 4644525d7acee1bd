// A program that imports nothing of its module.
package main

func main() {}
