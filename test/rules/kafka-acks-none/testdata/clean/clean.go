package main

import (
	"flag"
	"log"

	"github.com/IBM/sarama"
	"github.com/segmentio/kafka-go"
)

var (
	acks = flag.Int("acks", -1, "acknowledgements")
	fast = flag.Bool("fast", false, "do not wait")
)

// set later, in the same function and by a helper
func later() *kafka.Writer {
	writer := &kafka.Writer{Addr: kafka.TCP("kafka:9092")}
	writer.RequiredAcks = kafka.RequireAll
	return writer
}

func helped() *kafka.Writer {
	writer := &kafka.Writer{Addr: kafka.TCP("kafka:9092")}
	safe(writer)
	return writer
}

func safe(writer *kafka.Writer) {
	writer.RequiredAcks = kafka.RequireOne
}

// whoever runs the program decides
func outside() *kafka.Writer {
	return &kafka.Writer{Addr: kafka.TCP("kafka:9092"), RequiredAcks: kafka.RequiredAcks(*acks)}
}

// the older constructor waits for all
func older() *kafka.Writer {
	return kafka.NewWriter(kafka.WriterConfig{Brokers: []string{"kafka:9092"}, Topic: "orders"})
}

// sarama waits for the leader; what an option chooses is the user's
func config() *sarama.Config {
	config := sarama.NewConfig()
	if *fast {
		config.Producer.RequiredAcks = sarama.NoResponse
	}
	return config
}

func all() *sarama.Config {
	config := sarama.NewConfig()
	config.Producer.RequiredAcks = sarama.WaitForAll
	return config
}

// a writer of its own
type Writer struct {
	RequiredAcks int
}

func main() {
	flag.Parse()
	log.Println(later(), helped(), outside(), older(), config(), all(), Writer{})
}
