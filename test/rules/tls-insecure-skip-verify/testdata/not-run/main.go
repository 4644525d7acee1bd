package main

import "example.com/app/peers"

func main() { peers.Run() }
