package meter

import "time"

type Meter struct{ level int }

func (m *Meter) Run() {
	for {
		time.Sleep(time.Second)
		m.level++
	}
}

type Agent struct{ meters []*Meter }

func (a *Agent) Add(m *Meter) { a.meters = append(a.meters, m) }

// Start is called by the program, and again and again by what the tests use.
func (a *Agent) Start() {
	for _, m := range a.meters {
		go m.Run()
	}
}

func (a *Agent) Refresh() {
	go func() { // want goroutine-without-stop info high
		for {
			time.Sleep(time.Second)
			clear(a.meters)
		}
	}()
}
