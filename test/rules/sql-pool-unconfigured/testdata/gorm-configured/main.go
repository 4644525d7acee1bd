package main

import (
	"database/sql"
	"log"
	"net/http"

	"gorm.io/driver/mysql"
	"gorm.io/gorm"
)

func open(dsn string) (*gorm.DB, error) {
	db, err := gorm.Open(mysql.Open(dsn), &gorm.Config{})
	if err != nil {
		return nil, err
	}
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(10)
	return db, nil
}

// gorm is given a pool that has its limits already.
func openGiven(dsn string) (*gorm.DB, error) {
	pool, err := sql.Open("mysql", dsn)
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(10)
	return gorm.Open(mysql.New(mysql.Config{Conn: pool}), &gorm.Config{})
}

func main() {
	a, err := open("app@tcp(db:3306)/a")
	if err != nil {
		log.Fatal(err)
	}
	b, err := openGiven("app@tcp(db:3306)/b")
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/", func(http.ResponseWriter, *http.Request) { log.Print(a, b) })
	log.Fatal(http.ListenAndServe(":8080", nil))
}
