package main

import (
	"context"

	"github.com/segmentio/kafka-go"
)

// One of two that are offered, and nobody takes it.
func newFastWriter() *kafka.Writer {
	return &kafka.Writer{Addr: kafka.TCP("broker:9092"), RequiredAcks: kafka.RequireNone} // want kafka-acks-none info low
}

func newWriter() *kafka.Writer {
	return &kafka.Writer{Addr: kafka.TCP("broker:9092"), RequiredAcks: kafka.RequireNone} // want kafka-acks-none info medium
}

func main() {
	w := newWriter()
	defer w.Close()
	_ = w.WriteMessages(context.Background(), kafka.Message{Topic: "orders"})
}
