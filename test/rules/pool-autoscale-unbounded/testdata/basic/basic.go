package basic

import "database/sql"

func adapt(db *sql.DB, least int) {
	stats := db.Stats()
	if stats.WaitCount > 0 {
		db.SetMaxOpenConns(stats.MaxOpenConnections * 2) // want pool-autoscale-unbounded info high
	}
}
