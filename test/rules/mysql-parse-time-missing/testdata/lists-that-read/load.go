// Package load fills a table over several pools, and looks at it.
package load

import (
	"database/sql"
	"sync"

	_ "github.com/go-sql-driver/mysql"
)

func open() (*sql.DB, error) {
	return sql.Open("mysql", "app@tcp(db:3306)/shop?charset=utf8mb4") // want mysql-parse-time-missing
}

func openAll(count int) ([]*sql.DB, error) {
	var pools []*sql.DB
	for range count {
		pool, err := open()
		if err != nil {
			return nil, err
		}
		pools = append(pools, pool)
	}
	return pools, nil
}

func closeAll(pools []*sql.DB) {
	for _, pool := range pools {
		_ = pool.Close()
	}
}

// Fill runs the statements.
func Fill(statements []string, count int) error {
	pools, err := openAll(count)
	if err != nil {
		return err
	}
	defer closeAll(pools)
	var group sync.WaitGroup
	for i, statement := range statements {
		group.Add(1)
		go func(pool *sql.DB) {
			defer group.Done()
			_, _ = pool.Exec(statement)
		}(pools[i%len(pools)])
	}
	group.Wait()
	return nil
}

func first(pools []*sql.DB) (any, error) {
	var created any
	err := pools[0].QueryRow("SELECT created FROM orders").Scan(&created)
	return created, err
}

// First says when the first order came.
func First() (any, error) {
	pools, err := openAll(1)
	if err != nil {
		return nil, err
	}
	defer closeAll(pools)
	return first(pools)
}
