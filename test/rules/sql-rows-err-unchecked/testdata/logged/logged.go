package logged

import (
	"database/sql"
	"log"
)

// purge tells which sessions it is about to remove, if that is to be had.
func purge(db *sql.DB, before int64) error {
	rows, listErr := db.Query("SELECT id FROM sessions WHERE seen < ?", before)
	if listErr == nil {
		defer rows.Close()
		var stale []string
		for rows.Next() { // want sql-rows-err-unchecked info low
			var id string
			if err := rows.Scan(&id); err == nil {
				stale = append(stale, id)
			}
		}
		if len(stale) > 0 {
			log.Printf("removing %v", stale)
		}
	}
	_, err := db.Exec("DELETE FROM sessions WHERE seen < ?", before)
	return err
}

// purgeEach uses what it has read.
func purgeEach(db *sql.DB, before int64) (int, error) {
	var stale []string
	rows, listErr := db.Query("SELECT id FROM sessions WHERE seen < ?", before)
	if listErr == nil {
		defer rows.Close()
		for rows.Next() { // want sql-rows-err-unchecked warning high
			var id string
			if err := rows.Scan(&id); err == nil {
				stale = append(stale, id)
			}
		}
		log.Printf("removing %v", stale)
	}
	for _, id := range stale {
		if _, err := db.Exec("DELETE FROM sessions WHERE id = ?", id); err != nil {
			return 0, err
		}
	}
	return len(stale), nil
}

// report fails when the query does, so a part of the list is not wanted.
func report(db *sql.DB) error {
	rows, err := db.Query("SELECT id FROM sessions")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() { // want sql-rows-err-unchecked warning high
		var id string
		if err := rows.Scan(&id); err == nil {
			log.Printf("session %s", id)
		}
	}
	return nil
}

type journal struct{ lines []string }

func (j *journal) notef(format string, given ...any) { j.lines = append(j.lines, format) }

// purgeNoted has a journal of its own.
func purgeNoted(db *sql.DB, j *journal) error {
	rows, listErr := db.Query("SELECT id FROM sessions")
	if listErr == nil {
		defer rows.Close()
		var stale []string
		for rows.Next() { // want sql-rows-err-unchecked info low
			var id string
			if err := rows.Scan(&id); err == nil {
				stale = append(stale, id)
			}
		}
		if len(stale) > 0 {
			j.notef("removing %v", stale)
		} else {
			j.notef("nothing to remove")
		}
	}
	_, err := db.Exec("DELETE FROM sessions")
	return err
}
