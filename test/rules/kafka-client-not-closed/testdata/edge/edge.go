package main

import (
	"log"

	"github.com/IBM/sarama"
)

// main ends with the process: only what was buffered is lost.
func main() {
	client, err := sarama.NewClient([]string{"kafka:9092"}, nil) // want kafka-client-not-closed hint low
	if err != nil {
		log.Fatal(err)
	}
	names, err := client.Topics()
	if err != nil {
		log.Fatal(err)
	}
	log.Print(names)
}
