package clean

import (
	"database/sql"
	"math"
	"runtime"
	"time"
)

const most = 50

func constant(db *sql.DB) { db.SetMaxOpenConns(most) }

func processors(db *sql.DB) { db.SetMaxOpenConns(runtime.NumCPU() * 4) }

func configured(db *sql.DB, size int) { db.SetMaxOpenConns(size * 2) }

func capped(db *sql.DB) {
	db.SetMaxOpenConns(min(db.Stats().InUse*2, most))
}

func older(db *sql.DB) {
	want := math.Min(float64(db.Stats().InUse)*1.5, most)
	db.SetMaxOpenConns(int(want))
}

func compared(db *sql.DB) {
	want := db.Stats().InUse * 2
	if want > most {
		want = most
	}
	db.SetMaxOpenConns(want)
}

func before(db *sql.DB) {
	stats := db.Stats()
	if stats.MaxOpenConnections < most {
		db.SetMaxOpenConns(stats.MaxOpenConnections + 5)
	}
}

// It only follows, or shrinks.
func same(db *sql.DB) { db.SetMaxOpenConns(db.Stats().InUse) }

func half(db *sql.DB) { db.SetMaxOpenConns(db.Stats().InUse / 2) }

// A function may have a bound.
func asked(db *sql.DB, limit func(int) int) { db.SetMaxOpenConns(limit(db.Stats().InUse * 2)) }

// Once only.
func once(db *sql.DB) {
	size := 10
	size *= 2
	db.SetMaxOpenConns(size)
}

func few(db *sql.DB) {
	size := 10
	for i := 0; i < 3; i++ {
		size += 5
		db.SetMaxOpenConns(size)
		time.Sleep(time.Second)
	}
}

type other struct{}

func (other) SetMaxOpenConns(int) {}
func (other) Stats() sql.DBStats  { return sql.DBStats{} }
func (o other) adapt()            { o.SetMaxOpenConns(o.Stats().InUse * 2) }
