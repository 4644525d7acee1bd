package pool

import "github.com/jinzhu/gorm"

func first(dsn string) *gorm.DB {
	db, err := gorm.Open("mysql", dsn)
	if err != nil {
		panic(err)
	}
	db.DB().SetMaxIdleConns(4) // want sql-max-idle-below-open info high
	db.DB().SetMaxOpenConns(256)
	return db
}
