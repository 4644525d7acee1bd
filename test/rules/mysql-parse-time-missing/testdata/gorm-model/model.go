package model

import (
	"gorm.io/driver/mysql"
	"gorm.io/gorm"
)

type User struct {
	gorm.Model
	Name   string
	Orders []Order
}

type Order struct {
	ID     uint
	UserID uint
}

func open() (*gorm.DB, error) {
	dsn := "app@tcp(127.0.0.1:3306)/shop?charset=utf8mb4&loc=Local" // want mysql-parse-time-missing warning high
	return gorm.Open(mysql.Open(dsn), &gorm.Config{})
}

func users(db *gorm.DB) (all []User, err error) {
	err = db.Where("name <> ?", "").Order("id").Offset(10).Limit(10).Find(&all).Error
	return all, err
}
