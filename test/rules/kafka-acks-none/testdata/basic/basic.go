package main

import (
	"context"
	"log"

	"github.com/segmentio/kafka-go"
)

var orders = &kafka.Writer{Addr: kafka.TCP("kafka:9092"), Topic: "orders"} // want kafka-acks-none

func main() {
	if err := orders.WriteMessages(context.Background(), kafka.Message{Value: []byte("1")}); err != nil {
		log.Fatal(err)
	}
}
