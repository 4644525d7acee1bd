package boot

import "time"

// Each command calls it once, from main.
func Logging() { start() }

// Nobody calls it.
func Quiet() { start() }

func start() { go reset() }

func reset() {
	for {
		time.Sleep(time.Second)
	}
}

type Service struct{ touched int }

// The service is made once, by what main calls.
func NewService() *Service {
	s := &Service{}
	go s.collect()
	return s
}

func (s *Service) Touch() { s.touched++ }

func (s *Service) collect() {
	for range time.Tick(time.Minute) {
		s.touched = 0
	}
}
