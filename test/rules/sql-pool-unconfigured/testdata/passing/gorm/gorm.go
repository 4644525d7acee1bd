// The pool behind gorm is closed with the task that opens it.
package gormtask

import (
	"gorm.io/driver/mysql"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

type store struct {
	db *gorm.DB
}

func open(kind, dsn string) (db *gorm.DB, err error) {
	switch kind {
	case "mysql":
		db, err = gorm.Open(mysql.Open(dsn)) // want sql-pool-unconfigured hint low
		if err != nil {
			return nil, err
		}
	default:
		db, err = gorm.Open(postgres.Open(dsn)) // want sql-pool-unconfigured hint low
		if err != nil {
			return nil, err
		}
	}
	return db, nil
}

// Run copies one table.
func Run(kind, dsn string) error {
	db, err := open(kind, dsn)
	if err != nil {
		return err
	}
	pool, err := db.DB()
	if err != nil {
		return err
	}
	defer pool.Close()
	return (&store{db: db}).clear()
}

func (s *store) clear() error {
	return s.db.Exec("DELETE FROM copies").Error
}
