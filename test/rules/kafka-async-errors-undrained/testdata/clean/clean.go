package clean

import (
	"log"

	"github.com/IBM/sarama"
)

type publisher struct{ sarama.AsyncProducer }

// read through the embedded producer, and successes are off
func newPublisher(brokers []string) (*publisher, error) {
	producer, err := sarama.NewAsyncProducer(brokers, sarama.NewConfig())
	if err != nil {
		return nil, err
	}
	p := &publisher{producer}
	go func() {
		for err := range p.Errors() {
			log.Print(err)
		}
	}()
	return p, nil
}

// nothing comes back
func quiet(brokers []string, event string) error {
	config := sarama.NewConfig()
	config.Producer.Return.Errors = false
	producer, err := sarama.NewAsyncProducer(brokers, config)
	if err != nil {
		return err
	}
	defer producer.AsyncClose()
	producer.Input() <- &sarama.ProducerMessage{Topic: "events", Value: sarama.StringEncoder(event)}
	return nil
}

// somebody else decides
func given(brokers []string, config *sarama.Config, event string) error {
	producer, err := sarama.NewAsyncProducer(brokers, config)
	if err != nil {
		return err
	}
	defer producer.AsyncClose()
	producer.Input() <- &sarama.ProducerMessage{Topic: "events", Value: sarama.StringEncoder(event)}
	return nil
}

// reads by itself
func synchronous(brokers []string, event string) error {
	config := sarama.NewConfig()
	config.Producer.Return.Successes = true
	producer, err := sarama.NewSyncProducer(brokers, config)
	if err != nil {
		return err
	}
	defer producer.Close()
	_, _, err = producer.SendMessage(&sarama.ProducerMessage{Topic: "events", Value: sarama.StringEncoder(event)})
	return err
}
