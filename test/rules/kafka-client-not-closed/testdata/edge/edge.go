package main

import (
	"log"
	"net/http"

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

func init() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		log.Print(asked(nil))
		log.Print(watched(nil))
	})
}

// The question whether it is closed says nothing of the path on which nobody closes it.
func asked(brokers []string) ([]string, error) {
	client, err := sarama.NewClient(brokers, nil) // want kafka-client-not-closed warning high
	if err != nil {
		return nil, err
	}
	names, err := client.Topics()
	if err != nil {
		if !client.Closed() {
			_ = client.Close()
		}
		return nil, err
	}
	return names, nil
}

// It is looked at, and left open all the same.
func watched(brokers []string) bool {
	client, err := sarama.NewClient(brokers, nil) // want kafka-client-not-closed warning high
	if err != nil {
		return false
	}
	return !client.Closed()
}
