package gorm

import (
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

// DB is opened once, in the process.
var DB *gorm.DB

type user struct {
	ID   uint
	Name string
}

func open(path string) error {
	db, err := gorm.Open(sqlite.Open(path), &gorm.Config{})
	DB = db
	return err
}

func users(ids []uint) []user {
	var all []user
	for _, id := range ids {
		var each user
		if err := DB.Where("id = ?", id).First(&each).Error; err == nil {
			all = append(all, each)
		}
	}
	return all
}
