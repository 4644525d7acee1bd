package edge

import (
	"log"

	"github.com/IBM/sarama"
)

type publisher struct{ producer sarama.AsyncProducer }

// successes are turned on, and only errors are read
func newPublisher(brokers []string) (*publisher, error) {
	config := sarama.NewConfig()
	config.Producer.Return.Successes = true
	config.Producer.RequiredAcks = sarama.WaitForAll
	producer, err := sarama.NewAsyncProducer(brokers, config) // want kafka-async-errors-undrained
	if err != nil {
		return nil, err
	}
	p := &publisher{producer: producer}
	go p.logErrors()
	return p, nil
}

func (p *publisher) logErrors() {
	for err := range p.producer.Errors() {
		log.Print(err)
	}
}

func (p *publisher) send(event string) {
	p.producer.Input() <- &sarama.ProducerMessage{Topic: "events", Value: sarama.StringEncoder(event)}
}
