package pool

import "gorm.io/gorm"

func throughGorm(db *gorm.DB) error {
	pool, err := db.DB()
	if err != nil {
		return err
	}
	pool.SetMaxIdleConns(10) // want sql-max-idle-below-open hint medium
	pool.SetMaxOpenConns(100)
	return nil
}
