package edge

import (
	"database/sql"
	"math"
	"time"
)

const least = 10

// A floor is no ceiling.
func floor(db *sql.DB) {
	used := float64(db.Stats().InUse)
	want := math.Max(least, math.Ceil(used*1.5))
	db.SetMaxOpenConns(int(want)) // want pool-autoscale-unbounded info high
}

// The pool is compared with itself only.
func full(db *sql.DB) {
	stats := db.Stats()
	if stats.InUse >= stats.MaxOpenConnections {
		db.SetMaxOpenConns(stats.MaxOpenConnections + 10) // want pool-autoscale-unbounded info high
	}
}

type scaler struct {
	db   *sql.DB
	size int
}

func (s *scaler) grow() {
	s.size *= 2
	s.db.SetMaxOpenConns(s.size) // want pool-autoscale-unbounded info high
}

func loop(db *sql.DB) {
	size := least
	for range time.Tick(time.Minute) {
		size += 5
		db.SetMaxOpenConns(size) // want pool-autoscale-unbounded info high
	}
}
