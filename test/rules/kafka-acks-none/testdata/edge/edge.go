package main

import (
	"context"
	"log"

	"github.com/IBM/sarama"
	"github.com/segmentio/kafka-go"
)

type producer struct {
	writer *kafka.Writer
}

// several lines, kept in a field
func newProducer(brokers []string) *producer {
	return &producer{
		writer: &kafka.Writer{ // want kafka-acks-none
			Addr:     kafka.TCP(brokers...),
			Balancer: &kafka.LeastBytes{},
		},
	}
}

// somebody wants no errors
func async() *kafka.Writer {
	return &kafka.Writer{Addr: kafka.TCP("kafka:9092"), Async: true} // want kafka-acks-none
}

// somebody wrote it
func chosen() *kafka.Writer {
	return &kafka.Writer{
		Addr:         kafka.TCP("kafka:9092"),
		RequiredAcks: kafka.RequireNone, // want kafka-acks-none
	}
}

// nothing set yet, nor later
func empty() kafka.Writer {
	writer := kafka.Writer{} // want kafka-acks-none
	writer.Topic = "orders"
	return writer
}

// waits for an offset that no broker gives
func sync() (sarama.SyncProducer, error) {
	config := sarama.NewConfig()
	config.Producer.Return.Successes = true
	config.Producer.RequiredAcks = sarama.NoResponse // want kafka-acks-none
	return sarama.NewSyncProducer([]string{"kafka:9092"}, config)
}

func fast() (sarama.AsyncProducer, error) {
	config := sarama.NewConfig()
	config.Producer.RequiredAcks = sarama.NoResponse // want kafka-acks-none
	return sarama.NewAsyncProducer([]string{"kafka:9092"}, config)
}

func main() {
	p := newProducer([]string{"kafka:9092"})
	w := empty()
	log.Println(p.writer.WriteMessages(context.Background()), w.Topic, async(), chosen())
	log.Println(sync())
	log.Println(fast())
}
