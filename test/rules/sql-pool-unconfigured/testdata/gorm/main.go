// gorm keeps the pool behind DB().
package main

import (
	"log"
	"net/http"

	"gorm.io/driver/mysql"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

var global *gorm.DB

func open(dsn string) (*gorm.DB, error) {
	db, err := gorm.Open(mysql.Open(dsn), &gorm.Config{}) // want sql-pool-unconfigured warning high
	if err != nil {
		return nil, err
	}
	return db, nil
}

// attempts is a number by another name.
type attempts int

func openElse(dsn string) (attempts, error) {
	if db, err := gorm.Open(mysql.New(mysql.Config{DSN: dsn}), &gorm.Config{}); err != nil { // want sql-pool-unconfigured warning high
		return 0, err
	} else {
		global = db
		return 1, nil
	}
}

// No error result: nothing to return from db.DB(), so no fix.
func mustOpen(dsn string) *gorm.DB {
	db, err := gorm.Open(mysql.Open(dsn), &gorm.Config{}) // want sql-pool-unconfigured warning high
	if err != nil {
		log.Fatal(err)
	}
	return db
}

func openWithLifetime(dsn string) (*gorm.DB, error) {
	db, err := gorm.Open(mysql.Open(dsn), &gorm.Config{}) // want sql-pool-unconfigured warning high
	if err != nil {
		return nil, err
	}
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	pool.SetConnMaxLifetime(60e9)
	return db, nil
}

func inMemory() (*gorm.DB, error) {
	return gorm.Open(sqlite.Open(":memory:"), &gorm.Config{})
}

func main() {
	a, err := open("app@tcp(db:3306)/a")
	if err != nil {
		log.Fatal(err)
	}
	if _, err := openElse("app@tcp(db:3306)/a"); err != nil {
		log.Fatal(err)
	}
	b := mustOpen("app@tcp(db:3306)/b")
	c, err := openWithLifetime("app@tcp(db:3306)/c")
	if err != nil {
		log.Fatal(err)
	}
	d, err := inMemory()
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/", func(http.ResponseWriter, *http.Request) { log.Print(a, b, c, d) })
	log.Fatal(http.ListenAndServe(":8080", nil))
}
