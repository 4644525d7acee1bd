// The engine makes times of the text of date columns itself.
package store

import (
	"time"

	_ "github.com/go-sql-driver/mysql"
	"xorm.io/xorm"
)

type Visit struct {
	ID int64
	At time.Time
}

func open() (*xorm.Engine, error) {
	return xorm.NewEngine("mysql", "app@tcp(db:3306)/visits?charset=utf8mb4") // want mysql-parse-time-missing info low
}

func visits(engine *xorm.Engine) (all []Visit, err error) {
	err = engine.Find(&all)
	return all, err
}
